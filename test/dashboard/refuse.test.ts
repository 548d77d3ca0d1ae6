/** What a finished dashboard may not be: each defect by dashboard, panel and query, all of them at once. */
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { describe, expect, it, test } from 'vitest';
import { row, type DashboardDefinition } from '../../src/dashboard/definition.ts';
import { finish } from '../../src/dashboard/finish.ts';
import type { UserError } from '../../src/errors/user-error.ts';
import { panelId } from '../../src/identity/ids.ts';
import { application } from '../../src/metrics/application.ts';
import { query } from '../../src/panels/index.ts';
import { rate, sum } from '../../src/promql/index.ts';
import { choice, rateWindow } from '../../src/variables/own.ts';
import { settings } from '../support/settings.ts';
import { refused } from '../support/user-error.ts';
import { definition, file, panel, rawPanel } from './definitions.ts';

function refusal(given: DashboardDefinition): UserError {
  return refused(() => finish(given, settings(), file));
}

function defects(given: DashboardDefinition): readonly string[] {
  return refusal(given).details;
}

describe('names', () => {
  test.each([
    '',
    'Orders',
    'my orders',
    'orders_eu',
    '-orders',
    'orders-',
    'or--ders',
    'ördérs',
    'a'.repeat(24),
    'a/b',
  ])('%j cannot be one', (name) => {
    expect(defects(definition([panel('a')], { name }))).toEqual([
      `its name "${name}" must be of at most 23 characters a-z, 0-9 and single hyphens, for its uid is made of it`,
    ]);
  });

  test.each(['orders', 'http-api', 'a', '1', 'a'.repeat(23)])('%j can', (name) => {
    const { uid = '' } = finish(definition([panel('a')], { name, rows: [] }), settingsWithoutAlerts(), file).dashboard;
    expect(uid).toMatch(/^[a-zA-Z0-9_-]{1,40}$/);
  });

  test.each(['', '  '])('a title %j cannot be one: Grafana would skip the file', (title) => {
    expect(defects(definition([panel('a')], { title }))).toEqual([
      'its title is empty: Grafana would skip the file without a word',
    ]);
  });
});

/** For dashboards whose panels are not those that the alerts point to. */
function settingsWithoutAlerts() {
  const all = settings();
  const elsewhere = Object.entries(all.policy.alerts).map(([name, alert]) => [
    name,
    { ...alert, panel: { dashboard: 'elsewhere', panel: 'x' } },
  ]);
  return { ...all, policy: { ...all.policy, alerts: { ...all.policy.alerts, ...Object.fromEntries(elsewhere) } } };
}

describe('ids', () => {
  it('a panel needs one', () => {
    expect(defects(definition([new PanelBuilder().title('Bare')]))).toEqual([
      'panel "Bare" has no id: make it with a function of src/panels, or call .id(panelId(key))',
    ]);
  });

  it('two panels cannot have the same key', () => {
    const twice = [panel('rate', { title: 'One' }), panel('other'), panel('rate', { title: 'Two' })];
    expect(defects(definition(twice))).toEqual([
      '"One" and "Two" have the same id: give one of them another key (or row title)',
    ]);
  });

  it('in different rows neither', () => {
    const shape = { perLine: 1, height: 8 };
    const rows = [
      row('A', shape, [panel('rate', { title: 'One' })]),
      row('B', { ...shape, collapsed: true }, [panel('rate', { title: 'Two' })]),
    ];
    expect(defects(definition([], { rows }))).toEqual([
      '"One" and "Two" have the same id: give one of them another key (or row title)',
    ]);
  });

  it('two rows cannot have the same title', () => {
    const rows = ['a', 'b'].map((key) => row('Now', { perLine: 1, height: 8 }, [panel(key)]));
    expect(defects(definition([], { rows }))).toEqual([
      '"row Now" and "row Now" have the same id: give one of them another key (or row title)',
    ]);
  });

  it('two keys whose hashes meet by chance are refused as well', () => {
    const seen = new Map<number, string>();
    let pair: readonly [string, string] | undefined;
    for (let number = 0; pair === undefined; number += 1) {
      const other = seen.get(panelId(`p${number}`));
      if (other !== undefined) pair = [other, `p${number}`];
      seen.set(panelId(`p${number}`), `p${number}`);
    }
    const [one, two] = pair;
    expect(one).not.toBe(two);
    expect(defects(definition([panel(one), panel(two)]))).toEqual([
      `"Panel ${one}" and "Panel ${two}" have the same id: give one of them another key (or row title)`,
    ]);
  });
});

describe('rows', () => {
  const shape = { perLine: 3, height: 8 };

  test.each(['', ' '])('need a title, which %j is none', (title) => {
    const rows = [row(title, shape, [panel('a')])];
    expect(defects(definition([], { rows }))).toEqual(['a row has no title']);
  });

  it('need a panel', () => {
    const rows = [
      row('Full', shape, [panel('a')]),
      row('Empty', shape, []),
      row('Closed', { ...shape, collapsed: true }, []),
    ];
    expect(defects(definition([], { rows }))).toEqual(['row "Empty" has no panel', 'row "Closed" has no panel']);
  });

  test.each([0, -1, 25, 2.5, Number.NaN, Infinity])('cannot have %d panels in a line', (perLine) => {
    const rows = [row('Row', { ...shape, perLine }, [panel('a')])];
    expect(defects(definition([], { rows }))).toEqual([
      `row "Row": perLine is ${perLine}, and must be a whole number from 1 to 24`,
    ]);
  });

  test.each([0, -8, 101, 7.5, Number.NaN, Infinity])('cannot be %d units high', (height) => {
    const rows = [row('Row', { ...shape, height }, [panel('a')])];
    expect(defects(definition([], { rows }))).toEqual([
      `row "Row": height is ${height}, and must be a whole number from 1 to 100`,
    ]);
  });

  test.each([
    { perLine: 1, height: 1 },
    { perLine: 24, height: 100 },
  ])('can be %j', (limits) => {
    expect(() => finish(definition([], { rows: [row('Row', limits, [panel('a')])] }), settings(), file)).not.toThrow();
  });

  test.each(['', ' '])('have no panel with the title %j', (title) => {
    expect(defects(definition([panel('a', { title })]))).toEqual(['row "Row": a panel has no title']);
  });

  it('have no panel without any title', () => {
    expect(defects(definition([new PanelBuilder().id(1)]))).toEqual(['row "Row": a panel has no title']);
  });
});

