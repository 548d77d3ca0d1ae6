import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../src/live/verify/findings.ts';
import { isFine, verifyJson, verifyText, type Report } from '../../src/live/verify/report.ts';
import {
  states,
  worst,
  type DashboardResult,
  type PanelResult,
  type QueryResult,
} from '../../src/live/verify/result.ts';
import { summarise } from '../../src/live/verify/summary.ts';

function query(changes: Partial<QueryResult> = {}): QueryResult {
  return { query: 'A', state: 'full', series: 3, age: 12.3456, seconds: 0.0123456, samples: 1200, ...changes };
}

function panel(title: string, queries: readonly QueryResult[], changes: Partial<PanelResult> = {}): PanelResult {
  const samples = queries.reduce((sum, one) => sum + (one.samples ?? 0), 0);
  const state = worst(queries.map((one) => one.state));
  return { id: 7, title, state, queries, notJudged: [], samples, repeatedFor: [], ...changes };
}

const emptyQuery = query({
  state: 'empty',
  series: 0,
  age: undefined,
  problem: 'no series of http_requests_total{environment="production"} has status=~"5.."; it has: 200, 404',
  next: 'Correct the value, or see why no such series is exposed.',
});
const unproven = query({ query: 'B', state: 'unproven', series: 0, age: undefined, jobs: ['temporal'] });

const orders: DashboardResult = {
  file: 'dashboards/orders.ts',
  uid: 'orders',
  title: 'Orders',
  from: 1000,
  to: 22_600.5,
  variables: [
    { ...query({ query: '', samples: undefined, age: undefined }), name: 'environment' },
    {
      ...query({ query: '', state: 'empty', series: 0, samples: undefined, age: undefined }),
      name: 'status',
      problem: 'it offers nothing: metric orders_by_statu is not scraped; nearest: orders_by_status',
      next: 'Correct the name, or expose the metric and scrape it.',
    },
  ],
  annotations: [
    {
      ...query({ query: '', state: 'may be empty', series: 0, age: undefined }),
      name: 'Deploys',
      reason: 'an annotation marks what has happened, and nothing has',
    },
  ],
  panels: [
    panel('Orders per second', [query(), query({ query: 'B', age: 720 })]),
    panel('Error ratio', [emptyQuery]),
    panel('Workflows', [query(), unproven], { repeatedFor: ['namespace'] }),
    panel('Refunds', [
      query({
        state: 'may be empty',
        series: 0,
        age: undefined,
        reason: 'refunds are rare',
        filledBy: 'payment-provider-down',
      }),
    ]),
    panel('Everything', [query({ samples: 900_000 }), query({ query: 'B', samples: 2_100_000 })]),
    panel('Logs', [], { notJudged: [{ refId: 'A', what: 'loki' }] }),
  ],
  unfinished: 0,
};

const report: Report = { dashboards: [orders], skipped: [], budget: 1_000_000, strict: false };

