/** The orders dashboard against dashboards.md: type, unit, thresholds, queries and legends are typed from there. */
import { describe, expect, it, test } from 'vitest';
import { orders } from '../../dashboards/orders.ts';
import { selectors } from '../../src/promql/ast.ts';
import { checkSyntax, parse } from '../../src/promql/parse.ts';
import { built, panelsOf, panelTitled, queryPanelsOf, textOf, type PanelJson } from '../support/dashboard-json.ts';

const json = built(orders);
const home = '/d/order-processing-orders?viewPanel=';

const J = 'environment=~"$environment",job=~"$job",instance=~"$instance"';
const created = `rate(orders_created_total{${J}}[$__rate_interval])`;
const failed = `rate(order_processing_errors_total{${J}}[$__rate_interval])`;
const E = `sum by (environment) (${failed})`;
const T = `sum by (environment) (${created})`;
const errorRatio = `(${E} or 0 * ${T}) / (${T} > 0)`;
const lastHour = `sum by (environment) (increase(orders_created_total{${J}}[1h]))`;
const hourLastWeek = `sum by (environment) (increase(orders_created_total{${J}}[1h] offset 1w))`;
const byStatus = `sum by (status) (max by (environment, status) (orders_by_status{status=~"$status",${J}}))`;
const activities = `rate(workflow_activity_duration_seconds_bucket{${J}}[$__rate_interval])`;
const reached = `orders_by_status{status=~"completed|failed|cancelled",${J}}[$__rate_interval]`;
const processing = `rate(order_processing_seconds_bucket{${J}}[$__rate_interval])`;
const quantile = (phi: number): string => `histogram_quantile(${phi}, sum by (le, environment) (${processing}))`;

type Steps = readonly (readonly [from: number | null, colour: string])[];
const none: Steps = [[null, 'blue']];
const ratio: Steps = [
  [null, 'green'],
  [0.005, 'orange'],
  [0.05, 'red'],
];
const latency: Steps = [
  [null, 'green'],
  [120, 'orange'],
  [300, 'red'],
];

interface Expected {
  readonly id: number;
  readonly type: string;
  readonly unit: string;
  readonly steps: Steps;
  /** Legend and text of each query. */
  readonly queries: readonly (readonly [legend: string, text: string])[];
  readonly alert?: string;
  readonly jobs?: string;
  readonly leadsTo?: readonly string[];
  /** The same of panels of other dashboards: the title there, and the address. */
  readonly leadsAway?: readonly (readonly [title: string, address: string])[];
}

/** Panels of other dashboards that some lead to. */
const attempts = ['Failed attempts', '/d/order-processing-temporal-sdk?viewPanel=787947824'] as const;
const pollers = ['Pollers over time', '/d/order-processing-temporal-sdk?viewPanel=251031604'] as const;
const failures = ['Workflow tasks that fail', '/d/order-processing-temporal-sdk?viewPanel=226455730'] as const;
const connections = ['Connections of the database', '/d/order-processing-database?viewPanel=1664380300'] as const;

