/**
 * The Temporal SDK dashboard against dashboards.md, in each profile: type, unit, thresholds, queries and legends are
 * typed from there, names and labels from metrics.md.
 */
import { describe, expect, it, test } from 'vitest';
import { temporalSdk } from '../../dashboards/temporal-sdk.ts';
import { catalogue } from '../../src/metrics/catalogue.ts';
import { temporalProfiles, type TemporalProfileName } from '../../src/metrics/temporal-profiles.ts';
import { selectors } from '../../src/promql/ast.ts';
import { check } from '../../src/promql/check.ts';
import { checkSyntax, parse } from '../../src/promql/parse.ts';
import { built, panelsOf, panelTitled, queryPanelsOf, textOf } from '../support/dashboard-json.ts';

const profiles = ['go-tally', 'core', 'core-suffixed'] as const;

/** How a profile spells what the table below asks for. */
interface Spelling {
  readonly counter: (base: string) => string;
  readonly timer: (base: string) => string;
  /** Around a quantile, so that it is in seconds. */
  readonly inSeconds: (quantile: string) => string;
  readonly stickyPoller: string;
  readonly go: boolean;
}

const spellings: Readonly<Record<TemporalProfileName, Spelling>> = {
  'go-tally': {
    counter: (base) => (base.endsWith('_total') ? base : `${base}_total`),
    timer: (base) => `${base}_seconds`,
    inSeconds: (quantile) => quantile,
    stickyPoller: 'workflow_sticky_task',
    go: true,
  },
  core: {
    counter: (base) => base,
    timer: (base) => base,
    inSeconds: (quantile) => `${quantile} / 1000`,
    stickyPoller: 'sticky_workflow_task',
    go: false,
  },
  'core-suffixed': {
    counter: (base) => `${base}_total`,
    timer: (base) => `${base}_seconds`,
    inSeconds: (quantile) => quantile,
    stickyPoller: 'sticky_workflow_task',
    go: false,
  },
};

const J = 'environment=~"$environment",job=~"$job",instance=~"$instance"';
/** What a query is narrowed to: namespace, and task queue, and workflow type, and activity type. */
const ofNamespace = 'job!="temporal",namespace=~"$namespace"';
const ofRequests = 'job!="temporal",namespace!~"none|_unknown_",namespace=~"$namespace"';
const ofQueue = `${ofNamespace},task_queue=~"$task_queue"`;
const ofWorkflow = `${ofQueue},workflow_type=~"$workflow_type"`;
const ofActivity = `${ofWorkflow},activity_type=~"$activity_type"`;
const starts = 'operation=~"StartWorkflowExecution|SignalWithStartWorkflowExecution"';

const together = (a: string, b: string): string => `${a} + ${b} or ${a} or ${b}`;
const ratio = (part: string, whole: string): string => `(${part} or 0 * (${whole})) / ((${whole}) > 0)`;

type Steps = readonly (readonly [from: number | null, colour: string])[];
const none: Steps = [[null, 'blue']];
const failureRatio: Steps = [
  [null, 'green'],
  [0.01, 'orange'],
  [0.05, 'red'],
];
const waits: Steps = [
  [null, 'green'],
  [0.2, 'orange'],
  [1, 'red'],
];
const slots: Steps = [
  [null, 'green'],
  [0.8, 'orange'],
  [0.95, 'red'],
];

interface Expected {
  readonly id: number;
  readonly type?: 'stat';
  readonly unit: string;
  readonly steps?: Steps;
  /** Legend and text of each query. */
  readonly queries: readonly (readonly [legend: string, text: string])[];
  readonly alert?: string;
  /** Titles of the panels that a click leads to, those of another dashboard with its name before. */
  readonly leadsTo?: readonly string[];
}

type Table = Readonly<Record<string, Readonly<Record<string, Expected>>>>;

