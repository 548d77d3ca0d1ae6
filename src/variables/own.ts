/** The variables of a single dashboard. */
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  IntervalVariableBuilder,
  type QueryVariableBuilder,
  type VariableModel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { MetricType } from '../metrics/metric.ts';
import { scope } from '../promql/scope.ts';
import { selectorOf, type Series } from '../promql/selector.ts';
import { intervalVariable, type IntervalVariable, type LabelVariable } from '../promql/variable.ts';
import { chosenTargets, labelValues } from './standard.ts';

/** A variable of a dashboard's own: what queries refer to, and how the dashboard gets it, anew at each call. */
export type OwnVariable = (IntervalVariable | LabelVariable<string>) & { build(): Builder<VariableModel> };

/** Offers the values that a label of a metric has; `title` is what the viewer reads beside it. */
export function choice<L extends string, const K extends L>(
  label: K,
  title: string,
  series: Series<MetricType, L>,
): LabelVariable<K> & { build(): QueryVariableBuilder } {
  return {
    kind: 'label-variable',
    name: label,
    label,
    build: () => {
      const node = scope(selectorOf(series).instant(), chosenTargets);
      if (node.kind !== 'selector') throw new TypeError(`${label}: a variable reads one metric`);
      return labelValues(label, title, label, node);
    },
  };
}

/**
 * The window of panels that show a trend over a time of the viewer's choice. `auto` follows the zoom: a hundredth of the
 * time range, five minutes at least.
 */
export const rateWindow: IntervalVariable & { build(): IntervalVariableBuilder } = {
  ...intervalVariable('interval'),
  build: () =>
    new IntervalVariableBuilder('interval')
      .label('Rate window')
      .values('5m,15m,30m,1h,6h,12h,24h,7d')
      .auto(true)
      .stepCount(100)
      .minInterval('5m')
      .current({ selected: true, text: 'auto', value: '$__auto_interval_interval' }),
};
