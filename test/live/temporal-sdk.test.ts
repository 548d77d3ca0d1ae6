/**
 * The Temporal SDK dashboard against recordings of real workers, in each profile: every query is answered, and every
 * panel shows something unless a list here says why not.
 */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporalSdk } from '../../dashboards/temporal-sdk.ts';
import type { TemporalProfileName } from '../../src/metrics/temporal-profiles.ts';
import { built, queryPanelsOf } from '../support/dashboard-json.ts';
import { findProgram } from '../support/find-program.ts';
import { withoutPrometheus } from '../support/prometheus.ts';
import { replay, type Replay } from '../support/replay.ts';

const noFailure = 'no such failure was recorded';
const noStart = 'the worker starts no workflow; its client, in another process, does';

/** Legends without series in every recording, each with its reason. */
const empty: Readonly<Record<string, string>> = {
  'Workflow starts: started': noStart,
  'Workflow outcomes: canceled': 'no workflow was canceled',
  'Workflow outcomes: continued as new': 'no workflow continued as new',
  'Failed requests: {{operation}} {{status_code}}': noFailure,
  'Failed long polls: {{operation}} {{status_code}}': noFailure,
  'Workflow tasks that fail: {{namespace}} {{workflow_type}} {{failure_reason}}': noFailure,
  'Empty polls: empty {{namespace}} {{task_queue}}': 'every poll brought a task',
};

/** And those of some recordings only. */
const emptyIn: Readonly<Record<TemporalProfileName, Readonly<Record<string, string>>>> = {
  'go-tally': {},
  core: { 'Evictions: {{namespace}} {{task_queue}}': 'nothing was evicted' },
  'core-suffixed': { 'Evictions: {{namespace}} {{task_queue}}': 'nothing was evicted' },
};

/**
 * What the recordings lack, written by hand from metrics.md: what a client in the API counts, and what goes wrong in a
 * worker. Names and labels as each SDK writes them.
 */
function supplement(profile: TemporalProfileName): { readonly client: string; readonly worker: string } {
  const go = profile === 'go-tally';
  const suffix = profile === 'core' ? '' : '_total';
  const { queue, type } = worksOn(profile);
  const of = (labels: Readonly<Record<string, string>>) =>
    Object.entries({ ...(go ? { ...unused, ...labels } : labels), namespace: 'default' })
      .map(([label, value]) => `${label}="${value}"`)
      .join(',');
  const counter = (name: string, labels: Readonly<Record<string, string>>) =>
    `# TYPE ${name}${suffix} counter\n${name}${suffix}{${of(labels)}} 7\n`;
  const workflow = { task_queue: queue, workflow_type: type };
  const failedPoll = { operation: 'PollWorkflowTaskQueue', status_code: 'Unavailable' };
  return {
    client: [
      counter('temporal_request', { operation: 'StartWorkflowExecution', ...(go ? workflow : {}) }),
      // The first request of a client is of no namespace.
      `temporal_request${suffix}{operation="GetSystemInfo"${go ? ',namespace="_unknown_",task_queue="none"' : ''}} 1\n`,
    ].join(''),
    worker: [
      counter('temporal_workflow_canceled', workflow),
      counter('temporal_workflow_continue_as_new', workflow),
      counter('temporal_request_failure', { operation: 'RespondActivityTaskCompleted', status_code: 'NotFound' }),
      counter('temporal_long_request_failure', { ...failedPoll, ...(go ? {} : { task_queue: queue }) }),
      counter('temporal_workflow_task_execution_failed', { ...workflow, failure_reason: 'NonDeterminismError' }),
      counter('temporal_workflow_task_queue_poll_empty', { task_queue: queue }),
      counter('temporal_sticky_cache_miss', go ? workflow : { task_queue: queue }),
      ...(go ? [] : [counter('temporal_sticky_cache_total_forced_eviction', { task_queue: queue })]),
    ].join(''),
  };
}

/** Task queue and type of workflow in a recording. */
function worksOn(profile: TemporalProfileName): { readonly queue: string; readonly type: string } {
  if (profile === 'go-tally') return { queue: 'order_processing_task_queue', type: 'ProcessOrder' };
  return { queue: profile === 'core' ? 'order-core-9465' : 'order-core-9466', type: 'processOrder' };
}

/** The first type of activity in each, and the local one. */
const activityTypes: Readonly<Record<TemporalProfileName, readonly string[]>> = {
  'go-tally': ['ArrangeShipping', 'ValidateOrder'],
  core: ['arrangeShipping', 'validateOrder'],
  'core-suffixed': ['arrangeShipping', 'validateOrder'],
};

/** Labels that Go writes on every series; the ones that mean nothing there read so. */
const unused = {
  task_queue: 'none',
  workflow_type: 'none',
  activity_type: 'none',
  worker_type: 'none',
  client_name: 'temporal_go',
};

const target = (job: string, replica = '1') => ({ environment: 'production', job, instance: `${job}-${replica}` });

function recording(name: string): string {
  return readFileSync(new URL(`../fixtures/expositions/${name}.txt`, import.meta.url), 'utf8');
}

/** As Grafana fills it in where everything is chosen. */
function filledIn(query: string): string {
  return query.replaceAll('$__rate_interval', '1m').replaceAll(/"\$\w+"/g, '".+"');
}

const program = findProgram('prometheus');

