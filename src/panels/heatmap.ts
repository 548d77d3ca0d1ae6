import { TooltipDisplayMode } from '@grafana/grafana-foundation-sdk/common';
import {
  HeatmapColorMode,
  HeatmapColorOptionsBuilder,
  HeatmapColorScale,
  HeatmapTooltipBuilder,
  PanelBuilder,
  YAxisConfigBuilder,
} from '@grafana/grafana-foundation-sdk/heatmap';
import type { Policy } from '../policy/policy.ts';
import { dress, type PanelOptions } from './panel.ts';

/** How observations spread over the buckets of a histogram, over time. The unit is that of the buckets. */
export function heatmap(policy: Policy, options: PanelOptions): PanelBuilder {
  return dress(new PanelBuilder(), policy, options)
    .calculate(false)
    .yAxis(new YAxisConfigBuilder().unit(options.unit))
    .color(
      new HeatmapColorOptionsBuilder()
        .mode(HeatmapColorMode.Scheme)
        .scheme('Spectral')
        .scale(HeatmapColorScale.Exponential)
        .exponent(0.5)
        .steps(64)
        .reverse(true),
    )
    .tooltip(new HeatmapTooltipBuilder().mode(TooltipDisplayMode.Single).yHistogram(true).showColorScale(true));
}
