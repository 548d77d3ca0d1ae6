/** The page of the Temporal server against the recording of a real one. */
import { describe, expect, it } from 'vitest';
import { temporalServer as metrics } from '../../src/metrics/temporal-server.ts';
import type { MetricInfo } from '../../src/metrics/metric.ts';
import { targetLabels } from '../../src/metrics/metric.ts';
import { serverBroughtBy } from '../../src/simulator/temporal-server/brought-by.ts';
import { familiesOf, recordings } from '../metrics/recordings.ts';
import { boundsOf, labelNamesOf, labelValuesOf } from './families.ts';
import { TemporalWorld } from './temporal-orders.ts';

const profile = 'go-tally';
const recording = recordings.find(({ systems }) => systems.includes('temporalServer'));
if (recording === undefined) throw new Error('no recording of the server');
const recorded = familiesOf(recording);
const all: readonly (readonly [string, MetricInfo])[] = Object.entries(metrics);
const metricOf = (property: string) => all.find(([name]) => name === property)?.[1].name ?? '';

const warm = new TemporalWorld(profile);
warm.play({ seconds: 1800 });

/** All incidents that bring something, one after the other. */
const troubled = new TemporalWorld(profile);
troubled.play({ seconds: 300 });
for (const incident of ['workers-starved', 'slow-database', 'deploy'] as const) {
  troubled.suffer(incident, { seconds: 600 });
}

describe('the Temporal server', () => {
  it.each(all)('%s has the labels that the catalogue knows', async (_property, metric) => {
    const family = (await troubled.families('temporal')).get(metric.name);
    const target: readonly string[] = targetLabels;
    const own = metric.labels.filter((label) => !target.includes(label));
    expect(labelNamesOf(family)).toEqual(own.toSorted());
    expect(family?.type).toBe(metric.type);
    if (metric.type === 'histogram') {
      expect(boundsOf(family)).toEqual([...(metric.buckets ?? []), Infinity]);
    }
  });

  it.each(all.filter(([, { name }]) => recorded.has(name)))('%s is shaped like the recording', async (_, { name }) => {
    const family = (await warm.families('temporal')).get(name);
    const model = recorded.get(name);
    expect(family?.type).toBe(model?.type);
    expect(labelNamesOf(family)).toEqual(labelNamesOf(model));
    expect(boundsOf(family)).toEqual(boundsOf(model));
    // Values that the server itself gives; those of queues and types are the system's own.
    for (const label of ['namespace_state', 'worker_version', 'versioning_behavior', 'cache_type', 'queue_reader_id']) {
      const known = labelValuesOf(model, label);
      if (known.length > 0) for (const value of known) expect(labelValuesOf(family, label), label).toContain(value);
    }
    const services = labelValuesOf(family, 'service_name');
    for (const service of services) expect(['frontend', 'history', 'matching', 'worker']).toContain(service);
  });

  it('shows everything after half an hour but what an incident brings', async () => {
    const shown = await warm.shown();
    const missing = all.filter(([, { name }]) => !shown.has(name)).map(([property]) => property);
    expect(missing.toSorted()).toEqual(Object.keys(serverBroughtBy).toSorted());
  });

  it.each(Object.entries(serverBroughtBy))('%s comes with %s', async (property, incident) => {
    const world = new TemporalWorld(profile);
    world.play({ seconds: 300 });
    world.suffer(incident, { seconds: 300 });
    expect(await world.shown()).toContain(metricOf(property));
  });

  it('counts the outcomes of workflows under the operation that queries match', async () => {
    const families = await warm.families('temporal');
    expect(families.get('workflow_success')?.series).toHaveLength(1);
    expect(families.get('workflow_success')?.series[0]?.labels).toMatchObject({
      operation: 'CompletionStats',
      taskqueue: 'orders',
      workflowType: 'OrderWorkflow',
    });
    const of = (name: string) => families.get(name)?.series[0]?.value ?? 0;
    // Two had failed and six been canceled before the simulation began.
    expect(of('workflow_success') + of('workflow_failed') + of('workflow_cancel') - 8).toBe(900);
    const ended = families.get('workflow_schedule_to_close_latency')?.series.find(({ suffix }) => suffix === '_count');
    expect(ended?.value).toBe(900);
  });

  it('has requests to every service, and histograms that count what the counters do', async () => {
    const families = await warm.families('temporal');
    expect(labelValuesOf(families.get('service_requests'), 'service_name')).toEqual([
      'frontend',
      'history',
      'matching',
    ]);
    for (const [counter, timer] of [
      ['service_requests', 'service_latency'],
      ['client_requests', 'client_latency'],
      ['persistence_requests', 'persistence_latency'],
      ['task_requests', 'task_latency'],
      ['task_requests', 'task_attempt'],
    ] as const) {
      const sum = (name: string, suffix: string) =>
        (families.get(name)?.series ?? []).filter((one) => one.suffix === suffix).reduce((a, one) => a + one.value, 0);
      expect(sum(counter, ''), counter).toBeGreaterThan(5000);
      expect(sum(timer, '_count'), timer).toBe(sum(counter, ''));
    }
  });

  it('has a backlog only while workers are starved', async () => {
    const backlog = async (world: TemporalWorld) =>
      (await world.families('temporal')).get('approximate_backlog_count')?.series.map(({ value }) => value) ?? [];
    const world = new TemporalWorld(profile);
    world.play({ seconds: 300 });
    expect(await backlog(world)).toEqual(Array.from({ length: 8 }, () => 0));
    world.suffer('workers-starved', { seconds: 300 });
    expect((await backlog(world)).reduce((a, b) => a + b, 0)).toBeGreaterThan(300);
    const sync = (await world.families('temporal')).get('poll_success_sync')?.series ?? [];
    const all = (await world.families('temporal')).get('poll_success')?.series ?? [];
    expect(sync[0]?.value).toBeLessThan((all[0]?.value ?? 0) * 0.9);
  });

  it('is slow and fails with its database', async () => {
    const mean = async (world: TemporalWorld) => {
      const series = (await world.families('temporal')).get('persistence_latency')?.series ?? [];
      const of = (suffix: string) =>
        series.filter((one) => one.suffix === suffix).reduce((sum, one) => sum + one.value, 0);
      return of('_sum') / of('_count');
    };
    const world = new TemporalWorld(profile);
    world.suffer('slow-database', { seconds: 300 });
    expect(await mean(world)).toBeGreaterThan((await mean(warm)) * 10);
  });

  it("leaves out the server's own workers", async () => {
    expect(await warm.text('temporal')).not.toMatch(/^(?:# \w+ )?temporal_/m);
  });
});
