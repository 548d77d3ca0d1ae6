import { describe, expect, test } from 'vitest';
import { dashboard, dataSourceVariable, foundBy, panel } from '../support.ts';

function problems(type: string, datasource: unknown) {
  return foundBy('panel-datasource', dashboard({ panels: [panel({ type, datasource })] })).map(
    ({ problem }) => problem,
  );
}

describe.each(['singlestat', 'graph', 'table', 'timeseries'])('%s', (type) => {
  test.each(['$datasource', '${datasource}', { uid: '$datasource' }, { uid: '${datasource}', type: 'prometheus' }])(
    '%j is fine',
    (source) => {
      expect(problems(type, source)).toEqual([]);
    },
  );

  test.each(['prod', '$job', '[[datasource]]', '-- Mixed --', '-- Dashboard --'])('%s is not', (uid) => {
    expect(problems(type, { uid })).toEqual([`it asks the data source "${uid}", whatever the viewer chose`]);
  });

  test.each([undefined, null, {}, { uid: 7 }])('%j is none', (source) => {
    expect(problems(type, source)).toEqual([
      "it names no data source, so it asks the server's default one, whatever the viewer chose",
    ]);
  });
});

test('other panels are judged where they name one for queries of Prometheus', () => {
  expect(problems('stat', { uid: 'prod' })).toHaveLength(1);
  expect(problems('heatmap', 'prod')).toHaveLength(1);
  expect(problems('stat', { uid: '-- Mixed --' })).toEqual([]);
  expect(problems('stat', undefined)).toEqual([]);
  const sql = panel({ type: 'stat', datasource: { type: 'mysql', uid: 'db' }, targets: [{ rawSql: 'select 1' }] });
  expect(foundBy('panel-datasource', dashboard({ panels: [sql] }))).toEqual([]);
});

test('the advice names the variable that there is', () => {
  const next = (list: readonly object[]) =>
    foundBy('panel-datasource', dashboard({ templating: { list }, panels: [panel({ datasource: 'prod' })] }))[0]?.next;
  expect(next([{ ...dataSourceVariable, name: 'prometheus_datasource' }])).toBe(
    'set its data source to $prometheus_datasource.',
  );
  expect(next([])).toBe('set its data source to $datasource.');
});
