import {
  GraphDrawStyle,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import type { Policy } from '../policy/policy.ts';
import { dress, type PanelOptions } from './panel.ts';

export interface TimeseriesOptions extends PanelOptions {
  /** Whether series add up to a total that means something. */
  readonly stacked?: boolean;
  /** What the others must stay below: the name of a series in the legend, drawn as a dashed line, never stacked. */
  readonly ceiling?: string;
}

/** Lines over time, with the limit drawn. */
export function timeseries(policy: Policy, options: TimeseriesOptions): PanelBuilder {
  const builder = dress(new PanelBuilder(), policy, options)
    .drawStyle(GraphDrawStyle.Line)
    .lineWidth(options.stacked === true ? 1 : 2)
    .fillOpacity(options.stacked === true ? 40 : 8)
    .showPoints(VisibilityMode.Never)
    .spanNulls(false)
    .legend(
      new VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .calcs(['lastNotNull']),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending));
  if (options.stacked === true) builder.stacking(new StackingConfigBuilder().mode(StackingMode.Normal));
  if (options.limit !== undefined) {
    builder.thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed));
  }
  if (options.ceiling !== undefined) {
    builder.overrideByName(options.ceiling, [
      { id: 'color', value: { mode: 'fixed', fixedColor: policy.colours.red } },
      { id: 'custom.stacking', value: { mode: StackingMode.None, group: 'A' } },
      { id: 'custom.fillOpacity', value: 0 },
      { id: 'custom.lineStyle', value: { fill: 'dash', dash: [10, 10] } },
    ]);
  }
  return builder;
}
