/** What is good and what is bad in the variables `job` and `instance`, each of which has a rule. */
import { expect } from 'vitest';
import { dashboard, dataSourceVariable, foundBy, variable } from './support.ts';

type Name = 'job' | 'instance';

export function wantsVariable(rule: `template-${Name}`, name: Name, label: string): void {
  const problems = (changes: object) =>
    foundBy(rule, dashboard({ templating: { list: [dataSourceVariable, variable(name, { ...changes })] } })).map(
      ({ problem }) => problem,
    );

  for (const uid of ['$datasource', '${datasource}', '$prometheus_datasource', '${prometheus_datasource}']) {
    expect(problems({ datasource: { uid } }), uid).toEqual([]);
    expect(problems({ datasource: uid }), uid).toEqual([]);
  }
  for (const uid of ['prod', '$datasource2', '${datasource', '$job']) {
    expect(problems({ datasource: { uid } }), uid).toEqual([
      `the variable ${name} asks the data source "${uid}", not the one that the viewer chose`,
    ]);
  }
  expect(problems({ datasource: null })).toEqual([
    `the variable ${name} asks no data source of its own, not the one that the viewer chose`,
  ]);
  expect(problems({ type: 'custom' })).toEqual([
    `the variable ${name} is of type "custom", so its values are not those that Prometheus has`,
  ]);
  for (const other of [name, 'Host', '']) {
    expect(problems({ label: other })).toEqual([
      `the variable ${name} is labelled "${other}", otherwise than on other dashboards`,
    ]);
  }
  expect(problems({ label })).toEqual([]);
  for (const multi of [false, null, 'true']) {
    expect(problems({ multi })).toEqual([
      `the variable ${name} takes one value only, so two of them cannot be compared`,
    ]);
  }
  for (const [allValue, shown] of [
    ['.*', '.*'],
    [null, ''],
    ['.+.+', '.+.+'],
  ] as const) {
    expect(problems({ allValue })).toEqual([
      `the variable ${name} stands for "${shown}" when all are chosen, which is not every series that has a ${name}`,
    ]);
  }
  expect(problems({ type: 'custom', multi: false, allValue: '', label: '', datasource: '' })).toHaveLength(5);
}

export function missesVariable(rule: `template-${Name}`, name: Name): void {
  const missing = (query: unknown) =>
    foundBy(rule, dashboard({ templating: { list: [{ ...dataSourceVariable, query }] } }));
  expect(missing('prometheus')).toMatchObject([
    {
      problem: `it has no variable "${name}", so a viewer cannot narrow it to one ${name}`,
      next: `add a query variable "${name}" that asks label_values(…, ${name}) of $datasource.`,
    },
  ]);
  expect(missing('loki')).toEqual([]);
  expect(missing(7)).toEqual([]);
  expect(foundBy(rule, dashboard({ templating: {} }))).toEqual([]);
}
