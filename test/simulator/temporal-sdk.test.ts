/** The pages of the Temporal SDKs against recordings of real ones, and against what the dashboard asks of them. */
import { describe, expect, it } from 'vitest';
import { temporalSdk } from '../../dashboards/temporal-sdk.ts';
import { catalogue } from '../../src/metrics/catalogue.ts';
import { parseExposition } from '../../src/metrics/exposition.ts';
import { temporalProfiles } from '../../src/metrics/temporal-profiles.ts';
import { sdkBroughtBy, sdkLacks } from '../../src/simulator/temporal-sdk/brought-by.ts';
import { built, queryPanelsOf } from '../support/dashboard-json.ts';
import { familiesOf, recordings } from '../metrics/recordings.ts';
import { boundsOf, labelNamesOf, labelValuesOf } from './families.ts';
import { TemporalWorld } from './temporal-orders.ts';

const profiles = ['go-tally', 'core', 'core-suffixed'] as const;
const halfAnHour = { seconds: 1800 };

function recordingOf(file: string) {
  const recording = recordings.find((one) => one.file === `${file}.txt`);
  if (recording === undefined) throw new Error(`no recording ${file}`);
  return familiesOf(recording);
}

/** Only some of a recording's families are the SDK's: tally adds its own. */
const ofSdk = (name: string) => name.startsWith('temporal_');

