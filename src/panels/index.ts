/** House style: each function returns a new builder of the SDK, dressed as all our panels are. */
export { duration, percent } from './description.ts';
export { except } from './except.ts';
export { heatmap } from './heatmap.ts';
export { mayBeEmpty } from './may-be-empty.ts';
export { pieChart } from './pie-chart.ts';
export { heatmapQuery, query } from './query.ts';
export { stat } from './stat.ts';
export { table } from './table.ts';
export { deviationThresholds } from './thresholds.ts';
export { timeseries } from './timeseries.ts';
