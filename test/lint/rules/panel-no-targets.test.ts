import { expect, test } from 'vitest';
import { dashboard, foundBy, panel } from '../support.ts';

function found(type: string, targets: unknown) {
  return foundBy('panel-no-targets', dashboard({ panels: [panel({ type, targets })] }));
}

test.each(['stat', 'singlestat', 'graph', 'table', 'timeseries', 'gauge'])('%s needs a query', (type) => {
  for (const none of [undefined, [], null, {}]) {
    expect(found(type, none)).toMatchObject([{ problem: 'it has no query, so it stays empty' }]);
  }
  expect(found(type, [{ rawSql: 'select 1' }])).toEqual([]);
  expect(found(type, [{ refId: 'A', expr: 'up' }])).toEqual([]);
});

test.each(['text', 'dashlist', 'news'])('%s needs none', (type) => {
  expect(found(type, undefined)).toEqual([]);
});
