/**
 * Aggregations that choose among series and leave those as they are, with all their labels.
 * Source: https://prometheus.io/docs/prometheus/latest/querying/operators/#aggregation-operators.
 */
export const choosing: ReadonlySet<string> = new Set(['topk', 'bottomk', 'limitk', 'limit_ratio']);
