/** What a page is made of. */
import { describe, expect, it } from 'vitest';
import { application } from '../../../src/metrics/application.ts';
import { Instruments } from '../../../src/simulator/exposition/instruments.ts';
import { page } from '../../../src/simulator/exposition/write.ts';

const request = { method: 'GET', endpoint: '/orders', status: '200' };

/** Lines of series, without what stands before them. */
async function series(instruments: Instruments, format: 'text' | 'openmetrics' = 'text'): Promise<readonly string[]> {
  return page(await instruments.families(), format)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
}

describe('instruments', () => {
  it('count by their labels, whatever their order; 0 makes a series known', async () => {
    const instruments = new Instruments('order_processing_api');
    const counter = instruments.counter(application.httpRequests);
    expect(page(await instruments.families(), 'text')).toBe('');
    counter.inc(request, 0);
    counter.inc({ ...request, status: '500' });
    counter.inc({ status: '500', endpoint: '/orders', method: 'GET' }, 2);
    counter.inc({ method: '/orders', endpoint: 'GET', status: '500' });
    expect(await series(instruments)).toEqual([
      'http_requests_total{method="GET",endpoint="/orders",status="200"} 0',
      'http_requests_total{method="GET",endpoint="/orders",status="500"} 3',
      'http_requests_total{method="/orders",endpoint="GET",status="500"} 1',
    ]);
  });

  it('forget one level, or all', async () => {
    const instruments = new Instruments('order_processing_state');
    const gauge = instruments.gauge(application.ordersByStatus);
    for (const status of ['pending', 'failed']) gauge.set({ status }, 4);
    gauge.remove({ status: 'failed' });
    expect(await series(instruments)).toEqual(['orders_by_status{status="pending"} 4']);
    gauge.set({ status: 'failed' }, 5);
    expect(await series(instruments)).toHaveLength(2);
    gauge.reset();
    expect(await series(instruments)).toEqual([]);
    gauge.set({ status: 'failed' }, 6);
    expect(await series(instruments)).toEqual(['orders_by_status{status="failed"} 6']);
  });

  it('count values up to each bound, and keep the last trace of a bucket for OpenMetrics', async () => {
    const instruments = new Instruments('order_processing_worker');
    const histogram = instruments.histogram(application.orderProcessing);
    histogram.zero({});
    const [low = 0, high = 0] = application.orderProcessing.buckets;
    histogram.observe({}, low, { traceId: 'aa', at: 10 });
    histogram.observe({}, low / 2, { traceId: 'bb', at: 11.5 });
    histogram.observe({}, low / 2);
    histogram.observe({}, high);
    histogram.observe({}, 1e9, { traceId: 'cc', at: 12 });
    const lines = await series(instruments, 'openmetrics');
    expect(lines[0]).toBe(`order_processing_seconds_bucket{le="${low}"} 3 # {trace_id="bb"} ${low / 2} 11.5`);
    expect(lines[1]).toBe(`order_processing_seconds_bucket{le="${high}"} 4`);
    expect(lines.at(-3)).toBe('order_processing_seconds_bucket{le="+Inf"} 5 # {trace_id="cc"} 1000000000 12');
    expect(lines.at(-2)).toBe(`order_processing_seconds_sum ${2 * low + high + 1e9}`);
    expect(lines.at(-1)).toBe('order_processing_seconds_count 5');
    expect((await series(instruments)).join('\n')).not.toContain('trace_id');
    expect((await instruments.families(false))[0]?.samples.some(({ exemplar }) => exemplar !== undefined)).toBe(false);
  });

  it('are refused to a job that does not expose the metric, and unknown labels to a metric', async () => {
    const instruments = new Instruments('order_processing_api');
    expect(() => instruments.counter(application.inventoryUpdates)).toThrow(
      new TypeError('order_processing_api does not expose inventory_updates_total'),
    );
    const counter = instruments.counter(application.httpRequests);
    const labels = { ...request, customer: 'x' };
    expect(() => counter.inc(labels)).toThrow('Added label "customer" is not included');
  });

  it('of a metric that the service lost are counted and not shown', async () => {
    const instruments = new Instruments('order_processing_api', new Set(['http_requests_total']));
    instruments.counter(application.httpRequests).inc(request);
    expect(instruments.names).toEqual([]);
    expect(await series(instruments)).toEqual([]);
  });
});