function table({ counter, timer, inSeconds, stickyPoller, go }: Spelling): Table {
  const sum = (by: string, series: string, matchers: string): string =>
    `sum${by === '' ? '' : ` by (${by}) `}(rate(${series}{${matchers},${J}}[$__rate_interval]))`;
  const counted = (base: string, by: string, matchers: string): string =>
    sum(by, counter(`temporal_${base}`), matchers);
  const ended = (base: string, by: string, matchers: string): string =>
    sum(by, `${timer(`temporal_${base}`)}_count`, matchers);
  const quantile = (phi: number, base: string, by: string, matchers: string): string => {
    const buckets = sum(`le, ${by}`, `${timer(`temporal_${base}`)}_bucket`, matchers);
    return inSeconds(`histogram_quantile(${phi}, ${buckets})`);
  };
  const quantiles = (base: string, by: string, matchers: string, legend: string) =>
    [0.5, 0.95, 0.99].map(
      (phi) => [`p${phi * 100} ${legend} {{environment}}`, quantile(phi, base, by, matchers)] as const,
    );
  const level = (aggregation: string, by: string, base: string, matchers: string): string =>
    `${aggregation} by (${by}) (temporal_${base}{${matchers},${J}})`;

  const ofWait = go ? ofWorkflow : ofQueue;
  const ofActivityWait = go ? ofActivity : ofQueue;
  const ofPolls = go ? ofRequests : ofQueue;
  const ofCache = go ? ofWorkflow : ofQueue;

  const typed = 'environment, namespace, workflow_type';
  const failed = counted('workflow_failed', typed, ofWorkflow);
  const closed = together(failed, counted('workflow_completed', typed, ofWorkflow));
  const failures = [['{{environment}} {{namespace}} {{workflow_type}}', ratio(failed, closed)]] as const;

  const pollers = (type: string): string =>
    level('sum', 'environment', 'num_pollers', `${ofQueue},poller_type="${type}"`);
  const allPollers = [
    ['workflow tasks {{environment}}', pollers('workflow_task')],
    ['sticky queue {{environment}}', pollers(stickyPoller)],
    ['activities {{environment}}', pollers('activity_task')],
  ] as const;

  const byActivity = 'environment, namespace, activity_type';
  const good = ended('activity_succeed_endtoend_latency', byActivity, ofActivity);
  const bad = counted('activity_execution_failed', byActivity, ofActivity);
  const localGood = ended('local_activity_succeed_endtoend_latency', byActivity, ofActivity);
  const localBad = counted('local_activity_execution_failed', byActivity, ofActivity);

  const byWorker = 'environment, namespace, task_queue, worker_type';
  const used = level('sum', byWorker, 'worker_task_slots_used', ofQueue);
  const free = level('sum', byWorker, 'worker_task_slots_available', ofQueue);
  const byQueue = 'environment, namespace, task_queue';
  const hits = counted('sticky_cache_hit', byQueue, ofCache);
  const misses = counted('sticky_cache_miss', byQueue, ofCache);

  return {
    Now: {
      'Workflow failure ratio': {
        id: 1328924576,
        type: 'stat',
        unit: 'percentunit',
        steps: failureRatio,
        queries: failures,
        alert: 'HighWorkflowFailureRate',
        leadsTo: ['Failure ratio', 'Workflow outcomes'],
      },
      'Schedule to start, p95': {
        id: 1374063362,
        type: 'stat',
        unit: 's',
        steps: waits,
        queries: [
          [
            'workflow tasks {{environment}}',
            quantile(0.95, 'workflow_task_schedule_to_start_latency', 'environment', ofWait),
          ],
          [
            'activities {{environment}}',
            quantile(0.95, 'activity_schedule_to_start_latency', 'environment', ofActivityWait),
          ],
        ],
        leadsTo: ['Schedule to start', 'Activities, schedule to start', 'Used task slots'],
      },
      'Free task slots': {
        id: 1296914275,
        type: 'stat',
        unit: 'short',
        queries: [
          [
            '{{worker_type}} {{environment}}',
            level('sum', 'environment, worker_type', 'worker_task_slots_available', ofQueue),
          ],
        ],
        leadsTo: ['Used task slots'],
      },
      Pollers: {
        id: 1575920469,
        type: 'stat',
        unit: 'short',
        queries: allPollers,
        leadsTo: ['Pollers over time', 'Failed long polls'],
      },
    },
    Workflows: {
      'Workflow starts': {
        id: 959560338,
        unit: 'ops',
        queries: [['started', counted('request', '', `${go ? ofWorkflow : ofRequests},${starts}`)]],
        leadsTo: ['Failed requests', 'orders: Order creation rate'],
      },
      'Workflow completions': {
        id: 212954998,
        unit: 'ops',
        queries: [
          ['{{namespace}} {{workflow_type}}', counted('workflow_completed', 'namespace, workflow_type', ofWorkflow)],
        ],
        leadsTo: ['Workflow starts', 'Schedule to start', 'Activity execution'],
      },
      'Workflow outcomes': {
        id: 833020578,
        unit: 'ops',
        queries: [
          ['completed', counted('workflow_completed', '', ofWorkflow)],
          ['failed', counted('workflow_failed', '', ofWorkflow)],
          ['canceled', counted('workflow_canceled', '', ofWorkflow)],
          ['continued as new', counted('workflow_continue_as_new', '', ofWorkflow)],
        ],
        leadsTo: ['Failure ratio', 'Failed attempts', 'Pollers over time'],
      },
      'Failure ratio': {
        id: 1523998309,
        unit: 'percentunit',
        steps: failureRatio,
        queries: failures,
        alert: 'HighWorkflowFailureRate',
        leadsTo: ['Failed attempts', 'orders: Errors by reason'],
      },
      'End to end': {
        id: 857362427,
        unit: 's',
        queries: quantiles(
          'workflow_endtoend_latency',
          'environment, namespace, workflow_type',
          ofWorkflow,
          '{{namespace}} {{workflow_type}}',
        ),
        leadsTo: ['Activity execution', 'Schedule to start', 'orders: Oldest open order'],
      },
    },
    'Requests and long polls': {
      'Requests against failures': {
        id: 1339145545,
        unit: 'reqps',
        queries: [
          ['requests', counted('request', '', ofRequests)],
          ['failures', `${counted('request_failure', '', ofRequests)} or 0 * ${counted('request', '', ofRequests)}`],
        ],
        leadsTo: ['Failed requests'],
      },
      'Requests by operation': {
        id: 973363487,
        unit: 'reqps',
        queries: [['{{operation}}', counted('request', 'operation', ofRequests)]],
        leadsTo: ['Failed attempts'],
      },
      'Failed requests': {
        id: 2062372238,
        unit: 'reqps',
        queries: [['{{operation}} {{status_code}}', counted('request_failure', 'operation, status_code', ofRequests)]],
        leadsTo: ['Request latency, p95'],
      },
      'Request latency, p95': {
        id: 1172449889,
        unit: 's',
        queries: [
          ['{{operation}} {{environment}}', quantile(0.95, 'request_latency', 'environment, operation', ofRequests)],
        ],
        leadsTo: ['Failed requests'],
      },
      'Long polls against failures': {
        id: 569754800,
        unit: 'reqps',
        queries: [
          ['{{operation}}', counted('long_request', 'operation', ofPolls)],
          [
            'failures',
            `${counted('long_request_failure', '', ofPolls)} or 0 * ${counted('long_request', '', ofPolls)}`,
          ],
        ],
        leadsTo: ['Failed long polls', 'Pollers over time'],
      },
      'Failed long polls': {
        id: 1587711441,
        unit: 'reqps',
        queries: [
          ['{{operation}} {{status_code}}', counted('long_request_failure', 'operation, status_code', ofPolls)],
        ],
        leadsTo: ['Pollers over time'],
      },
      'Long poll latency, p95': {
        id: 1496733288,
        unit: 's',
        queries: [
          ['{{operation}} {{environment}}', quantile(0.95, 'long_request_latency', 'environment, operation', ofPolls)],
        ],
        leadsTo: ['Failed long polls'],
      },
    },
    'Workflow tasks': {
      'Workflow tasks': {
        id: 338786687,
        unit: 'ops',
        queries: [
          [
            '{{namespace}} {{workflow_type}}',
            ended('workflow_task_execution_latency', 'namespace, workflow_type', ofWorkflow),
          ],
        ],
        leadsTo: ['Workflow tasks that fail', 'Pollers over time'],
      },
      'Schedule to start': {
        id: 1916488471,
        unit: 's',
        steps: waits,
        queries: quantiles('workflow_task_schedule_to_start_latency', byQueue, ofWait, '{{namespace}} {{task_queue}}'),
        leadsTo: ['Used task slots'],
      },
      'Workflow task execution': {
        id: 592355977,
        unit: 's',
        queries: quantiles(
          'workflow_task_execution_latency',
          'environment, namespace, workflow_type',
          ofWorkflow,
          '{{namespace}} {{workflow_type}}',
        ),
        leadsTo: ['Replay', 'Local execution'],
      },
      Replay: {
        id: 1589051022,
        unit: 's',
        queries: quantiles(
          'workflow_task_replay_latency',
          'environment, namespace, workflow_type',
          ofWorkflow,
          '{{namespace}} {{workflow_type}}',
        ),
        leadsTo: ['Cache hit ratio'],
      },
      'Workflow tasks that fail': {
        id: 226455730,
        unit: 'ops',
        queries: [
          [
            '{{namespace}} {{workflow_type}} {{failure_reason}}',
            counted('workflow_task_execution_failed', 'namespace, workflow_type, failure_reason', ofWorkflow),
          ],
        ],
        leadsTo: ['orders: Oldest open order'],
      },
      'Empty polls': {
        id: 1061718063,
        unit: 'ops',
        queries: [
          [
            'empty {{namespace}} {{task_queue}}',
            counted('workflow_task_queue_poll_empty', 'namespace, task_queue', ofQueue),
          ],
          [
            'with a task {{namespace}} {{task_queue}}',
            counted('workflow_task_queue_poll_succeed', 'namespace, task_queue', ofQueue),
          ],
        ],
        leadsTo: ['Pollers over time'],
      },
    },
    Activities: {
      Activities: {
        id: 1775563416,
        unit: 'ops',
        queries: [
          [
            '{{namespace}} {{activity_type}}',
            ended('activity_execution_latency', 'namespace, activity_type', ofActivity),
          ],
        ],
        leadsTo: ['Failed attempts', 'Activity execution'],
      },
      'Activity success ratio': {
        id: 1964095856,
        unit: 'percentunit',
        queries: [['{{namespace}} {{activity_type}} {{environment}}', ratio(good, together(good, bad))]],
        leadsTo: ['Failed attempts', 'Failure ratio'],
      },
      'Failed attempts': {
        id: 787947824,
        unit: 'ops',
        queries: [
          [
            '{{namespace}} {{activity_type}}',
            counted('activity_execution_failed', 'namespace, activity_type', ofActivity),
          ],
        ],
        leadsTo: ['orders: Errors by reason'],
      },
      'Activity execution': {
        id: 1270722451,
        unit: 's',
        queries: quantiles('activity_execution_latency', byActivity, ofActivity, '{{namespace}} {{activity_type}}'),
        leadsTo: ['orders: Activities, p95'],
      },
      'Activities, schedule to start': {
        id: 263748057,
        unit: 's',
        steps: waits,
        queries: go
          ? quantiles('activity_schedule_to_start_latency', byActivity, ofActivity, '{{namespace}} {{activity_type}}')
          : quantiles('activity_schedule_to_start_latency', byQueue, ofQueue, '{{namespace}} {{task_queue}}'),
        leadsTo: ['Used task slots', 'Activity execution'],
      },
    },
    'Local activities': {
      'Local activities': {
        id: 2003313318,
        unit: 'ops',
        queries: [
          ['{{namespace}} {{activity_type}}', counted('local_activity_total', 'namespace, activity_type', ofActivity)],
        ],
        leadsTo: ['Failed local attempts'],
      },
      'Local activity success ratio': {
        id: 1192563398,
        unit: 'percentunit',
        queries: [['{{namespace}} {{activity_type}} {{environment}}', ratio(localGood, together(localGood, localBad))]],
        leadsTo: ['Failed local attempts'],
      },
      'Failed local attempts': {
        id: 1714930746,
        unit: 'ops',
        queries: [
          [
            '{{namespace}} {{activity_type}}',
            counted('local_activity_execution_failed', 'namespace, activity_type', ofActivity),
          ],
        ],
        leadsTo: ['orders: Errors by reason'],
      },
      'Local execution': {
        id: 1393474017,
        unit: 's',
        queries: quantiles(
          'local_activity_execution_latency',
          byActivity,
          ofActivity,
          '{{namespace}} {{activity_type}}',
        ),
        leadsTo: ['Workflow task execution'],
      },
    },
    Workers: {
      'Used task slots': {
        id: 936037204,
        unit: 'percentunit',
        steps: slots,
        queries: [
          [
            '{{worker_type}} {{namespace}} {{task_queue}} {{environment}}',
            `(${used} or 0 * (${used} + ${free})) / (${used} + ${free} > 0)`,
          ],
        ],
        leadsTo: ['Activity execution', 'Schedule to start'],
      },
      'Pollers over time': { id: 251031604, unit: 'short', queries: allPollers, leadsTo: ['Failed long polls'] },
    },
    'Sticky cache': {
      'Cache hit ratio': {
        id: 636513395,
        unit: 'percentunit',
        queries: [['{{namespace}} {{task_queue}} {{environment}}', ratio(hits, together(hits, misses))]],
        leadsTo: ['Replay', 'Evictions'],
      },
      'Workflows in the cache': {
        id: 1770015673,
        unit: 'short',
        queries: [
          [
            '{{namespace}} {{task_queue}} {{environment}}',
            `sum by (${byQueue}) (${level('max', 'environment, job, instance, namespace, task_queue', 'sticky_cache_size', ofQueue)})`,
          ],
        ],
        leadsTo: ['Evictions'],
      },
      Evictions: {
        id: 1998348030,
        unit: 'ops',
        queries: [
          [
            '{{namespace}} {{task_queue}}',
            counted('sticky_cache_total_forced_eviction', 'namespace, task_queue', ofQueue),
          ],
        ],
        leadsTo: ['Workflows in the cache', 'Cache hit ratio'],
      },
    },
  };
}