const table: Readonly<Record<string, Readonly<Record<string, Expected>>>> = {
  Now: {
    'Orders per second': {
      id: 1903651173,
      type: 'stat',
      unit: 'ops',
      steps: none,
      queries: [['orders', `sum(${created})`]],
      leadsTo: ['Order creation rate'],
    },
    'Success ratio': {
      id: 1714360210,
      type: 'stat',
      unit: 'percentunit',
      steps: [
        [null, 'red'],
        [0.95, 'orange'],
        [0.995, 'green'],
      ],
      queries: [['{{environment}}', `1 - ${errorRatio}`]],
      jobs: 'order_processing_api, order_processing_worker',
      alert: 'HighOrderProcessingErrorRate',
      leadsTo: ['Error ratio', 'Errors by reason'],
    },
    'Processing time, p95': {
      id: 1045187249,
      type: 'stat',
      unit: 's',
      steps: latency,
      queries: [['{{environment}}', quantile(0.95)]],
      alert: 'SlowOrderProcessing',
      leadsTo: ['Processing time', 'Activities, p95'],
    },
    'Last hour against last week': {
      id: 474229613,
      type: 'stat',
      unit: 'percentunit',
      steps: [
        [null, 'red'],
        [-0.3, 'green'],
        [0.3, 'red'],
      ],
      queries: [['{{environment}}', `(${lastHour} or 0 * ${hourLastWeek}) / (${hourLastWeek} > 0) - 1`]],
      alert: 'UnusualOrderRate',
      leadsTo: ['Orders in the rate window'],
    },
  },
  Flow: {
    'Order creation rate': {
      id: 1479397745,
      type: 'timeseries',
      unit: 'ops',
      steps: none,
      queries: [['created', `sum(${created})`]],
      leadsTo: ['Orders in the rate window'],
    },
    'Orders in the rate window': {
      id: 1496846684,
      type: 'timeseries',
      unit: 'short',
      steps: none,
      queries: [
        ['this week', `sum(increase(orders_created_total{${J}}[$interval]))`],
        ['a week before', `sum(increase(orders_created_total{${J}}[$interval] offset 1w))`],
      ],
      leadsTo: ['Order creation rate'],
    },
    'Orders by status': {
      id: 1268004602,
      type: 'piechart',
      unit: 'short',
      steps: none,
      queries: [['{{status}}', byStatus]],
      leadsTo: ['Orders by status over time', 'Errors by reason'],
    },
    'Orders by status over time': {
      id: 1945164890,
      type: 'timeseries',
      unit: 'short',
      steps: none,
      queries: [['{{status}}', byStatus]],
      leadsTo: ['Created minus finished'],
    },
    'Created minus finished': {
      id: 207712768,
      type: 'timeseries',
      unit: 'ops',
      steps: none,
      queries: [['growth', `sum(${created}) - sum(max by (environment, status) (clamp_min(deriv(${reached}), 0)))`]],
      jobs: 'order_processing_api, order_processing_state',
      leadsTo: ['Oldest open order'],
      leadsAway: [pollers],
    },
    'Oldest open order': {
      id: 1430291312,
      type: 'timeseries',
      unit: 's',
      steps: [
        [null, 'green'],
        [900, 'orange'],
        [3600, 'red'],
      ],
      queries: [['{{status}}', `max by (status) (orders_oldest_open_age_seconds{status=~"$status",${J}})`]],
      alert: 'LongRunningWorkflow',
      leadsAway: [failures],
    },
  },
  Latency: {
    'Processing time': {
      id: 141232529,
      type: 'timeseries',
      unit: 's',
      steps: latency,
      queries: [
        ['p50 {{environment}}', quantile(0.5)],
        ['p95 {{environment}}', quantile(0.95)],
        ['p99 {{environment}}', quantile(0.99)],
      ],
      alert: 'SlowOrderProcessing',
      leadsTo: ['Processing time, all orders', 'Activities, p95'],
      leadsAway: [connections],
    },
    'Processing time, all orders': {
      id: 917267023,
      type: 'heatmap',
      unit: 's',
      steps: none,
      queries: [['{{le}}', `sum by (le) (increase(order_processing_seconds_bucket{${J}}[$__rate_interval]))`]],
      leadsTo: ['Activities, p95'],
    },
    'Activities, p95': {
      id: 1698913291,
      type: 'timeseries',
      unit: 's',
      steps: none,
      queries: [['{{activity}}', `histogram_quantile(0.95, sum by (le, activity) (${activities}))`]],
      leadsAway: [attempts, connections],
    },
  },
  Errors: {
    'Errors by reason': {
      id: 1616117683,
      type: 'timeseries',
      unit: 'ops',
      steps: none,
      queries: [['{{reason}}', `sum by (reason) (${failed})`]],
      leadsTo: ['Activities, p95'],
      leadsAway: [attempts],
    },
    'Error ratio': {
      id: 1424557183,
      type: 'timeseries',
      unit: 'percentunit',
      steps: ratio,
      queries: [['{{environment}}', errorRatio]],
      alert: 'HighOrderProcessingErrorRate',
      jobs: 'order_processing_api, order_processing_worker',
      leadsTo: ['Errors by reason'],
    },
  },
};

const expected = Object.values(table).flatMap((row) => Object.entries(row));

