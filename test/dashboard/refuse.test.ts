/** What a finished dashboard may not be: each defect by dashboard, panel and query, all of them at once. */
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { describe, expect, it, test } from 'vitest';
import { row, type DashboardDefinition } from '../../src/dashboard/definition.ts';
import { finish } from '../../src/dashboard/finish.ts';
import type { UserError } from '../../src/errors/user-error.ts';
import { panelId } from '../../src/identity/ids.ts';
import { settings } from '../support/settings.ts';
import { refused } from '../support/user-error.ts';
import { definition, panel, rawPanel } from './definitions.ts';

function refusal(given: DashboardDefinition): UserError {
  return refused(() => finish(given, settings()));
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
    const { uid = '' } = finish(definition([panel('a')], { name, rows: [] }), settingsWithoutAlerts());
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

  it('of another data source are left alone', () => {
    const other = panel('a').withTarget({
      build: () => ({ _implementsDataqueryVariant: () => undefined, refId: 'X' }),
    });
    expect(() => finish(definition([other]), settings())).not.toThrow();
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
    expect(error.next).not.toBe('');
    expect(error.exit).toBe(2);
  });
});
