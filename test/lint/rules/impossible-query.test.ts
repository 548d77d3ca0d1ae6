import { expect, test } from 'vitest';
import { foundByCatalogue, goodQuery, problemsOfQuery } from '../support.ts';

test.each([
  ['rate(orders_created_total)', 'it needs a range, such as [5m], after a selector'],
  ['sum(up[5m])', 'up[5m] is a range: only a function over time, such as rate, takes one'],
  ['up and 1', '"and" of a number'],
  ['sum by (job) (up) / sum(up)', 'the sides of "/" never match'],
])('%s is found by this rule alone, with what to do', (query, problem) => {
  expect(foundByCatalogue(query).filter(([, text]) => text.includes(problem))).toEqual([
    ['impossible-query', expect.any(String), expect.stringMatching(/^[a-z].*\.$/)],
  ]);
});

test.each([
  goodQuery,
  'sum by (job) (up) / on () group_left () sum(up)',
  'up / limit_ratio(0.5, up)',
  'up / topk(5, up)',
  'up / bottomk(5, up)',
  'up / limitk(5, up)',
])('%s is fine', (query) => {
  expect(problemsOfQuery('impossible-query', query)).toEqual([]);
});
