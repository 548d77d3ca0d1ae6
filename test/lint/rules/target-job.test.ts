import { expect, test } from 'vitest';
import { chosen, goodQuery, problemsOfQuery } from '../support.ts';

test('a query whose every selector is narrowed is fine', () => {
  expect(problemsOfQuery('target-job', goodQuery)).toEqual([]);
});

test.each([
  ['up', 'up'],
  ['up{job="api"}', 'up{job="api"}'],
  ['up{job!~"$job"}', 'up{job!~"$job"}'],
  ['up{job=~"$job|x"}', 'up{job=~"$job|x"}'],
  [`sum(rate(orders_created_total{${chosen}}[5m])) / sum(rate(http_requests_total[5m]))`, 'http_requests_total'],
])('%s', (query, series) => {
  expect(problemsOfQuery('target-job', query)).toEqual([`${series} is not narrowed by the viewer's choice of job`]);
});
