/** House style: each function returns a new builder of the SDK, dressed as all our panels are. */
export { describe, duration, percent, type Description } from './description.ts';
export { heatmap } from './heatmap.ts';
export { link } from './link.ts';
export type { PanelOptions } from './panel.ts';
export { pieChart } from './pie-chart.ts';
export { heatmapQuery, query, type Query } from './query.ts';
export { stat } from './stat.ts';
export { deviationThresholds } from './thresholds.ts';
export { timeseries } from './timeseries.ts';
export type { UnitId } from './unit.ts';
