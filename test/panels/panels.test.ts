/** House style: what each function gives its panel. */
import { describe, expect, it, test } from 'vitest';
import { panelId } from '../../src/identity/ids.ts';
import { application } from '../../src/metrics/application.ts';
import { describe as describePanel } from '../../src/panels/description.ts';
import {
  duration,
  heatmap,
  heatmapQuery,
  percent,
  pieChart,
  query,
  stat,
  table,
  timeseries,
} from '../../src/panels/index.ts';
import { link } from '../../src/panels/link.ts';
import type { PanelOptions } from '../../src/panels/panel.ts';
import { Query, tableQuery } from '../../src/panels/query.ts';
import { refIdAt } from '../../src/panels/ref-id.ts';
import { runbookPanel } from '../../src/panels/runbook.ts';
import { deviationThresholds, noThresholds, thresholds } from '../../src/panels/thresholds.ts';
import { policyWith } from '../../src/policy/policy.ts';
import { add, bucketIncrease, by, max, rate, sum, where } from '../../src/promql/index.ts';

const policy = policyWith();
const { colours, alerts } = policy;
const text = { shows: 'Things.', normal: 'above 0.', next: 'look.' };
const J = 'environment=~"$environment",job=~"$job",instance=~"$instance"';
const created = () => query(sum(rate(application.ordersCreated)), 'orders');

function options(changes: Partial<PanelOptions> = {}): PanelOptions {
  return { key: 'k', title: 'T', description: text, unit: 'ops', queries: [created()], ...changes };
}

/** As JSON has it, without the functions that the SDK leaves in. */
function json(panel: { build(): object }): unknown {
  return JSON.parse(JSON.stringify(panel.build()));
}

