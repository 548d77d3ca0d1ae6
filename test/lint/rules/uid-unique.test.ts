import { expect, test } from 'vitest';
import { dashboard, foundBy } from '../support.ts';

test.each([
  ['different uids', ['a', 'b']],
  ['capitals make a difference', ['a', 'A']],
  ['none is no uid', ['', '']],
])('%s', (_, uids) => {
  expect(foundBy('uid-unique', ...uids.map((uid) => dashboard({ uid })))).toEqual([]);
});

test('every further dashboard with a uid names the file of the first', () => {
  const dashboards = ['a', 'b', 'a', 'a'].map((uid) => dashboard({ uid }));
  expect(foundBy('uid-unique', ...dashboards).map(({ file, problem }) => [file, problem])).toEqual([
    [
      'dashboard-3.json',
      'the uid "a" of dashboard-3.json is that of "Orders" in dashboard-1.json too, so that one overwrites the other in Grafana',
    ],
    ['dashboard-4.json', expect.stringContaining('in dashboard-1.json too')],
  ]);
});
