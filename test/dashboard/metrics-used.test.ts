import { describe, expect, it } from 'vitest';
import { anchors, jobsNeeded, metricsOf } from '../../src/dashboard/metrics-used.ts';
import { catalogue } from '../../src/metrics/catalogue.ts';
import { defaultTemporalProfile } from '../../src/metrics/temporal-profiles.ts';
import { parse } from '../../src/promql/parse.ts';

const all = catalogue(defaultTemporalProfile);
const metrics = (...texts: readonly string[]) =>
  metricsOf(texts.map((text) => parse(text, (name) => all.lookup(name)?.series)));
const names = (found: readonly { readonly name: string }[]) => found.map(({ name }) => name);

describe('what a dashboard reads', () => {
  it('is each metric once, in the order of its first use', () => {
    expect(
      names(metrics('orders_by_status + orders_by_status', 'rate(orders_created_total[5m]) / orders_by_status')),
    ).toEqual(['orders_by_status', 'orders_created_total']);
  });

  it('is nothing that the catalogue does not know', () => {
    expect(metrics('nothing_like_it', '{__name__=~".+"}', '1')).toEqual([]);
  });

  it('needs the jobs that alone have a metric; what several have, any of them gives', () => {
    expect(
      jobsNeeded(
        metrics('rate(payments_processed_total[5m])', 'rate(orders_created_total[5m])', 'process_start_time_seconds'),
      ),
    ).toEqual(['order_processing_api', 'order_processing_worker']);
  });
});

describe('anchors', () => {
  it('are one metric for each job', () => {
    const found = anchors(
      metrics('rate(payments_processed_total[5m])', 'rate(inventory_updates_total[5m])', 'orders_by_status'),
      all,
    );
    expect(names(found)).toEqual(['payments_processed_total', 'orders_by_status']);
  });

  it('are the count of a histogram, not its many buckets', () => {
    expect(names(anchors(metrics('rate(order_processing_seconds_bucket[5m])'), all))).toEqual([
      'order_processing_seconds_count',
    ]);
  });

  it('say what the dashboard is of: metrics that every process has do not, unless there is nothing else', () => {
    expect(names(anchors(metrics('process_start_time_seconds', 'orders_by_status'), all))).toEqual([
      'orders_by_status',
    ]);
    expect(names(anchors(metrics('process_start_time_seconds'), all))).toEqual(['process_start_time_seconds']);
  });
});