describe('variables', () => {
  it('that are there twice', () => {
    const variables = [rateWindow, choice('job', 'Job', application.ordersByStatus), rateWindow];
    expect(defects(definition([panel('a')], { variables }))).toEqual([
      'the variable job is there twice',
      'the variable interval is there twice',
    ]);
  });
});

describe('queries', () => {
  const good = 'sum(rate(orders_created_total[5m]))';

  test.each([
    [
      'that is not PromQL',
      'sum(rate(orders_created_total[5m])',
      /^panel "Raw": query B is not PromQL: .*: sum\(rate\(orders_created_total\[5m\]\)$/,
    ],
    ['that is empty', '', /^panel "Raw": query B is not PromQL: it is empty/],
    [
      'of an unknown metric',
      'sum(rate(orders_creatd_total[5m]))',
      /^panel "Raw": query B: orders_creatd_total is not in the catalogue; nearest: orders_created_total$/,
    ],
    [
      'of an unknown label',
      'sum by (reson) (rate(order_processing_errors_total[5m]))',
      /^panel "Raw": query B: .*order_processing_errors_total.*; nearest: reason$/,
    ],
    [
      'of the rate of a gauge',
      'sum(rate(orders_by_status[5m]))',
      /^panel "Raw": query B: rate of orders_by_status, which is a gauge/,
    ],
    ['of a bare counter', 'sum(orders_created_total)', /^panel "Raw": query B: orders_created_total is a counter/],
    [
      'of a quantile without buckets',
      'histogram_quantile(0.9, sum(rate(order_processing_seconds_bucket[5m])))',
      /^panel "Raw": query B: histogram_quantile of .* no label "le"/,
    ],
  ])('%s', (_, text, message) => {
    const [only, ...others] = defects(definition([rawPanel('Raw', good, text)]));
    expect(only).toMatch(message);
    expect(others).toEqual([]);
  });

  it('that were typed and then given a text are held against the catalogue as any text', () => {
    const changed = query(sum(rate(application.ordersCreated)), 'x').expr('sum(rate(orders_creatd_total[5m]))');
    expect(defects(definition([panel('a', { queries: [changed] })]))).toEqual([
      'panel "Panel a": query A: orders_creatd_total is not in the catalogue; nearest: orders_created_total',
    ]);
  });

  it('of another data source are left alone', () => {
    const other = panel('a').withTarget({
      build: () => ({ _implementsDataqueryVariant: () => undefined, refId: 'X' }),
    });
    expect(() => finish(definition([other]), settings(), file)).not.toThrow();
  });
});

describe('alerts', () => {
  it('that point to a panel which is not there', () => {
    expect(defects(definition([panel('error-ratio')], { name: 'orders', title: 'Orders' }))).toEqual([
      'the alert SlowOrderProcessing points to a panel with the key "processing-quantiles", which is not here',
      'the alert UnusualOrderRate points to a panel with the key "week-over-week", which is not here',
      'the alert LongRunningWorkflow points to a panel with the key "oldest-open-order", which is not here',
    ]);
  });
});

describe('runbooks', () => {
  it('that are missing', () => {
    const error = refused(() =>
      finish(definition([], { name: 'orders' }), { ...settings(), runbooks: new Map() }, file),
    );
    expect(error.message).toBe('The alert HighOrderProcessingErrorRate has no runbook.');
    expect(error.next).toBe('Write docs/runbooks/HighOrderProcessingErrorRate.md.');
  });
});

describe('the message', () => {
  it('names the dashboard, and everything that is wrong with it', () => {
    const panels = [
      panel('a', { title: 'One' }),
      panel('a', { title: 'Two' }),
      new PanelBuilder().title('Bare'),
      rawPanel('Raw', 'sum(', 'sum(rate(orders_by_status[5m]))'),
      rawPanel('Other', 'rate(nothing_like_it_total[5m])'),
    ];
    const error = refusal(definition(panels, { name: 'My Test', title: 'Mine' }));
    expect(error.message).toBe('The dashboard "Mine" (My Test) has defects.');
    expect(error.details.map((detail) => detail.split(/[,:;]/)[0])).toEqual([
      'its name "My Test" must be of at most 23 characters a-z',
      '"One" and "Two" have the same id',
      'panel "Bare" has no id',
      'panel "Raw"',
      'panel "Raw"',
      'panel "Other"',
    ]);
    expect(
      error.details
        .filter((detail) => detail.startsWith('panel "Raw"'))
        .map((detail) => detail.split(' ').slice(2, 4).join(' ')),
    ).toEqual(['query A', 'query B:']);
    expect(error.next).toBe('Mend what is named above and build again.');
    expect(error.exit).toBe(2);
  });
});