describe('the report', () => {
  it('for a terminal of 80 columns', () => {
    const text = verifyText(report, { width: 80 });
    expect(text).toBe(`Orders (dashboards/orders.ts)
  variable "status"
    empty: it offers nothing: metric orders_by_statu is not scraped; nearest:
      orders_by_status
      Next: Correct the name, or expose the metric and scrape it.
  panel "Error ratio"
    empty: query A: no series of http_requests_total{environment="production"}
      has status=~"5.."; it has: 200, 404
      Next: Correct the value, or see why no such series is exposed.
  panel "Everything"
    cost: query B: it touches 3,000,000 samples, most of them (2,100,000) by
      this query; the budget is 1,000,000
      Next: Ask for fewer series or a shorter range, or record the result with a
        rule.

Not judged, for they ask no Prometheus: 1 × loki.
1 panel with data whose newest sample is older than 5m; --all shows which.
6 panels: 2 with data, 1 may be empty, 1 unproven (job temporal), 1 empty, 0
  failed, 1 not judged
3 findings in 1 of 1 dashboard
`);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('with a line for each query', () => {
    const text = verifyText(report, { width: 80, all: true });
    expect(text.slice(0, text.indexOf('\n\n'))).toBe(`Orders (dashboards/orders.ts)
                                  state          series    age   time    samples
variable environment              full                3         0.01s
variable status                   empty               0         0.01s
annotation Deploys                may be empty        0         0.01s      1,200
    an annotation marks what has happened, and nothing has
Orders per second A               full                3    12s  0.01s      1,200
    stale: its newest sample is older than 5m
Orders per second B               full                3    12m  0.01s      1,200
Error ratio A                     empty               0         0.01s      1,200
Workflows A                       full                3    12s  0.01s      1,200
    repeated for $namespace: asked once, with all values
Workflows B                       unproven            0         0.01s      1,200
    not scraped: temporal
Refunds A                         may be empty        0         0.01s      1,200
    refunds are rare (filled by payment-provider-down)
Everything A                      full                3    12s  0.01s    900,000
Everything B                      full                3    12s  0.01s  2,100,000
Logs A                            not judged          0
    loki`);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('where nothing is wrong', () => {
    const fine = { ...report, dashboards: [{ ...orders, variables: [], panels: [panel('Orders', [query()])] }] };
    expect(isFine(fine)).toBe(true);
    expect(verifyText(fine)).toBe(
      '1 panel: 1 with data, 0 may be empty, 0 unproven, 0 empty, 0 failed\n0 findings in 0 of 1 dashboard\n',
    );
  });

  it('where it was cut short', () => {
    const broken = { ...report, dashboards: [{ ...orders, unfinished: 4 }] };
    expect(verifyText(broken)).toMatch(
      /\n3 findings in 1 of 1 dashboard\n4 panels not asked any more: Orders \(4\)\n$/,
    );
    expect(JSON.parse(verifyJson(broken))).toMatchObject({ ok: false, complete: false });
  });

  it('where the server tells no statistics', () => {
    const silent = panel('Orders', [query({ samples: undefined })], { samples: undefined });
    const text = verifyText({ ...report, dashboards: [{ ...orders, variables: [], panels: [silent] }] });
    expect(text).toContain('The server tells no statistics of its queries, so what they cost is not proven.\n');
    expect(text).toMatch(/0 findings/);
  });

  it('does not let a title move the cursor', () => {
    const odd = { ...orders, variables: [], panels: [panel('a\u001B[2Jb', [emptyQuery])] };
    expect(verifyText({ ...report, dashboards: [odd] }, { all: true })).not.toMatch(/\p{Cc}(?<!\n)/u);
  });
});

describe('findings', () => {
  const kinds = (strict: boolean, budget = 1_000_000) =>
    findingsOf([orders], { strict, budget }).map(({ kind, place, query: letter }) => [kind, place.title, letter]);

  it('are what is empty, failed or too dear; unproven only where that is asked for', () => {
    const usual = [
      ['empty', 'status', undefined],
      ['empty', 'Error ratio', 'A'],
      ['cost', 'Everything', 'B'],
    ];
    expect(kinds(false)).toEqual(usual);
    expect(kinds(true)).toEqual([...usual.slice(0, 2), ['unproven', 'Workflows', 'B'], ...usual.slice(2)]);
  });

  it('a panel that touches exactly its budget is within it', () => {
    expect(kinds(false, 3_000_000).map(([kind]) => kind)).not.toContain('cost');
    expect(kinds(false, 2_999_999).map(([kind]) => kind)).toContain('cost');
  });
});

describe('states', () => {
  it('each is worse than those before it', () => {
    for (const [index, state] of states.entries()) {
      for (const other of states.slice(0, index)) {
        expect(worst([other, state])).toBe(state);
        expect(worst([state, other])).toBe(state);
      }
    }
    expect(worst([])).toBe('not judged');
  });

  it('are counted', () => {
    expect(summarise([orders])).toEqual({
      dashboards: 1,
      panels: 6,
      states: { 'not judged': 1, full: 2, 'may be empty': 1, unproven: 1, empty: 1, failed: 0 },
      unprovenJobs: ['temporal'],
      notJudged: { loki: 1 },
      stale: 1,
      unfinished: 0,
      samples: 2400 + 1200 + 2400 + 1200 + 3_000_000,
    });
  });
});

describe('JSON', () => {
  it('rounds times, and says null of what is not known', () => {
    const value: unknown = JSON.parse(verifyJson(report));
    expect(value).toMatchObject({
      ok: false,
      complete: true,
      budget: 1_000_000,
      findings: [{ kind: 'empty' }, { kind: 'empty' }, { kind: 'cost' }],
      dashboards: [
        {
          uid: 'orders',
          variables: [{ name: 'environment', samples: null }, { name: 'status' }],
          panels: [{ queries: [{ query: 'A', age: 12.346, seconds: 0.012, samples: 1200 }, {}] }, {}, {}, {}, {}, {}],
        },
      ],
    });
  });
});
