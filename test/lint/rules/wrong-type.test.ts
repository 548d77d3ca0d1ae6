import { expect, test } from 'vitest';
import { foundByCatalogue, goodQuery, problemsOfQuery } from '../support.ts';

const size = 'pg_database_size_bytes';

test.each([
  [`rate(${size}[5m])`, `rate of ${size}, which is a gauge: only counters count up and start over`],
  ['irate(up[5m])', 'irate of up, which is a gauge'],
  ['deriv(orders_created_total[5m])', 'which is a counter: a restart would look like a fall'],
])('%s is found by this rule alone, with what to do', (query, problem) => {
  expect(foundByCatalogue(query).filter(([, text]) => text.includes(problem))).toEqual([
    ['wrong-type', expect.any(String), expect.stringMatching(/^[a-z].*\.$/)],
  ]);
});

test.each([goodQuery, `delta(${size}[1h])`, 'rate(unknown_to_the_catalogue[5m])'])('%s is fine', (query) => {
  expect(problemsOfQuery('wrong-type', query)).toEqual([]);
});
