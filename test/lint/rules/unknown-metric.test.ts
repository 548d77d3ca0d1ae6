import { expect, test } from 'vitest';
import { foundByCatalogue, goodQuery, problemsOfQuery } from '../support.ts';

const size = 'pg_database_size_bytes';

test.each([
  ['orders_craeted', 'orders_craeted is not in the catalogue'],
  ['sum(rate(orders_creatd_total[5m]))', 'nearest: orders_created_total'],
  ['sum(rate(orders_creatd_total[5m])) / sum(rate(orders_created_total[5m]))', 'nearest: orders_created_total'],
  [`${size} / nothing_like_it`, 'nothing_like_it is not in the catalogue'],
])('%s is found by this rule alone, with what to do', (query, problem) => {
  expect(foundByCatalogue(query).filter(([, text]) => text.includes(problem))).toEqual([
    ['unknown-metric', expect.any(String), expect.stringMatching(/^[a-z].*\.$/)],
  ]);
});

test.each([goodQuery, 'ALERTS{alertstate="firing"}', '{__name__="up"}'])('%s is fine', (query) => {
  expect(problemsOfQuery('unknown-metric', query)).toEqual([]);
});

test('what is no PromQL, or PromQL only once the viewer has chosen, says nothing of metrics', () => {
  for (const query of ['sum(', 'sum by ($group) (orders_craeted)', '$metric']) {
    expect(foundByCatalogue(query)).toEqual([]);
  }
});
