import { expect, test } from 'vitest';
import { Linter } from '../../../src/lint/linter.ts';
import { readDashboard } from '../../../src/lint/read/dashboard.ts';
import { PromqlReader } from '../../../src/lint/read/promql.ts';
import { catalogue } from '../../../src/metrics/catalogue.ts';
import { temporalProfiles } from '../../../src/metrics/temporal-profiles.ts';
import type { LintRule } from '../../../src/policy/lint-rules.ts';
import { dashboard, goodQuery, panelOf } from '../support.ts';

const fixedWindow = goodQuery.replace('$__rate_interval', '15m');

/** What is found where the panel of a dashboard, which asks this, is excepted from these rules. */
function found(query: string, ...rules: readonly LintRule[]) {
  const linter = new Linter();
  const exceptions = new Map(rules.map((rule) => [rule, 'It was so once.']));
  const source = { file: 'a.json', folder: 'test', known: () => ({ queries: new Map(), exceptions }) };
  const reader = new PromqlReader(catalogue(temporalProfiles['go-tally']));
  linter.add(readDashboard(dashboard({ panels: [panelOf(query)] }), source, reader));
  const findings = linter.finish();
  const needlessOnes = findings.filter(({ rule }) => rule === 'needless-exception');
  return { excepted: linter.excepted, findings: needlessOnes.map(({ problem }) => problem) };
}

const needless = (rule: LintRule) => `it is excepted from ${rule}, which finds nothing here`;

test('an exception that leaves a finding out is fine', () => {
  expect(found(fixedWindow, 'target-rate-interval')).toEqual({ excepted: 1, findings: [] });
});

test('so is one from a rule that looks at all dashboards together', () => {
  expect(found(goodQuery.replace('$job', '$jbo'), 'target-job', 'unknown-variable')).toEqual({
    excepted: 2,
    findings: [],
  });
});

test('one that leaves nothing out is not', () => {
  expect(found(goodQuery, 'target-rate-interval').findings).toEqual([needless('target-rate-interval')]);
  expect(found(fixedWindow, 'target-rate-interval', 'target-job', 'dead-link').findings).toEqual([
    needless('target-job'),
    needless('dead-link'),
  ]);
});

test('a panel may be excepted from this too', () => {
  expect(found(goodQuery, 'target-job', 'needless-exception')).toEqual({ excepted: 1, findings: [] });
});
