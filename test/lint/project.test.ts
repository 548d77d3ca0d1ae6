/** The project's own dashboards: their typed queries are known by structure, and their panels declare exceptions. */
import { expect, test } from 'vitest';
import { finish } from '../../src/dashboard/finish.ts';
import { ProjectLinter } from '../../src/lint/project.ts';
import { application } from '../../src/metrics/application.ts';
import { except, query } from '../../src/panels/index.ts';
import { rate, sum } from '../../src/promql/index.ts';
import { definition, file, panel, rawPanel } from '../dashboard/definitions.ts';
import { settings } from '../support/settings.ts';

const all = settings();

function lint(...panels: Parameters<typeof definition>[0]) {
  const linter = new ProjectLinter(all.catalogue);
  linter.add(finish(definition(panels), all, file), file, 'Test');
  return { findings: linter.finish(), exceptions: linter.exceptions };
}

const fixedWindow = () =>
  panel('fixed', { title: 'Fixed window', queries: [query(sum(rate(application.ordersCreated, '15m')), 'orders')] });

test('nothing is found in a good one', () => {
  expect(lint(panel('a'))).toEqual({ findings: [], exceptions: [] });
});

test('a finding names file, dashboard, panel, query and rule', () => {
  expect(lint(panel('a'), fixedWindow()).findings).toEqual([
    {
      rule: 'target-rate-interval',
      file: 'dashboards/test.ts',
      uid: 'order-processing-test',
      dashboard: 'Test',
      panel: { id: expect.any(Number), title: 'Fixed window' },
      query: 'A',
      target: 0,
      problem: expect.stringContaining('15m'),
      next: expect.stringContaining('$__rate_interval'),
    },
  ]);
});

test('a query that is text is read, and held against the catalogue', () => {
  const { findings } = lint(rawPanel('Raw', 'sum(rate(orders_created_total{job=~"$job"}[$__rate_interval]))'));
  expect(findings.map(({ rule, query: letter }) => [rule, letter])).toContainEqual(['target-instance', 'A']);
});

test('an exception hides the finding, and is listed with its reason', () => {
  const reason = 'The alert looks back over the same 15 minutes.';
  expect(lint(panel('a'), except({ 'target-rate-interval': reason }, fixedWindow()))).toEqual({
    findings: [],
    exceptions: [{ rule: 'target-rate-interval', reason, dashboard: 'Test', panel: 'Fixed window' }],
  });
});

test('an exception without a finding is a finding', () => {
  const { findings } = lint(except({ 'target-rate-interval': 'It was so once.' }, panel('a')), fixedWindow());
  expect(findings.map(({ rule, panel: where, problem }) => [rule, where?.title, problem])).toEqual([
    ['needless-exception', 'Panel a', 'it is excepted from target-rate-interval, which finds nothing here'],
    ['target-rate-interval', 'Fixed window', expect.any(String)],
  ]);
});