describe('the dashboard', () => {
  it('has these rows with these panels, and a closed row of runbooks', () => {
    const rows: Record<string, string[]> = {};
    let row: string[] = [];
    for (const { type, title } of json.panels) {
      if (type === 'row') rows[title] = row = [];
      else row.push(title);
    }
    const wanted = Object.entries(table).map(([title, panels]) => [title, Object.keys(panels)]);
    expect(rows).toEqual({ ...Object.fromEntries(wanted), Runbooks: [] });
    expect(Object.keys(rows)).toEqual([...Object.keys(table), 'Runbooks']);
    expect(json.panels.filter(({ collapsed }) => collapsed).map(({ title }) => title)).toEqual(['Runbooks']);
  });

  it('has the ids of rows and runbooks that links may refer to', () => {
    const rows = json.panels.filter(({ type }) => type === 'row');
    expect(
      Object.fromEntries([...rows, ...rows.flatMap(({ panels }) => panels)].map(({ title, id }) => [title, id])),
    ).toEqual({
      Now: 50886578,
      Flow: 1847662654,
      Latency: 1307068448,
      Errors: 1538338517,
      Runbooks: 250555383,
      'Runbook: HighOrderProcessingErrorRate': 823078819,
      'Runbook: SlowOrderProcessing': 120060978,
      'Runbook: UnusualOrderRate': 64046545,
      'Runbook: LongRunningWorkflow': 1803038598,
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

  it('is called so for good', () => {
    expect(json).toMatchObject({
      uid: 'order-processing-orders',
      title: 'Orders',
      editable: false,
      refresh: '30s',
      graphTooltip: 1,
      schemaVersion: 42,
    });
    expect(json.tags).toEqual(['order-dashboards', 'business']);
    expect(json.time).toEqual({ from: 'now-6h', to: 'now' });
  });

  it('has no placement anywhere but in legends', () => {
    expect(textOf(orders).match(/"placement": "(?!bottom|right)[^"]*"/g)).toBeNull();
    expect(JSON.stringify([json.links, json.annotations, panelsOf(json).map(({ links }) => links)])).not.toContain(
      'placement',
    );
  });
});

describe.each(expected)(
  '%s',
  (title, { id, type, unit, steps, queries, alert, jobs, leadsTo = [], leadsAway = [] }) => {
    const panel = panelTitled(json, title);
    const { defaults } = panel.fieldConfig ?? {};
    const paragraphs = panel.description?.split('\n\n') ?? [];

    it('keeps its id', () => {
      expect(panel.id).toBe(id);
    });

    it('has its type, unit and thresholds', () => {
      expect(panel.type).toBe(type);
      expect(defaults?.unit).toBe(unit);
      expect(defaults?.thresholds).toEqual({
        mode: 'absolute',
        steps: steps.map(([value, color]) => ({ color, value })),
      });
    });

    it('asks just this', () => {
      expect(panel.targets.map(({ legendFormat, expr }) => [legendFormat, expr])).toEqual(queries);
      expect(panel.targets.map(({ refId }) => refId)).toEqual(['A', 'B', 'C'].slice(0, queries.length));
    });

    it('asks the chosen data source', () => {
      const chosen = { type: 'prometheus', uid: '$datasource' };
      expect([panel.datasource, ...panel.targets.map(({ datasource }) => datasource)]).toEqual(
        Array.from({ length: queries.length + 1 }, () => chosen),
      );
    });

    it('says what it shows, what is normal in numbers, and what to do otherwise', () => {
      expect(paragraphs[0]).toMatch(/^[A-Z].{15,}\.$/);
      expect(paragraphs[1]).toMatch(/^\*\*Normal:\*\* .*\d.*\.$/);
      expect(paragraphs[2]).toMatch(/^\*\*Otherwise:\*\* .{10,}\.$/);
    });

    it('names the alert that guards it and links its runbook, or neither', () => {
      const named = paragraphs.filter((text) => text.startsWith('**Alert:** ')).map((text) => text.split(' ')[1]);
      expect(named).toEqual(alert === undefined ? [] : [alert]);
      const runbook = json.panels.flatMap(({ panels }) => panels).find((each) => each.title === `Runbook: ${alert}`);
      const links = panel.links.map((link) => [link.title, link.url?.split('&')[0]]);
      expect(links).toEqual(
        alert === undefined ? [] : [[`Runbook: ${alert}`, `/d/order-processing-orders?viewPanel=${runbook?.id}`]],
      );
      if (alert !== undefined) expect(runbook?.options?.content).toBe(`What to do about ${alert}.`);
    });

    it('names the jobs it needs where they are several', () => {
      const named = paragraphs.filter((text) => text.startsWith('**Needs the jobs** '));
      const needs = `**Needs the jobs** ${jobs}; what only a job left out counts reads as none.`;
      expect(named).toEqual(jobs === undefined ? [] : [needs]);
    });

    it('leads to the panels that explain it', () => {
      const links = defaults?.links.map((link) => [link.title, link.url]) ?? [];
      const here = leadsTo.map((to) => [to, `${home}${panelTitled(json, to).id}`]);
      const time = '&${__url_time_range}&';
      expect(links).toEqual([
        ...here.map(([name, url]) => [name, `${url}${time}\${__all_variables}`]),
        ...leadsAway.map(([name, url]) => [name, `${url}${time}\${environment:queryparam}`]),
      ]);
    });
  },
);

describe('how it is drawn', () => {
  const custom = ({ fieldConfig }: PanelJson) => fieldConfig?.defaults.custom ?? {};

  it('stats show this moment, and a sparkline of plain rates only', () => {
    for (const { title, type, options, targets } of panelsOf(json)) {
      if (type !== 'stat') continue;
      const line = title === 'Orders per second';
      expect(options, title).toMatchObject({
        graphMode: line ? 'area' : 'none',
        reduceOptions: { calcs: ['lastNotNull'] },
      });
      for (const target of targets) expect(target, title).toMatchObject({ instant: !line, range: line });
    }
  });

  it('limits are drawn as lines where there is a scale, and only there', () => {
    const drawn = panelsOf(json).filter((panel) => 'thresholdsStyle' in custom(panel));
    expect(drawn.map(({ title }) => title)).toEqual(['Oldest open order', 'Processing time', 'Error ratio']);
  });

  it('what adds up is stacked', () => {
    const stacked = panelsOf(json).filter((panel) => 'stacking' in custom(panel));
    expect(stacked.map(({ title }) => title)).toEqual(['Orders by status over time', 'Errors by reason']);
  });

  it('the heatmap draws buckets as they are, with exemplars', () => {
    const panel = panelTitled(json, 'Processing time, all orders');
    expect(panel.targets[0]).toMatchObject({ format: 'heatmap', exemplar: true, range: true, instant: false });
    expect(panel.options).toMatchObject({ calculate: false, yAxis: { unit: 's' } });
  });

  it('legends are shown, and say the latest value', () => {
    for (const { type, options } of panelsOf(json)) {
      if (type === 'timeseries')
        expect(options).toMatchObject({ legend: { showLegend: true, calcs: ['lastNotNull'] } });
      if (type === 'piechart') expect(options).toMatchObject({ legend: { showLegend: true } });
    }
  });

  it('each status has its one colour wherever it is drawn', () => {
    const drawn = panelsOf(json).filter(({ targets }) =>
      targets.some(({ legendFormat }) => legendFormat === '{{status}}'),
    );
    expect(drawn.map(({ title }) => title)).toEqual([
      'Orders by status',
      'Orders by status over time',
      'Oldest open order',
    ]);
    for (const { fieldConfig } of drawn) {
      const colours = fieldConfig?.overrides.map(({ matcher, properties }) => [
        matcher.id,
        matcher.options,
        properties,
      ]);
      expect(colours).toEqual(
        [
          ['pending', 'yellow'],
          ['processing', 'blue'],
          ['completed', 'green'],
          ['failed', 'red'],
          ['cancelled', 'purple'],
        ].map(([status, fixedColor]) => ['byName', status, [{ id: 'color', value: { mode: 'fixed', fixedColor } }]]),
      );
    }
  });
});

describe('queries', () => {
  const chosen = ['environment', 'job', 'instance'].map((label) => ({ label, operator: '=~', value: `$${label}` }));
  const texts = queryPanelsOf(json).flatMap(({ title, targets }) =>
    targets.map(({ refId, expr }) => [title, refId, expr] as const),
  );

  test.each(texts)('%s %s is PromQL by the official grammar', (_, __, text) => {
    expect(() => checkSyntax(text)).not.toThrow();
  });

  test.each(texts)('%s %s narrows every selector to what the viewer chose', (_, __, text) => {
    const all = selectors(parse(text));
    expect(all.length).toBeGreaterThan(0);
    for (const { name, matchers } of all) {
      expect(matchers, name).toEqual(expect.arrayContaining(chosen));
    }
  });

  it('no ratio has another form than (E or 0 * T) / (T > 0)', () => {
    for (const [, , text] of texts) {
      if (text.includes(' / ')) expect(text).toMatch(/\((.*) or 0 \* (.*)\) \/ \(\2 > 0\)/);
    }
  });
});

describe('an override of the policy', () => {
  const strict = built(orders, {
    policy: {
      limits: {
        orderErrorRatio: { amber: 0.002, red: 0.02 },
        orderRateChange: { red: 0.5 },
        orderProcessingP95: { red: 240 },
      },
    },
  });
  const steps = (title: string) =>
    panelTitled(strict, title).fieldConfig?.defaults.thresholds?.steps.map(({ value }) => value);
  const says = (title: string) => panelTitled(strict, title).description ?? '';

  it('of the error ratio moves the line, the description and the alert at once', () => {
    expect(steps('Error ratio')).toEqual([null, 0.002, 0.02]);
    expect(says('Error ratio')).toContain('**Normal:** below 0.2 %; the error budget is 0.5 %.');
    expect(says('Error ratio')).toContain(
      '(critical) fires when failed orders per created order, over 5m, stays above 2 % and there are',
    );
    expect(says('Errors by reason')).toContain('together below 0.2 % of');
  });

  it('moves its complement as well, without the dust of binary fractions', () => {
    expect(steps('Success ratio')).toEqual([null, 0.98, 0.998]);
    expect(says('Success ratio')).toContain('above 99.8 %');
  });

  it('of the weekly change moves both sides', () => {
    expect(steps('Last hour against last week')).toEqual([null, -0.5, 0.5]);
    expect(says('Last hour against last week')).toContain('between -50 % and +50 %');
    expect(says('Last hour against last week')).toContain(
      'stays above 50 % and there are more than 0.05 orders per second last week for 30m',
    );
    expect(says('Orders in the rate window')).toContain('within 50 % of the week before');
    expect(says('Orders per second')).toContain('within 50 % of the same hour of last week');
  });

  it('of the processing time moves every panel that draws it', () => {
    expect(steps('Processing time')).toEqual([null, 120, 240]);
    expect(steps('Processing time, p95')).toEqual([null, 120, 240]);
    expect(says('Processing time')).toContain('stays above 4 minutes for 10m');
  });

  it('touches nothing else', () => {
    const untouched = ['Oldest open order', 'Orders by status', 'Created minus finished', 'Activities, p95'];
    for (const title of untouched) expect(panelTitled(strict, title)).toEqual(panelTitled(json, title));
  });

  it('of a timing or a severity is told by the panel', () => {
    const slow = built(orders, { policy: { alerts: { LongRunningWorkflow: { for: '2h', severity: 'critical' } } } });
    expect(panelTitled(slow, 'Oldest open order').description).toContain(
      'LongRunningWorkflow (critical) fires when the age of the oldest open order stays above 60 minutes for 2h.',
    );
  });

  it('of the objective moves the error budget', () => {
    const loose = built(orders, { policy: { objectives: { orderSuccess: { target: 0.99 } } } });
    expect(panelTitled(loose, 'Error ratio').description).toContain('below 1 %; the error budget is 1 %.');
    expect(panelTitled(loose, 'Success ratio').description).toContain('above 99 %, the objective being 99 %.');
  });

  it('of a colour recolours a status everywhere', () => {
    const before = textOf(orders).match(/"fixedColor": "yellow"/g) ?? [];
    const text = textOf(orders, { policy: { colours: { pending: 'dark-yellow' } } });
    expect(text.match(/"fixedColor": "dark-yellow"/g)).toHaveLength(before.length);
    expect(text).not.toContain('"fixedColor": "yellow"');
  });
});

describe('determinism', () => {
  it('building twice gives the same bytes', () => {
    expect(textOf(orders)).toBe(textOf(orders));
  });
});