/** Panels of the dashboard Orders that some of these lead to. */
const inOrders: Readonly<Record<string, number>> = {
  'orders: Order creation rate': 1479397745,
  'orders: Errors by reason': 1616117683,
  'orders: Oldest open order': 1430291312,
  'orders: Activities, p95': 1698913291,
};

function isColour(value: unknown): value is { readonly fixedColor: string } {
  return typeof value === 'object' && value !== null && 'fixedColor' in value;
}

describe.each(profiles)('in the profile %s', (temporalProfile) => {
  const json = built(temporalSdk, { temporalProfile });
  const rows = table(spellings[temporalProfile]);
  const expected = Object.values(rows).flatMap((row) => Object.entries(row));

  it('has these rows with these panels, and a closed row with the runbook', () => {
    const found: Record<string, string[]> = {};
    let row: string[] = [];
    for (const { type, title } of json.panels) {
      if (type === 'row') found[title] = row = [];
      else row.push(title);
    }
    expect(Object.entries(found)).toEqual([
      ...Object.entries(rows).map(([title, panels]) => [title, Object.keys(panels)]),
      ['Runbooks', []],
    ]);
    expect(json.panels.filter(({ collapsed }) => collapsed).map(({ title }) => title)).toEqual(['Runbooks']);
    expect(json.panels.at(-1)?.panels.map(({ id, title }) => [id, title])).toEqual([
      [1888278277, 'Runbook: HighWorkflowFailureRate'],
    ]);
  });

  describe.each(expected)('%s', (title, { id, type, unit, steps = none, queries, alert, leadsTo = [] }) => {
    const panel = panelTitled(json, title);
    const { defaults } = panel.fieldConfig ?? {};
    const paragraphs = panel.description?.split('\n\n') ?? [];

    it('keeps its id, and has its type, unit and thresholds', () => {
      expect(panel.id).toBe(id);
      expect(panel.type).toBe(type ?? 'timeseries');
      expect(defaults?.unit).toBe(unit);
      expect(defaults?.min).toBe(0);
      expect(defaults?.thresholds?.steps).toEqual(steps.map(([value, color]) => ({ color, value })));
    });

    it('asks just this', () => {
      expect(panel.targets.map(({ legendFormat, expr }) => [legendFormat, expr])).toEqual(queries);
    });

    it('says what it shows, what is normal in numbers, and what to do otherwise', () => {
      expect(paragraphs[0]).toMatch(/^[A-Z].{15,}\.$/);
      expect(paragraphs[1]).toMatch(/^\*\*Normal:\*\* .*\d.*\.$/);
      expect(paragraphs[2]).toMatch(/^\*\*Otherwise:\*\* .{10,}\.$/);
      expect(paragraphs).toHaveLength(alert === undefined ? 3 : 4);
    });

    it('names the alert that guards it and links its runbook, or neither', () => {
      if (alert !== undefined) expect(paragraphs[3]).toMatch(new RegExp(`^\\*\\*Alert:\\*\\* ${alert} \\(`));
      expect(panel.links.map((link) => [link.title, link.url?.split('&')[0]])).toEqual(
        alert === undefined ? [] : [[`Runbook: ${alert}`, '/d/order-processing-temporal-sdk?viewPanel=1888278277']],
      );
    });

    it('leads to the panels that explain it', () => {
      const addresses = leadsTo.map((to) =>
        to in inOrders
          ? `/d/order-processing-orders?viewPanel=${inOrders[to]}`
          : `/d/order-processing-temporal-sdk?viewPanel=${panelTitled(json, to).id}`,
      );
      expect(defaults?.links.map(({ url }) => url?.split('&')[0])).toEqual(addresses);
    });
  });

  const texts = queryPanelsOf(json).flatMap(({ title, targets }) =>
    targets.map(({ refId, expr }) => [title, refId, expr] as const),
  );
  const metrics = catalogue(temporalProfiles[temporalProfile]);

  test.each(texts)('%s %s fits the catalogue of the profile, by the official grammar', (_, __, text) => {
    checkSyntax(text);
    const node = parse(text, (name) => metrics.lookup(name)?.series);
    expect(check(node)).toEqual([]);
  });

  test.each(texts)('%s %s matches only labels that this SDK writes', (_, __, text) => {
    const other = spellings[temporalProfile].go ? 'Core SDKs' : 'Go SDK';
    const node = parse(text, (name) => metrics.lookup(name)?.series);
    for (const { name, metric, matchers } of selectors(node)) {
      const foreign = matchers.filter(({ label }) => metric?.partialLabels[label] === other);
      expect(foreign, name).toEqual([]);
    }
  });

  it('its variables leave out what means nothing and workers of the server, each chained to those before it', () => {
    const { counter, timer } = spellings[temporalProfile];
    const asked = Object.fromEntries(
      json.templating.list.slice(4).map(({ name, label, query }) => [`${name}, ${label}`, query]),
    );
    const run = `${timer('temporal_activity_execution_latency')}_count|${counter('temporal_local_activity_total')}`;
    const tasks = `${timer('temporal_workflow_task_execution_latency')}_count`;
    expect(asked).toEqual({
      'namespace, Namespace': `label_values(${counter('temporal_request')}{job!="temporal",namespace!~"none|_unknown_",${J}}, namespace)`,
      'task_queue, Task queue': `label_values(temporal_num_pollers{${ofNamespace},task_queue!="none",${J}}, task_queue)`,
      'workflow_type, Workflow type': `label_values(${tasks}{${ofQueue},workflow_type!="none",${J}}, workflow_type)`,
      'activity_type, Activity type': `label_values({__name__=~"${run}",${ofWorkflow},activity_type!="none",${J}}, activity_type)`,
    });
  });

  it('says what becomes of environments that are chosen together', () => {
    expect(json).toMatchObject({
      description: expect.stringContaining('Where a panel is not by environment, those chosen together are added up'),
    });
  });

  it('leads from every panel to one that explains it', () => {
    const without = queryPanelsOf(json).filter(({ fieldConfig }) => fieldConfig?.defaults.links.length === 0);
    expect(without.map(({ title }) => title)).toEqual([]);
  });

  it('offers and marks no job of the server, whose own workers write the same names', () => {
    const [deploys] = json.annotations.list;
    const { counter } = spellings[temporalProfile];
    expect(deploys?.expr).toContain(`${counter('temporal_worker_start')}{job!="temporal",${J}}`);
    for (const { name, query } of json.templating.list.slice(1)) expect(query, name).toContain('job!="temporal"');
  });

  it('every limit of a time lies below the last bucket of its histogram', () => {
    for (const { title, fieldConfig, targets } of queryPanelsOf(json)) {
      const red = fieldConfig?.defaults.thresholds?.steps.at(-1)?.value ?? 0;
      for (const [, name = ''] of targets.flatMap(({ expr }) => [...expr.matchAll(/(\w+_bucket)\{/g)])) {
        const { buckets = [], unit } = metrics.lookup(name)?.of ?? {};
        expect(red, title).toBeLessThan(Math.max(...buckets) / (unit === 'milliseconds' ? 1000 : 1));
      }
    }
  });
});

describe('what the profiles have in common', () => {
  const [first, ...others] = profiles.map((temporalProfile) => built(temporalSdk, { temporalProfile }));

  it('is every panel with its id, title, unit and place, so that no link depends on the profile', () => {
    const common = (json: typeof first) =>
      json?.panels.map(({ id, title, type, gridPos, links, fieldConfig }) => {
        return { id, title, type, gridPos, links, fieldConfig };
      });
    for (const other of others) expect(common(other)).toEqual(common(first));
  });
});

describe('what a description says of its profile', () => {
  const says = (title: string) =>
    profiles.map((temporalProfile) => panelTitled(built(temporalSdk, { temporalProfile }), title).description ?? '');

  it('who counts starts', () => {
    const [go = '', core = '', suffixed = ''] = says('Workflow starts');
    expect(go).toContain("they come from the API's job and never from a worker's");
    expect(core).toContain("TypeScript's counts none, so a Go client in the API's job");
    expect(suffixed).toBe(core);
  });

  it('what a success ratio counts', () => {
    const [go = '', core = ''] = says('Activity success ratio');
    expect(go).toContain('The Go SDK counts each failed attempt, and does not tell one that is tried again');
    expect(core).toContain('Core SDKs count each failed attempt, and do not tell one that is tried again');
  });

  it('where a histogram ends', () => {
    const [go = '', core = '', suffixed = ''] = says('Workflow task execution');
    expect(go).toContain('The histogram ends at 60 minutes');
    expect(core).toContain('The histogram ends at 1 second:');
    expect(suffixed).toBe(core);
  });

  it('that a long poll is long', () => {
    const [go = '', core = '', suffixed = ''] = says('Long poll latency, p95');
    for (const text of [go, core, suffixed]) expect(text).toContain('an idle poll lasts about a minute');
    expect(go).toContain('it reads as up to 5 minutes, the bucket of an idle poll');
    expect(core).toContain('it reads as up to 10 seconds, the bucket of an idle poll');
    expect(suffixed).toBe(core);
  });

  it('which choices narrow long polls', () => {
    const [go = '', core = ''] = says('Failed long polls');
    expect(go).toContain('only the namespace narrows them');
    expect(core).toContain('only namespace and task queue narrow them');
  });
});

describe('how it is drawn', () => {
  const json = built(temporalSdk);
  const custom = (key: string) =>
    panelsOf(json)
      .filter(({ fieldConfig }) => key in (fieldConfig?.defaults.custom ?? {}))
      .map(({ title }) => title);

  it('stats show this moment, so that nothing is said of a worker that is gone', () => {
    for (const { title, options, targets } of panelsOf(json).filter(({ type }) => type === 'stat')) {
      expect(options, title).toMatchObject({ graphMode: 'none' });
      for (const target of targets) expect(target, title).toMatchObject({ instant: true, range: false });
    }
  });

  it('limits are lines where there is a scale, and what adds up is stacked', () => {
    expect(custom('thresholdsStyle')).toEqual([
      'Failure ratio',
      'Schedule to start',
      'Activities, schedule to start',
      'Used task slots',
    ]);
    expect(custom('stacking')).toEqual([
      'Workflow outcomes',
      'Requests by operation',
      'Failed requests',
      'Failed long polls',
      'Workflow tasks that fail',
      'Failed attempts',
      'Failed local attempts',
    ]);
  });

  it('success is green, failure red', () => {
    const colours = panelsOf(json).flatMap(({ title, fieldConfig }) =>
      (fieldConfig?.overrides ?? []).map(({ matcher, properties }) => [
        title,
        matcher.options,
        properties.map(({ value }) => (isColour(value) ? value.fixedColor : '')).join(),
      ]),
    );
    expect(colours).toEqual([
      ['Workflow starts', 'started', 'blue'],
      ['Workflow outcomes', 'completed', 'green'],
      ['Workflow outcomes', 'failed', 'red'],
      ['Workflow outcomes', 'canceled', 'purple'],
      ['Workflow outcomes', 'continued as new', 'blue'],
      ['Requests against failures', 'requests', 'blue'],
      ['Requests against failures', 'failures', 'red'],
      ['Long polls against failures', 'failures', 'red'],
    ]);
  });

  it('shares of a whole have a scale to 1', () => {
    const whole = panelsOf(json).filter(({ fieldConfig }) => fieldConfig?.defaults.max === 1);
    expect(whole.map(({ title }) => title)).toEqual([
      'Activity success ratio',
      'Local activity success ratio',
      'Used task slots',
      'Cache hit ratio',
    ]);
  });

  it('every line of panels is full, and equally high', () => {
    const lines = new Map<number, { w: number; h: number }[]>();
    for (const { gridPos } of json.panels) lines.set(gridPos.y, [...(lines.get(gridPos.y) ?? []), gridPos]);
    let y = 0;
    for (const [top, panels] of lines) {
      expect(top).toBe(y);
      expect(panels.reduce((sum, { w }) => sum + w, 0)).toBe(24);
      expect(new Set(panels.map(({ h }) => h)).size).toBe(1);
      y += panels[0]?.h ?? 0;
    }
  });
});

describe('an override of the policy', () => {
  const strict = built(temporalSdk, {
    policy: {
      limits: {
        workflowFailureRatio: { amber: 0.002, red: 0.02 },
        scheduleToStartP95: { amber: 0.5, red: 2 },
        taskSlotsUsed: { amber: 0.7, red: 0.9 },
      },
    },
  });
  const steps = (title: string) =>
    panelTitled(strict, title).fieldConfig?.defaults.thresholds?.steps.map(({ value }) => value);
  const says = (title: string) => panelTitled(strict, title).description ?? '';

  it('moves every panel that draws it, and what they say is normal', () => {
    for (const title of ['Workflow failure ratio', 'Failure ratio']) {
      expect(steps(title)).toEqual([null, 0.002, 0.02]);
      expect(says(title)).toContain('**Normal:** below 0.2 %.');
      expect(says(title)).toContain('over 15m, stays above 2 % and there are more than 20 closed workflows');
    }
    expect(says('Workflow outcomes')).toContain('failed below 0.2 % of them');
    for (const title of ['Schedule to start, p95', 'Schedule to start', 'Activities, schedule to start']) {
      expect(steps(title)).toEqual([null, 0.5, 2]);
      expect(says(title)).toMatch(/\*\*Normal:\*\* (?:p95 )?below 0\.5 seconds\./);
    }
    expect(steps('Used task slots')).toEqual([null, 0.7, 0.9]);
    expect(says('Used task slots')).toContain('below 70 %.');
  });
});

it('building twice gives the same bytes', () => {
  expect(textOf(temporalSdk)).toBe(textOf(temporalSdk));
});
