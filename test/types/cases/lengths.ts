/** Lengths of time, and units of panels. */
import { application } from '../../../src/metrics/application.ts';
import type { PanelOptions } from '../../../src/panels/panel.ts';
import {
  avgOverTime,
  increase,
  intervalVariable,
  labelVariable,
  maxOverTime,
  offset,
  rate,
  subquery,
} from '../../../src/promql/index.ts';
import type { Duration } from '../../../src/time/duration.ts';

const { inventoryLevel, ordersCreated } = application;

// error: '"5 minutes"' is not assignable to parameter of type 'Range | undefined'
export const words = rate(ordersCreated, '5 minutes');
// error: '"5"' is not assignable to parameter of type 'Range | undefined'
export const noUnit = rate(ordersCreated, '5');
// error: '"1.5h"' is not assignable to parameter of type 'Range | undefined'
export const fraction = rate(ordersCreated, '1.5h');
// error: '"5 m"' is not assignable to parameter of type 'Range | undefined'
export const blank = rate(ordersCreated, '5 m');
// error: '"1e3s"' is not assignable to parameter of type 'Range | undefined'
export const exponent = rate(ordersCreated, '1e3s');
// error: '"5M"' is not assignable to parameter of type 'Range | undefined'
export const month = increase(ordersCreated, '5M');
// error: '"$interval"' is not assignable to parameter of type 'Range | undefined'
export const textOfVariable = rate(ordersCreated, '$interval');
// error: '"$__rate_intervall"' is not assignable to parameter of type 'Range | undefined'
export const misspelt = rate(ordersCreated, '$__rate_intervall');
// error: is not assignable to parameter of type 'Range | undefined'
export const labelVariableAsRange = rate(ordersCreated, labelVariable('status', 'status'));
// error: '"1week"' is not assignable to parameter of type
export const back = offset(inventoryLevel, '1week');
// error: is not assignable to parameter of type
export const backByVariable = offset(inventoryLevel, intervalVariable('interval'));
// error: '"1min"' is not assignable to parameter of type
export const step = maxOverTime(subquery(inventoryLevel, '1h', '1min'));
// error: is missing the following properties from type 'Subquery<string>'
export const withoutRange = avgOverTime(inventoryLevel);
// error: Type '"5min"' is not assignable to type
export const length: Duration = '5min';

// error: Type '"seconds"' is not assignable to type 'UnitId'
export const unit: PanelOptions['unit'] = 'seconds';
// error: Type '"requests/s"' is not assignable to type 'UnitId'
export const suffix: Pick<PanelOptions, 'unit'> = { unit: 'requests/s' };