describe.each(['go-tally', 'core', 'core-suffixed'] as const)('%s', (temporalProfile) => {
  const json = built(temporalSdk, { temporalProfile });
  const queries = queryPanelsOf(json).flatMap(({ title, targets }) =>
    targets.map(({ legendFormat = '', expr }) => [`${title}: ${legendFormat}`, filledIn(expr)] as const),
  );
  let worker: Replay | undefined;
  let everything: Replay | undefined;

  beforeAll(async () => {
    if (program === undefined) return;
    const text = recording(`temporal-sdk-${temporalProfile}`);
    const { client, worker: failures } = supplement(temporalProfile);
    [worker, everything] = await Promise.all([
      replay(program, [{ text, labels: target('order_processing_worker') }]),
      replay(program, [
        { text, labels: target('order_processing_worker') },
        { text: text + failures, labels: target('order_processing_worker', '2') },
        { text: client, labels: target('order_processing_api') },
        { text: recording('temporal-server-1.30-tally'), labels: target('temporal') },
      ]),
    ]);
  }, 60_000);
  afterAll(() => Promise.all([worker?.stop(), everything?.stop()]));

  it('asks a lot', () => {
    expect(queries.length).toBeGreaterThan(50);
  });

  it.for(queries)('%s', async ([name, query], context) => {
    if (worker === undefined) withoutPrometheus(context);
    expect(query).not.toContain('$');
    const reason = empty[name] ?? emptyIn[temporalProfile][name];
    const found = await worker.series(query);
    if (reason === undefined) expect(found).not.toEqual([]);
    else expect(found, `is not empty, though ${reason}`).toEqual([]);
    const unit = queryPanelsOf(json).find(({ title }) => name.startsWith(`${title}: `))?.fieldConfig?.defaults.unit;
    for (const { value, labels } of found) {
      expect(value).toBeGreaterThanOrEqual(0);
      if (unit === 'percentunit') expect(value).toBeLessThanOrEqual(1);
      // The longest thing recorded is a workflow, of some tens of seconds: milliseconds would be thousands.
      if (unit === 's') expect(value).toBeLessThan(600);
      // Every label that the legend names is there, so that no two lines read alike.
      for (const [, label = ''] of name.matchAll(/\{\{(\w+)\}\}/g)) expect(labels[label] ?? '', label).not.toBe('');
    }
  });

  it.for(queries)(
    '%s, beside a second worker with all that can fail, a client and the Temporal server',
    async ([, query], context) => {
      if (everything === undefined) withoutPrometheus(context);
      const found = await everything.series(query);
      expect(found).not.toEqual([]);
      expect(JSON.stringify(found), "workers of the server's own").not.toMatch(/temporal_s(?:ys|ystem)/);
      expect(JSON.stringify(found)).not.toMatch(/"(?:none|_unknown_|GetSystemInfo)"/);
    },
  );

  it('its variables offer what is there to choose', async (context) => {
    if (everything === undefined) withoutPrometheus(context);
    const { series } = everything;
    const offered: Record<string, readonly string[]> = {};
    for (const { name, query } of json.templating.list.slice(1)) {
      const [, selector = ''] = /^label_values\((.+), \w+\)$/.exec(query) ?? [];
      const values = (await series(`group by (${name}) (${filledIn(selector)})`)).map(
        ({ labels }) => labels[name] ?? '',
      );
      // Series without the label offer nothing.
      offered[name] = values.filter((value) => value !== '').toSorted();
    }
    const { queue, type } = worksOn(temporalProfile);
    expect(offered).toEqual({
      environment: ['production'],
      // The Temporal server is scraped too, and has workers of its own.
      job: ['order_processing_api', 'order_processing_worker'],
      instance: ['order_processing_api-1', 'order_processing_worker-1', 'order_processing_worker-2'],
      namespace: ['default'],
      task_queue: [queue],
      workflow_type: [type],
      activity_type: activityTypes[temporalProfile],
    });
  });

  it("marks the start of the workers, and not of the server's own", async (context) => {
    if (everything === undefined) withoutPrometheus(context);
    const [deploys] = json.annotations.list;
    const found = (await everything.series(filledIn(deploys?.expr ?? ''))).map(({ labels }) => labels['job']);
    expect(new Set(found)).toEqual(new Set(['order_processing_worker']));
  });

  it('a client in the API makes the starts visible', async (context) => {
    if (everything === undefined) withoutPrometheus(context);
    const [, query = ''] = queries.find(([name]) => name === 'Workflow starts: started') ?? [];
    const [found, ...more] = await everything.series(query);
    expect(more).toEqual([]);
    expect(found?.value).toBeGreaterThan(0);
  });

  it('the failure ratio is that of the recording', async (context) => {
    if (everything === undefined) withoutPrometheus(context);
    const [, query = ''] = queries.find(([name]) => name.startsWith('Failure ratio: ')) ?? [];
    const text = recording(`temporal-sdk-${temporalProfile}`);
    const count = (name: string) =>
      Number(new RegExp(`^temporal_workflow_${name}(?:_total)?\\{.*\\} (\\S+)$`, 'm').exec(text)?.[1]);
    const [found, ...more] = await everything.series(query);
    expect(more).toEqual([]);
    expect(found?.value).toBeCloseTo(count('failed') / (count('failed') + count('completed')), 6);
  });
});
