import { bargauge } from './bargauge.ts';
import { gauge } from './gauge.ts';
import { heatmap } from './heatmap.ts';
import { histogram } from './histogram.ts';
import { alertlist, dashlist } from './lists.ts';
import { logs } from './logs.ts';
import type { PanelType } from './panel-type.ts';
import { piechart } from './piechart.ts';
import { stat } from './stat.ts';
import { stateTimeline } from './state-timeline.ts';
import { table } from './table.ts';
import { text } from './text.ts';
import { timeseries } from './timeseries.ts';

/** The types of panel whose defaults are known. Of another type each value counts. */
export const panelTypes: ReadonlyMap<string, PanelType> = new Map([
  ['alertlist', alertlist],
  ['bargauge', bargauge],
  ['dashlist', dashlist],
  ['gauge', gauge],
  ['heatmap', heatmap],
  ['histogram', histogram],
  ['logs', logs],
  ['piechart', piechart],
  ['stat', stat],
  ['state-timeline', stateTimeline],
  ['table', table],
  ['text', text],
  ['timeseries', timeseries],
]);
