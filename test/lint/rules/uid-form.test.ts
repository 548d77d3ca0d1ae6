import { expect, test } from 'vitest';
import { dashboard, foundBy } from '../support.ts';

test.each(['orders', 'Orders_2-b', 'x'.repeat(40)])('%s is fine', (uid) => {
  expect(foundBy('uid-form', dashboard({ uid }))).toEqual([]);
});

test.each([
  ['', 'it has no uid, so that each Grafana draws another one and no link to it holds'],
  ['order flow', 'Grafana does not take the uid "order flow"'],
  ['x'.repeat(41), `Grafana does not take the uid "${'x'.repeat(41)}"`],
  [7, 'it has no uid, so that each Grafana draws another one and no link to it holds'],
])('%s is not', (uid, problem) => {
  expect(foundBy('uid-form', dashboard({ uid }))).toEqual([
    {
      rule: 'uid-form',
      file: 'dashboard-1.json',
      uid: typeof uid === 'string' ? uid : '',
      dashboard: 'Orders',
      problem,
      next: expect.stringContaining('at most 40 of a-z'),
    },
  ]);
});
