/**
 * Dashboards that are badly written on purpose. What is wrong with them follows from what dashboard-linter's
 * documentation says of each rule: https://github.com/grafana/dashboard-linter/blob/main/docs/index.md.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isObject, type Json } from '../../src/lint/read/json.ts';
import { commonRules } from '../../src/policy/lint-rules.ts';
import { findingsIn } from './support.ts';

const mistakes = {
  'one-server': [
    ['template-datasource'],
    ['template-on-time-change-reload'],
    ['uneditable-dashboard'],
    ['panel-datasource', 'Orders created'],
    ['panel-datasource', 'Targets'],
    ['panel-title-description', 'Targets'],
    // It asks a variable that there is not.
    ['panel-datasource', 'Sizes'],
    ['panel-units', 'Sizes'],
    ['panel-title-description', ''],
    ['panel-units', ''],
    ['panel-no-targets', ''],
  ],
  'odd-variables': [
    // Its name, and its label.
    ['template-datasource'],
    ['template-datasource'],
    // Its data source, label, values and the value that stands for all.
    ['template-job'],
    ['template-job'],
    ['template-job'],
    ['template-job'],
    ['template-instance'],
    ['template-label-promql'],
    ['template-label-promql'],
    ['template-on-time-change-reload'],
  ],
  'careless-queries': [
    ['target-rate-interval', 'Order rate', 'A'],
    ['target-promql', 'Order rate', 'B'],
    ['target-counter-agg', 'Orders since the start', 'A'],
    ['target-job', 'Targets up', 'A'],
    ['target-instance', 'Targets up', 'A'],
    ['target-instance', 'Targets up', 'B'],
    ['target-promql', 'Targets up', 'C'],
    ['panel-units', 'Share of failures'],
    ['target-rate-interval', 'Share of failures', 'A'],
    // Both series of the ratio.
    ['target-job', 'Share of failures', 'B'],
    ['target-job', 'Share of failures', 'B'],
    ['target-instance', 'Share of failures', 'B'],
    ['target-instance', 'Share of failures', 'B'],
    ['target-counter-agg', 'Share of failures', 'B'],
    ['target-counter-agg', 'Share of failures', 'B'],
  ],
} as const;

function fixture(name: string): Json {
  const json: unknown = JSON.parse(readFileSync(new URL(`../fixtures/lint/${name}.json`, import.meta.url), 'utf8'));
  if (!isObject(json)) throw new TypeError(`${name}.json is no dashboard`);
  return json;
}

test.each(Object.entries(mistakes))('%s', (name, expected) => {
  const common: ReadonlySet<string> = new Set(commonRules);
  const found = findingsIn([fixture(name)])
    .filter(({ rule }) => common.has(rule))
    .map(({ rule, panel, query }) => [
      rule,
      ...(panel === undefined ? [] : [panel.title]),
      ...(query === undefined ? [] : [query]),
    ]);
  expect(found).toEqual(expected);
});

test('each of the common rules is broken at least once', () => {
  const broken = new Set(Object.values(mistakes).flatMap((rules) => rules.map(([rule]) => rule)));
  expect([...broken].toSorted()).toEqual([...commonRules].toSorted());
});

test('in a good dashboard, nothing is found', () => {
  expect(findingsIn([fixture('good')])).toEqual([]);
});
