import { expect, test } from 'vitest';
import { foundByCatalogue, goodQuery, problemsOfQuery } from '../support.ts';

const size = 'pg_database_size_bytes';

test.each([
  ['orders_craeted', 'orders_craeted is not in the catalogue'],
  ['sum(rate(orders_creatd_total[5m]))', 'nearest: orders_created_total'],
  ['sum(rate(orders_creatd_total[5m])) / sum(rate(orders_created_total[5m]))', 'nearest: orders_created_total'],
  [`${size} / nothing_like_it`, 'nothing_like_it is not in the catalogue'],
  ['vector(1)', 'it reads no metric of the catalogue'],
  ['time()', 'it reads no metric of the catalogue'],
  ['{job=~"$job",instance=~"$instance"}', 'it reads no metric of the catalogue'],
  ['count({job="api"}) > $limit', 'it reads no metric of the catalogue'],
  ['{__name__=~"nonexistent_.*"}', 'no name in the catalogue fits "nonexistent_.*"'],
  ['up + {__name__=~"nonexistent_.*"}', 'no name in the catalogue fits "nonexistent_.*"'],
  ['{__name__=~"up|upp"}', 'upp is not in the catalogue; nearest: up'],
  ['{__name__=~"up|nonexistent_.*"}', 'no name in the catalogue fits "nonexistent_.*"'],
  ['{__name__=~"nonexistent_(a|b)"}', 'no name in the catalogue fits "nonexistent_(a|b)"'],
  ['sum(rate(orders_craeted_total[$__rate_interval] @ end()))', 'nearest: orders_created_total'],
  ['environment:orders_craeted:rate1w', 'environment:orders_craeted:rate1w is not in the catalogue'],
])('%s is found by this rule alone, with what to do', (query, problem) => {
  expect(foundByCatalogue(query).filter(([, text]) => text.includes(problem))).toEqual([
    ['unknown-metric', expect.any(String), expect.stringMatching(/^[a-z].*\.$/)],
  ]);
});

test.each([
  goodQuery,
  'ALERTS{alertstate="firing"}',
  '{__name__="up"}',
  'count by (__name__) ({__name__=~".+"})',
  '{__name__=~"up|orders_.*"}',
  '{__name__=~"orders_(created|lost)_total"}',
  '{__name__!~"go_.*"}',
  '{__name__=~"$metric"}',
  '{__name__=~"orders_${kind}_total"}',
  'up or vector(0)',
  'up * on (job) group_left () {job="api"}',
])('%s is fine', (query) => {
  expect(problemsOfQuery('unknown-metric', query)).toEqual([]);
});

test('what is no PromQL, or PromQL only once the viewer has chosen, says nothing of metrics', () => {
  for (const query of ['sum(', 'sum by ($group) (orders_craeted)', '$metric']) {
    expect(foundByCatalogue(query)).toEqual([]);
  }
});

test('one finding for one query names all that is unknown', () => {
  expect(
    problemsOfQuery('unknown-metric', 'orders_craeted_total / upp + {__name__=~"zzz_.*|nothing_like_it"}'),
  ).toEqual([
    'orders_craeted_total (nearest: orders_created_total), upp (nearest: up), nothing_like_it, zzz_.* are not in the catalogue',
  ]);
});

test('a pattern that would take too long to try is let be', () => {
  for (const pattern of ['(a+)+!', '(.*)*x', '.*.*.*.*.*x', '(', '(?i)nonexistent', 'a{2}{3}{4}{5}x']) {
    expect(problemsOfQuery('unknown-metric', `{__name__=~"${pattern}"}`), pattern).toEqual([]);
  }
});