describe('every kind of panel', () => {
  const kinds = [
    ['stat', stat],
    ['timeseries', timeseries],
    ['piechart', pieChart],
    ['heatmap', heatmap],
  ] as const;

  test.each(kinds)('%s has id, title, description, unit, data source and queries', (type, make) => {
    expect(json(make(policy, options()))).toMatchObject({
      type,
      id: panelId('k'),
      title: 'T',
      description: 'Things.\n\n**Normal:** above 0.\n\n**Otherwise:** look.',
      datasource: { type: 'prometheus', uid: '$datasource' },
      fieldConfig: { defaults: { unit: 'ops', thresholds: { steps: [{ color: 'blue', value: null }] } } },
      targets: [{ legendFormat: 'orders' }],
    });
  });

  test.each(kinds)('%s takes limits, alert, scale, colours and links', (_, make) => {
    const panel = make(
      policy,
      options({
        min: 0,
        max: 1,
        decimals: 2,
        limit: { bad: 'above', red: 5 },
        alert: alerts.LowInventory,
        colours: { orders: 'success' },
        dataLinks: { There: '/d/x?viewPanel=1' },
      }),
    );
    expect(json(panel)).toMatchObject({
      description: expect.stringContaining(
        '**Alert:** LowInventory (warning) fires when the number of items of a product in stock stays below 10 for 5m.',
      ),
      links: [
        {
          title: 'Runbook: LowInventory',
          url:
            `/d/order-processing-inventory?viewPanel=${panelId('runbook-LowInventory')}` +
            '&${__url_time_range}&${__all_variables}',
        },
      ],
      fieldConfig: {
        defaults: {
          min: 0,
          max: 1,
          decimals: 2,
          thresholds: {
            steps: [
              { color: 'green', value: null },
              { color: 'red', value: 5 },
            ],
          },
          links: [{ title: 'There', url: '/d/x?viewPanel=1&${__url_time_range}&${__all_variables}' }],
        },
        overrides: [
          {
            matcher: { id: 'byName', options: 'orders' },
            properties: [{ id: 'color', value: { mode: 'fixed', fixedColor: 'green' } }],
          },
        ],
      },
    });
  });

  test.each(kinds)('%s is a new builder at each call', (_, make) => {
    expect(make(policy, options()).build()).not.toBe(make(policy, options()).build());
  });

  it('only lines over time draw the limit', () => {
    const limited = options({ limit: { bad: 'above', red: 5 } });
    expect(JSON.stringify(json(timeseries(policy, limited)))).toContain('"thresholdsStyle":{"mode":"dashed"}');
    expect(JSON.stringify(json(timeseries(policy, options())))).not.toContain('thresholdsStyle');
    expect(JSON.stringify(json(timeseries(policy, { ...options(), stacked: true })))).toContain(
      '"stacking":{"mode":"normal"}',
    );
  });

  it('lines over time tell all series at a moment, the largest first', () => {
    expect(json(timeseries(policy, options()))).toMatchObject({
      options: { tooltip: { mode: 'multi', sort: 'desc' } },
    });
  });

  it('a pie asks for this moment', () => {
    expect(json(pieChart(policy, options()))).toMatchObject({ targets: [{ instant: true, range: false }] });
  });

  it('a stat asks for this moment, and for the time range only where it has a sparkline', () => {
    expect(json(stat(policy, options()))).toMatchObject({
      options: { graphMode: 'none' },
      targets: [{ instant: true, range: false }],
    });
    expect(json(stat(policy, { ...options(), sparkline: true }))).toMatchObject({
      options: { graphMode: 'area' },
      targets: [{ instant: false, range: true }],
    });
  });

  it('a stat keeps the structure of its query', () => {
    const [target] = stat(policy, options()).build().targets ?? [];
    expect(target && Query.structureOf(target)).toMatchObject({ kind: 'aggregation', operator: 'sum' });
  });

  it('a stat says words for values, in the colour of its thresholds', () => {
    expect(json(stat(policy, { ...options(), words: { 0: 'down', 1: 'up' } }))).toMatchObject({
      fieldConfig: {
        defaults: {
          mappings: [{ type: 'value', options: { 0: { text: 'down', index: 0 }, 1: { text: 'up', index: 1 } } }],
        },
      },
    });
    expect(JSON.stringify(json(stat(policy, options())))).not.toContain('"index"');
  });

  it('a ceiling is a dashed line in the colour of limits, by itself where the others are stacked', () => {
    const panel = timeseries(policyWith({ colours: { red: 'purple' } }), {
      ...options({ colours: { orders: 'success' } }),
      stacked: true,
      ceiling: 'limit',
    });
    expect(json(panel)).toMatchObject({
      fieldConfig: {
        defaults: { custom: { stacking: { mode: 'normal' } } },
        overrides: [
          { matcher: { id: 'byName', options: 'orders' } },
          {
            matcher: { id: 'byName', options: 'limit' },
            properties: [
              { id: 'color', value: { mode: 'fixed', fixedColor: 'purple' } },
              { id: 'custom.stacking', value: { mode: 'none', group: 'A' } },
              { id: 'custom.fillOpacity', value: 0 },
              { id: 'custom.lineStyle', value: { fill: 'dash', dash: [10, 10] } },
            ],
          },
        ],
      },
    });
  });

  it('a runbook is a text', () => {
    expect(json(runbookPanel(alerts.LowInventory, '# Do it'))).toMatchObject({
      type: 'text',
      id: panelId('runbook-LowInventory'),
      title: 'Runbook: LowInventory',
      description: 'What to do when LowInventory fires.',
      options: { mode: 'markdown', content: '# Do it' },
    });
  });
});

