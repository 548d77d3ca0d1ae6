import { LegendDisplayMode, LegendPlacement, ReduceDataOptionsBuilder } from '@grafana/grafana-foundation-sdk/common';
import {
  PanelBuilder,
  PieChartLegendOptionsBuilder,
  PieChartLegendValues,
  PieChartType,
} from '@grafana/grafana-foundation-sdk/piechart';
import type { Policy } from '../policy/policy.ts';
import { dress, type PanelOptions } from './panel.ts';

/** How a whole is made up at the end of the time range, without what is gone by then. */
export function pieChart(policy: Policy, options: PanelOptions): PanelBuilder {
  for (const query of options.queries) query.instant();
  return dress(new PanelBuilder(), policy, options)
    .pieType(PieChartType.Donut)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false))
    .legend(
      new PieChartLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(LegendDisplayMode.Table)
        .placement(LegendPlacement.Right)
        .values([PieChartLegendValues.Value, PieChartLegendValues.Percent]),
    );
}