describe.each(profiles)('%s', (profile) => {
  const recorded = recordingOf(`temporal-sdk-${profile}`);
  const go = profile === 'go-tally';
  const all = catalogue(temporalProfiles[profile])
    .metrics()
    .filter(({ system }) => ['temporalSdk', 'temporalGoOnly', 'temporalCoreOnly'].includes(system));
  const warm = new TemporalWorld(profile);
  warm.play(halfAnHour);

  it.each([...recorded.keys()].filter(ofSdk))('%s is shaped like the recording', async (name) => {
    const family = (await warm.families('worker-sdk')).get(name);
    const model = recorded.get(name);
    expect(family?.type).toBe(model?.type);
    expect(labelNamesOf(family)).toEqual(labelNamesOf(model));
    expect(boundsOf(family)).toEqual(boundsOf(model));
    for (const label of ['poller_type', 'namespace', 'client_name', 'service_name', 'failure_reason', 'eager']) {
      // The recording was trimmed to one series of requests; those of no namespace are proven below.
      const values = labelValuesOf(family, label).filter((value) => value !== '_unknown_');
      expect(values, label).toEqual(labelValuesOf(model, label));
    }
    // Where a label means nothing in the recording it means nothing here.
    for (const label of labelNamesOf(model)) {
      const always = labelValuesOf(model, label);
      if (always.length === 1 && always[0] === 'none' && !name.startsWith('temporal_request')) {
        expect(labelValuesOf(family, label), label).toEqual(['none']);
      }
    }
  });

  it('every metric is there after half an hour, or with its incident, or not at all for a reason', async () => {
    const shown = await warm.shown();
    const missing = all.filter(({ of }) => !shown.has(of.name)).map(({ property }) => property);
    const listed = [...Object.keys(sdkBroughtBy), ...Object.keys(sdkLacks)];
    const here = new Set<string>(all.map(({ property }) => property));
    expect(missing.toSorted()).toEqual(listed.filter((property) => here.has(property)).toSorted());
  });

  it.each(Object.entries(sdkBroughtBy))('%s comes with %s', async (property, incident) => {
    const metric = all.find((one) => one.property === property)?.of;
    if (metric === undefined) return expect(profile).not.toBe('go-tally');
    const world = new TemporalWorld(profile);
    world.play(halfAnHour);
    world.suffer(incident, { seconds: 300 });
    expect(await world.shown()).toContain(metric.name);
  });

  it("whatever the dashboard's queries ask is there, or comes with an incident", async () => {
    const shown = await warm.shown();
    const queries = queryPanelsOf(built(temporalSdk, { temporalProfile: profile })).flatMap(({ targets }) =>
      targets.map(({ expr }) => expr),
    );
    const { lookup } = catalogue(temporalProfiles[profile]);
    const asked = new Set(queries.flatMap((query) => query.match(/\btemporal_\w+/g) ?? []));
    expect(asked.size).toBeGreaterThan(20);
    const absent = [...asked].filter((name) => !shown.has(lookup(name)?.of.name ?? ''));
    expect(absent.map((name) => lookup(name)?.property)).toEqual(['workflowTaskExecutionFailed']);
  });

  it('names every kind of slot and of poller', async () => {
    const families = await warm.families('worker-sdk');
    const kinds = ['ActivityWorker', 'LocalActivityWorker', 'WorkflowWorker'];
    expect(labelValuesOf(families.get('temporal_worker_task_slots_used'), 'worker_type')).toEqual(kinds);
    expect(labelValuesOf(families.get('temporal_worker_task_slots_available'), 'worker_type')).toEqual(kinds);
    expect(labelValuesOf(families.get('temporal_num_pollers'), 'poller_type')).toEqual(
      ['activity_task', temporalProfiles[profile].stickyPoller, 'workflow_task'].toSorted(),
    );
  });

  it("has the starts of workflows on the API's page only, with Go's labels", async () => {
    const name = profile === 'core' ? 'temporal_request' : 'temporal_request_total';
    const api = (await warm.families('api-sdk')).get(name);
    const worker = (await warm.families('worker-sdk')).get(name);
    expect(labelNamesOf(api)).toEqual(labelNamesOf(recordingOf('temporal-sdk-go-tally').get('temporal_request_total')));
    expect(labelValuesOf(api, 'operation')).toContain('StartWorkflowExecution');
    expect(labelValuesOf(worker, 'operation')).not.toContain('StartWorkflowExecution');
    const start = api?.series.find(({ labels }) => labels['operation'] === 'StartWorkflowExecution');
    expect(start?.labels).toMatchObject({ task_queue: 'orders', workflow_type: 'OrderWorkflow', worker_type: 'none' });
    const failures = (await warm.families('api-sdk')).get(name.replace('request', 'request_failure'))?.series;
    expect((start?.value ?? 0) - (failures?.[0]?.value ?? 0)).toBe(900);
    expect(failures?.map(({ labels }) => labels['status_code'])).toEqual(['Unavailable']);
    expect(labelValuesOf(api, 'namespace')).toEqual(['_unknown_', 'default']);
    // Core leaves the label out where there is none.
    const unnamed = worker?.series.find(({ labels }) => labels['operation'] === 'GetSystemInfo')?.labels['namespace'];
    expect(unnamed).toBe(go ? '_unknown_' : undefined);
    // A Go client would write seconds under names that stand for milliseconds in Core.
    expect((await warm.shown()).has(catalogue(temporalProfiles[profile]).temporalSdk.requestLatency.name)).toBe(true);
    expect(/latency/.test(await warm.text('api-sdk'))).toBe(go);
  });

  it('counts as this SDK counts', async () => {
    const families = await warm.families('worker-sdk');
    const { temporalSdk: sdk } = catalogue(temporalProfiles[profile]);
    const of = (name: string, suffix: string) =>
      (families.get(name)?.series ?? [])
        .filter((one) => one.suffix === suffix)
        .reduce((sum, one) => sum + one.value, 0);
    const tasks = of(sdk.workflowTaskExecutionLatency.name, '_count');
    // Nothing is to be replayed at the first task of the 900 workflows; Go counts it nevertheless.
    expect(of(sdk.workflowTaskReplayLatency.name, '_count')).toBe(go ? tasks : tasks - 900);
    // In Go a workflow that ends leaves the cache by the same way.
    const evicted = of(sdk.stickyCacheTotalForcedEviction.name, '');
    if (go) expect(evicted).toBeGreaterThan(900);
    else expect(evicted).toBeLessThan(50);
    const answered = families
      .get(sdk.request.name)
      ?.series.filter(({ labels }) => /Activity/.test(labels['operation'] ?? ''));
    expect(new Set(answered?.map(({ labels }) => labels['operation'])).size).toBe(2);
    expect(answered).toHaveLength(go ? 10 : 2);
    // Attempts take 0.6 seconds on average; one in twenty is tried again a second later.
    const scale = sdk.activitySucceedEndToEndLatency.unit === 'milliseconds' ? 1000 : 1;
    const timer = sdk.activitySucceedEndToEndLatency.name;
    const mean = of(timer, '_sum') / of(timer, '_count') / scale;
    expect(mean).toBeGreaterThan(0.6);
    expect(mean).toBeLessThan(0.8);
  });

  it('is the same for the same seed, and another for another', async () => {
    const play = async (seed: number) => {
      const world = new TemporalWorld(profile, seed);
      world.play({ seconds: 300 });
      return (await Promise.all([world.text('worker-sdk'), world.text('api-sdk'), world.text('temporal')])).join('');
    };
    expect(await play(1)).toBe(await play(1));
    expect(await play(1)).not.toBe(await play(2));
  });

  it('writes plain text that parses, with sums that fit the unit', async () => {
    const families = parseExposition(await warm.text('worker-sdk'));
    const { workflowEndToEndLatency: timer } = catalogue(temporalProfiles[profile]).temporalSdk;
    const [sum, count] = ['_sum', '_count'].map((suffix) =>
      families.find(({ name }) => name === timer.name)?.series.find((series) => series.suffix === suffix),
    );
    const mean = (sum?.value ?? 0) / (count?.value ?? 1) / (timer.unit === 'milliseconds' ? 1000 : 1);
    expect(mean).toBeGreaterThan(4);
    expect(mean).toBeLessThan(6);
  });
});