describe('a table', () => {
  const level = max(application.inventoryLevel, by('environment', 'product'));
  const { key, title, description, alert, dataLinks } = options({
    alert: alerts.LowInventory,
    dataLinks: { There: '/d/x' },
  });
  const common = { key, title, description, ...(alert && { alert }), ...(dataLinks && { dataLinks }) };
  const labels = { product: 'Product', environment: false } as const;
  const stock = { heading: 'Stock', expression: level, unit: 'short', limit: policy.limits.stock } as const;
  const one = () => table(policy, { ...common, labels, columns: [stock] });
  const two = () =>
    table(policy, {
      ...common,
      labels,
      columns: [stock, { heading: 'Twice', expression: add(level, level), unit: 'percentunit', decimals: 2 }],
      ascending: true,
    });

  it('has what every panel has', () => {
    expect(json(one())).toMatchObject({
      type: 'table',
      id: panelId('k'),
      title: 'T',
      description: expect.stringMatching(/^Things\.[^]*\*\*Alert:\*\* LowInventory/),
      datasource: { type: 'prometheus', uid: '$datasource' },
      gridPos: { w: 0, h: 0 },
      links: [{ title: 'Runbook: LowInventory' }],
      options: { cellHeight: 'sm' },
      fieldConfig: {
        defaults: {
          custom: { filterable: true },
          unit: 'short',
          thresholds: { steps: [{ color: 'blue', value: null }] },
          links: [{ title: 'There' }],
        },
      },
    });
    expect(one().build()).not.toBe(one().build());
  });

  it('asks for one moment, as rows', () => {
    expect(json(two())).toMatchObject({
      targets: [
        { format: 'table', instant: true, range: false },
        { format: 'table', instant: true, range: false },
      ],
    });
    expect(JSON.stringify(tableQuery(level).build())).not.toContain('legendFormat');
  });

  it('of a single query names its one column of values, and hides time and what is not named', () => {
    expect(json(one())).toMatchObject({
      transformations: [
        {
          id: 'organize',
          options: {
            excludeByName: { Time: true, environment: true },
            indexByName: { product: 0, Value: 1 },
            renameByName: { product: 'Product', Value: 'Stock' },
          },
        },
      ],
      options: { sortBy: [{ displayName: 'Stock', desc: true }] },
    });
  });

  it('of several queries joins them to rows first, and knows the first by either name', () => {
    expect(json(two())).toMatchObject({
      transformations: [
        { id: 'merge', options: {} },
        {
          id: 'organize',
          options: {
            indexByName: { product: 0, Value: 1, 'Value #A': 2, 'Value #B': 3 },
            renameByName: { product: 'Product', Value: 'Stock', 'Value #A': 'Stock', 'Value #B': 'Twice' },
          },
        },
      ],
      options: { sortBy: [{ displayName: 'Stock', desc: false }] },
    });
  });

  it('gives each column its unit, and colours what has a limit', () => {
    expect(json(two())).toMatchObject({
      fieldConfig: {
        overrides: [
          {
            matcher: { id: 'byName', options: 'Stock' },
            properties: [
              { id: 'unit', value: 'short' },
              {
                id: 'thresholds',
                value: {
                  mode: 'absolute',
                  steps: [
                    { color: 'red', value: null },
                    { color: 'green', value: 10 },
                  ],
                },
              },
              { id: 'custom.cellOptions', value: { type: 'color-text' } },
            ],
          },
          {
            matcher: { id: 'byName', options: 'Twice' },
            properties: [
              { id: 'unit', value: 'percentunit' },
              { id: 'decimals', value: 2 },
            ],
          },
        ],
      },
    });
  });

  test.each([
    [0, 'A'],
    [25, 'Z'],
    [26, 'AA'],
    [701, 'ZZ'],
    [702, 'AAA'],
  ])('query %d has the letter %s', (index, letter) => {
    expect(refIdAt(index)).toBe(letter);
  });
});

describe('thresholds', () => {
  const steps = (config: ReturnType<typeof thresholds>) =>
    config.build().steps.map(({ value, color }) => [value, color]);

  test.each([
    [
      'above, amber and red',
      thresholds({ bad: 'above', amber: 1, red: 2 }, colours),
      [
        [null, 'green'],
        [1, 'orange'],
        [2, 'red'],
      ],
    ],
    [
      'above, red only',
      thresholds({ bad: 'above', red: 2 }, colours),
      [
        [null, 'green'],
        [2, 'red'],
      ],
    ],
    [
      'below, amber and red',
      thresholds({ bad: 'below', amber: 2, red: 1 }, colours),
      [
        [null, 'red'],
        [1, 'orange'],
        [2, 'green'],
      ],
    ],
    [
      'below, red only',
      thresholds({ bad: 'below', red: 1 }, colours),
      [
        [null, 'red'],
        [1, 'green'],
      ],
    ],
    [
      'from zero either way',
      deviationThresholds({ bad: 'above', red: 0.3 }, colours),
      [
        [null, 'red'],
        [-0.3, 'green'],
        [0.3, 'red'],
      ],
    ],
    ['none', noThresholds(colours), [[null, 'blue']]],
  ])('%s', (_, config, expected) => {
    expect(steps(config)).toEqual(expected);
    expect(config.build().mode).toBe('absolute');
  });

  it("take the policy's colours", () => {
    const own = policyWith({ colours: { good: 'g', amber: 'a', red: 'r' } }).colours;
    expect(steps(thresholds({ bad: 'above', amber: 1, red: 2 }, own)).map(([, colour]) => colour)).toEqual([
      'g',
      'a',
      'r',
    ]);
  });
});

