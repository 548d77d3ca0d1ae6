import { expect, test } from 'vitest';
import { dashboard, foundBy, panelOf, problemsOfQuery } from '../support.ts';

const vacuum = 'pg_stat_user_tables_last_autovacuum';

test('the last vacuum, as published', () => {
  const query = `timestamp(${vacuum}) < time() - 10 * 3600`;
  expect(foundBy('sample-age', dashboard({ panels: [panelOf(query)] }))).toEqual([
    expect.objectContaining({
      problem: `${query}: timestamp() tells when ${vacuum} was scraped, which is never longer ago than 5 minutes, so that no sample has the age of 36000 s`,
      next: `compare the time that the series holds: time() - ${vacuum} > 36000.`,
    }),
  ]);
});

test.each([
  ['timestamp(x) < time() - 36000', '36000 s'],
  ['time() - timestamp(x) > 300', '300 s'],
  ['time() - timestamp(x) > bool 300', '300 s'],
  ['300 < time() - timestamp(x)', '300 s'],
  ['time() - 600 > timestamp(x)', '600 s'],
  ['time() > timestamp(x) + 600', '600 s'],
  ['(time() - timestamp(x)) / 60 > 10', '600 s'],
  ['(time() - timestamp(x)) * 1000 > 600000', '600 s'],
  ['time() * 1000 - timestamp(x) * 1000 > 600000', '600 s'],
  ['-(timestamp(x) - time()) > 600', '600 s'],
  ['timestamp(x) - (time() - 36000)', '36000 s'],
  ['max by (job) (time() - timestamp(x)) > 600', '600 s'],
  ['time() - max(timestamp(x)) > 600', '600 s'],
  ['floor(time() - timestamp(x)) > 600', '600 s'],
  ['timestamp(x{a="b"}) > time() - 600', '600 s'],
  ['up == 0 or time() - timestamp(x) > 600', '600 s'],
  ['count(time() - timestamp(x) > 600)', '600 s'],
  ['vector(time()) - timestamp(x) == 600', '600 s'],
])('%s', (query, age) => {
  expect(problemsOfQuery('sample-age', query)).toEqual([
    expect.stringMatching(`never longer ago than 5 minutes, so that no sample has the age of ${age}$`),
  ]);
});

test.each([
  'time() - timestamp(x) > $limit',
  'timestamp(x) < time() - $hours * 3600',
  'time() - timestamp(x) > 3600 / $n',
])('%s, whatever the variable', (query) => {
  expect(problemsOfQuery('sample-age', query)).toEqual([expect.stringMatching('so that no sample has that age$')]);
});

test('a metric that holds no time is told which would', () => {
  expect(foundBy('sample-age', dashboard({ panels: [panelOf('time() - timestamp(inventory_level) > 600')] }))).toEqual([
    expect.objectContaining({
      next: 'compare the value of a metric that holds a time, such as …_timestamp_seconds, with time().',
    }),
  ]);
});

test.each([
  'time() - timestamp(x)',
  'time() - timestamp(x) > 299',
  'time() - timestamp(x) > -600',
  'timestamp(x) < time()',
  `time() - ${vacuum} > 36000`,
  `${vacuum} < time() - 36000`,
  'time() - timestamp(x offset 1d) > 36000',
  'time() - timestamp(x @ 1609746000) > 600',
  'time() - max_over_time(timestamp(x)[1d:1m]) > 600',
  'time() - timestamp(max(x)) > 600',
  'timestamp(x) - timestamp(y) > 600',
  'timestamp(x) > 1700000000',
  'time() - sum(timestamp(x)) > 600',
  'time() * timestamp(x) > 600',
  '(time() - timestamp(x)) * 2 + time() > 6000',
  'time() - timestamp(x) * $n > 600',
  'time() - 600 / timestamp(x) > 5',
  'x{timestamp="1"} > 600',
])('%s is fine', (query) => {
  expect(problemsOfQuery('sample-age', query)).toEqual([]);
});
