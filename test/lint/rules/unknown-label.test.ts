import { expect, test } from 'vitest';
import { foundByCatalogue, goodQuery, problemsOfQuery } from '../support.ts';

test.each([
  ['up{jbo="api"}', 'up has no label "jbo"; nearest: job'],
  ['sum by (instnce) (up)', 'nearest: instance'],
  ['sum by (status) (rate(orders_created_total[5m]))', 'no such label here'],
])('%s is found by this rule alone, with what to do', (query, problem) => {
  expect(foundByCatalogue(query).filter(([, text]) => text.includes(problem))).toEqual([
    ['unknown-label', expect.any(String), expect.stringMatching(/^[a-z].*\.$/)],
  ]);
});

test.each([goodQuery, 'sum by (instance) (up)', 'sum by (anything) ({job="api"})'])('%s is fine', (query) => {
  expect(problemsOfQuery('unknown-label', query)).toEqual([]);
});