describe('descriptions', () => {
  it('are paragraphs', () => {
    expect(describePanel(text)).toBe('Things.\n\n**Normal:** above 0.\n\n**Otherwise:** look.');
  });

  test.each([
    [
      'HighOrderProcessingErrorRate',
      'critical',
      'failed orders per created order, over 5m, stays above 5 % and there are more than 0.01 orders per ' +
        'second for 5m.',
    ],
    [
      'SlowOrderProcessing',
      'warning',
      'the 95th percentile of order processing time, over 5m, stays above 5 minutes for 10m.',
    ],
    [
      'UnusualOrderRate',
      'warning',
      'the difference of the order rate to the same hour of last week, in either direction, over 1h, ' +
        'stays above 30 % and there are more than 0.05 orders per second last week for 30m.',
    ],
    ['LowInventory', 'warning', 'the number of items of a product in stock stays below 10 for 5m.'],
    [
      'HighPaymentFailureRate',
      'critical',
      'refused payments per payment, over 15m, stays above 10 % and there are more than 20 payments in ' +
        'the window for 5m.',
    ],
    [
      'HighDatabaseConnections',
      'warning',
      'connections per connection that ordinary users may open stays above 80 % (critical: 95 %) for 10m.',
    ],
    [
      'LowCacheHitRatio',
      'warning',
      'blocks found in the cache per block asked for, over 15m, stays below 90 % and there are more than ' +
        '50 blocks read per second for 15m.',
    ],
    [
      'HighWorkflowFailureRate',
      'critical',
      'failed workflows per closed workflow, over 15m, stays above 5 % and there are more than 20 closed ' +
        'workflows in the window for 15m.',
    ],
    ['LongRunningWorkflow', 'warning', 'the age of the oldest open order stays above 60 minutes for 5m.'],
  ] as const)('say when %s fires', (name, severity, sentence) => {
    const [, , , guard] = describePanel(text, alerts[name]).split('\n\n');
    expect(guard).toBe(`**Alert:** ${name} (${severity}) fires when ${sentence}`);
  });

  test.each([
    [0.995, '99.5 %'],
    [0.005, '0.5 %'],
    [0.3, '30 %'],
    [1 - 0.93, '7 %'],
    [0, '0 %'],
  ])('%d is %s', (ratio, words) => {
    expect(percent(ratio)).toBe(words);
  });

  test.each([
    [1, '1 second'],
    [30, '30 seconds'],
    [90, '90 seconds'],
    [120, '2 minutes'],
    [900, '15 minutes'],
    [3600, '60 minutes'],
    [7200, '2 hours'],
    [86_400, '24 hours'],
    [0.5, '0.5 seconds'],
  ])('%d s is %s', (seconds, words) => {
    expect(duration(seconds)).toBe(words);
  });
});

describe('links', () => {
  test.each([
    ['/d/x', '/d/x?${__url_time_range}&${__all_variables}'],
    ['/d/x?viewPanel=1', '/d/x?viewPanel=1&${__url_time_range}&${__all_variables}'],
  ])('%s keeps time range and choices', (from, to) => {
    expect(link('There', from).build()).toMatchObject({ title: 'There', url: to, type: 'link', targetBlank: false });
    expect(link('There', from).build()).not.toHaveProperty('placement');
  });
});

describe('queries', () => {
  it('are narrowed to what the viewer chose, once', () => {
    const target = JSON.stringify(created().build());
    expect(target.match(/job=~/g)).toHaveLength(1);
    expect(JSON.parse(target)).toMatchObject({
      expr: `sum(rate(orders_created_total{${J}}[$__rate_interval]))`,
      datasource: { type: 'prometheus', uid: '$datasource' },
      range: true,
      instant: false,
    });
  });

  it('keep matchers of their own first', () => {
    const failures = query(
      sum(rate(where(application.paymentsProcessed, { status: 'failure' })), by('status')),
      '{{status}}',
    );
    expect(JSON.stringify(failures.build())).toContain('status=\\"failure\\",environment=~');
  });

  it('of a heatmap ask for buckets and exemplars', () => {
    expect(JSON.parse(JSON.stringify(heatmapQuery(bucketIncrease(application.orderProcessing)).build()))).toMatchObject(
      {
        format: 'heatmap',
        exemplar: true,
        legendFormat: '{{le}}',
      },
    );
  });

  it('know their structure; a target from elsewhere does not', () => {
    expect(Query.structureOf(created().build())?.kind).toBe('aggregation');
    expect(Query.structureOf({ expr: 'up' })).toBeUndefined();
  });

  it('lose it with a text of their own', () => {
    const target = created().expr('sum(up)').build();
    expect(target).toMatchObject({ expr: 'sum(up)', legendFormat: 'orders' });
    expect(Query.structureOf(target)).toBeUndefined();
    expect(Query.structureOf(created().build())).toBeDefined();
  });
});
