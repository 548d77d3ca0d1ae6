import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/metrics/catalogue.ts';
import { parseExposition } from '../../../src/metrics/exposition.ts';
import { temporalProfiles } from '../../../src/metrics/temporal-profiles.ts';
import { Instruments } from '../../../src/simulator/exposition/instruments.ts';
import { Kept } from '../../../src/simulator/exposition/kept.ts';
import { page } from '../../../src/simulator/exposition/write.ts';

const { temporalServer: server, application } = catalogue(temporalProfiles['go-tally']);
const labels = { namespace: 'default', operation: 'PollQueue', service_name: 'frontend' };

function begin(without?: ReadonlySet<string>) {
  const instruments = new Instruments('temporal', without);
  return { kept: new Kept(instruments), instruments, text: async () => page(await instruments.families(), 'text') };
}

describe('kept series', () => {
  it('are shown once they count, and their metric is known before', async () => {
    const { kept, instruments, text } = begin();
    const counter = kept.counter(server.serviceRequests, labels);
    expect(instruments.names).toEqual(['service_requests']);
    expect((await text()).trim()).toBe('');
    counter.inc(0);
    counter.inc(2);
    counter.inc();
    expect(await text()).toContain(
      'service_requests{namespace="default",operation="PollQueue",service_name="frontend"} 3\n',
    );
  });

  it('are the same whatever the order of their labels', async () => {
    const { kept, text } = begin();
    kept.counter(server.serviceRequests, labels).inc();
    kept.counter(server.serviceRequests, Object.fromEntries(Object.entries(labels).toReversed())).inc();
    kept.counter(server.serviceRequests, { ...labels, operation: 'Other' }).inc();
    expect((await text()).match(/^service_requests\{.*$/gm)).toEqual([
      'service_requests{namespace="default",operation="PollQueue",service_name="frontend"} 2',
      'service_requests{namespace="default",operation="Other",service_name="frontend"} 1',
    ]);
  });

  it('are refused where the metric has no such label, or another job exposes it', () => {
    const { kept } = begin();
    expect(() => kept.counter(server.serviceRequests, { queue: 'orders' })).toThrow(
      new TypeError('service_requests has no label queue'),
    );
    expect(() => kept.counter(application.ordersCreated, {})).toThrow(
      new TypeError('temporal does not expose orders_created_total'),
    );
  });

  it('of a metric that the service lost are counted and not shown', async () => {
    const { kept, text } = begin(new Set(['service_requests']));
    kept.counter(server.serviceRequests, labels).inc();
    kept.gauge(server.servicePendingRequests, labels).set(4);
    expect(await text()).not.toContain('service_requests');
    expect(await text()).toContain('service_pending_requests');
  });

  it('begin anew at 0, those that were never shown not at all', async () => {
    const { kept, text } = begin();
    kept.counter(server.serviceRequests, labels).inc(5);
    kept.counter(server.serviceErrors, labels);
    kept.histogram(server.serviceLatency, labels).observe(0.3);
    kept.histogram(server.clientLatency, { ...labels, service_role: 'history' });
    kept.restart();
    const families = parseExposition(await text());
    expect(families.map(({ name }) => name)).toEqual(['service_requests', 'service_latency']);
    expect(new Set(families.flatMap(({ series }) => series.map(({ value }) => value)))).toEqual(new Set([0]));
  });

  it('are not shown while hidden', async () => {
    const { kept, text } = begin();
    const counter = kept.counter(server.serviceRequests, labels);
    counter.inc();
    kept.hide(true);
    counter.inc();
    expect((await text()).trim()).toBe('');
    kept.hide(false);
    expect(await text()).toMatch(/ 2\n$/);
  });

  it('leave a page empty in either format', () => {
    expect(page([], 'text')).toBe('');
    expect(page([], 'openmetrics')).toBe('# EOF\n');
  });

  it("count into buckets as prom-client's histograms do", async () => {
    const value = fc.oneof(
      fc.double({ min: 0, max: 2000, noNaN: true }),
      fc.constantFrom(...server.serviceLatency.buckets),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(value, fc.integer({ min: 1, max: 3 })), { minLength: 1 }), async (seen) => {
        const { kept, text } = begin();
        const own = kept.histogram(server.serviceLatency, labels);
        const theirs = new Instruments('temporal');
        const histogram = theirs.histogram(server.serviceLatency);
        for (const [seconds, times] of seen) {
          own.observe(seconds, times);
          for (let time = 0; time < times; time += 1) histogram.observe(labels, seconds);
        }
        const read = (written: string) =>
          new Map(
            parseExposition(written)
              .flatMap(({ series }) => series)
              .map(({ suffix, labels: { le = '' }, value: found }) => [suffix + le, found]),
          );
        const [ours, reference] = [read(await text()), read(page(await theirs.families(), 'text'))];
        expect([...ours.keys()].toSorted()).toEqual([...reference.keys()].toSorted());
        for (const [name, found] of reference) expect(ours.get(name), name).toBeCloseTo(found, 6);
      }),
      { numRuns: 50 },
    );
  });
});