describe('in an incident', () => {
  const value = async (world: TemporalWorld, name: string, wanted: Readonly<Record<string, string>> = {}) =>
    ((await world.families('worker-sdk')).get(name)?.series ?? [])
      .filter(({ suffix, labels }) => suffix !== '_bucket' && Object.entries(wanted).every(([l, v]) => labels[l] === v))
      .reduce((sum, series) => sum + series.value, 0);
  const meanWait = async (world: TemporalWorld) => {
    const series = (await world.families('worker-sdk')).get(
      'temporal_workflow_task_schedule_to_start_latency_seconds',
    )?.series;
    const of = (suffix: string) => series?.find((one) => one.suffix === suffix)?.value ?? 0;
    return { sum: of('_sum'), count: of('_count') };
  };

  it('starved workers wait, have no slots left and fewer pollers, and fail workflow tasks', async () => {
    const world = new TemporalWorld('go-tally');
    world.play(halfAnHour);
    const before = await meanWait(world);
    const pollers = await value(world, 'temporal_num_pollers');
    const misses = await value(world, 'temporal_sticky_cache_miss_total');
    world.suffer('workers-starved', { seconds: 600 });
    const after = await meanWait(world);
    expect((after.sum - before.sum) / (after.count - before.count)).toBeGreaterThan(2);
    expect(before.sum / before.count).toBeLessThan(0.1);
    expect(await value(world, 'temporal_worker_task_slots_available', { worker_type: 'ActivityWorker' })).toBe(0);
    expect(await value(world, 'temporal_worker_task_slots_available', { worker_type: 'WorkflowWorker' })).toBe(0);
    expect(await value(world, 'temporal_num_pollers')).toBeLessThan(pollers / 2);
    expect(await value(world, 'temporal_sticky_cache_miss_total')).toBeGreaterThan(misses * 3);
    const failed = 'temporal_workflow_task_execution_failed_total';
    expect(labelValuesOf((await world.families('worker-sdk')).get(failed), 'failure_reason')).toEqual([
      'WorkflowError',
    ]);
  });

  it('a deploy empties the page for a scrape, and breaks running workflows for ten', async () => {
    const world = new TemporalWorld('go-tally');
    world.play(halfAnHour);
    const before = await value(world, 'temporal_workflow_completed_total');
    world.suffer('deploy', { seconds: 20 });
    expect((await world.families('worker-sdk')).size).toBe(0);
    expect((await world.families('api-sdk')).size).toBeGreaterThan(0);
    world.play({ seconds: 160 });
    expect(await value(world, 'temporal_worker_start_total', { worker_type: 'ActivityWorker' })).toBe(1);
    const after = await value(world, 'temporal_workflow_completed_total');
    expect(after).toBeGreaterThan(0);
    expect(after).toBeLessThan(before / 5);
    const failed = 'temporal_workflow_task_execution_failed_total';
    const broken = await value(world, failed, { failure_reason: 'NonDeterminismError' });
    expect(broken).toBeGreaterThan(2);
    world.play({ seconds: 60 });
    expect(await value(world, failed)).toBeGreaterThan(broken);
    world.play({ seconds: 600 });
    const last = await value(world, failed);
    world.play({ seconds: 600 });
    expect(await value(world, failed)).toBe(last);
  });

  it('a slow database makes requests slow, and some fail for load', async () => {
    const world = new TemporalWorld('go-tally');
    world.suffer('slow-database', { seconds: 600 });
    const failure = (await world.families('worker-sdk')).get('temporal_request_failure_total');
    expect(labelValuesOf(failure, 'status_code')).toEqual(['NotFound', 'ResourceExhausted']);
    const started = (await world.families('api-sdk')).get('temporal_request_failure_total');
    expect(labelValuesOf(started, 'status_code')).toEqual(['ResourceExhausted', 'Unavailable']);
  });

  it('without orders nobody takes a task, and polls come back with nothing', async () => {
    const world = new TemporalWorld('go-tally');
    world.play(halfAnHour);
    const [filled, empty] = ['succeed', 'empty'].map((end) => `temporal_workflow_task_queue_poll_${end}_total`);
    const before = { filled: await value(world, filled ?? ''), empty: await value(world, empty ?? '') };
    world.suffer('order-stop', { seconds: 600 });
    expect(await value(world, filled ?? '')).toBe(before.filled);
    // Ten pollers, each once a minute, once the last tasks are a while ago.
    expect(await value(world, empty ?? '')).toBeGreaterThan(before.empty + 50);
  });
});
