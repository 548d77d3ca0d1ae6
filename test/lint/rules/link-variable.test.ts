import { expect, test } from 'vitest';
import { dashboard, foundBy, panel, standardVariables, variable } from '../support.ts';

const other = dashboard({
  uid: 'other',
  title: 'Other',
  templating: { list: [...standardVariables, variable('status')] },
});

function problems(url: string): readonly string[] {
  const links = [{ title: 'L', url }];
  return foundBy('link-variable', dashboard({ panels: [panel({ links })] }), other).map(({ problem }) => problem);
}

test.each([
  '/d/other?var-status=x',
  '/d/other?var-status=$job&var-job=a&var-job=b',
  '/d/other/slug?${status:queryparam}',
  '/d/other?%24%7Bstatus%3Aqueryparam%7D',
  '/d/other?var%2Dstatus=x',
  '/d/other?${__all_variables}&${__url_time_range}',
  '/d/other?var-${name}=x',
  '/d/other#var-lost=1',
  '?var-job=x',
  '/d/nowhere?var-lost=1',
  'https://grafana.example/d/other?var-lost=1',
])('%s is fine', (url) => {
  expect(problems(url)).toEqual([]);
});

test.each([
  ['/d/other?var-stats=x', 'stats', 'Other'],
  ['/d/other/slug?orgId=1&var-stats=', 'stats', 'Other'],
  ['/d/other?${lost:queryparam}', 'lost', 'Other'],
  ['/d/other?%24%7Blost%3Aqueryparam%7D', 'lost', 'Other'],
  ['/d/other?var%2Dlost%3Dx', 'lost', 'Other'],
  ['?var-status=x', 'status', 'Orders'],
])('%s', (url, name, title) => {
  expect(problems(url)).toEqual([
    `the link "L" passes the variable ${name}, which "${title}" does not have, so that the choice is lost`,
  ]);
});

test('the nearest name is told', () => {
  const links = [{ title: 'L', url: '/d/other?var-stats=x' }];
  expect(foundBy('link-variable', dashboard({ links }), other)[0]?.next).toBe(
    'pass it as var-status, or leave it away.',
  );
});
