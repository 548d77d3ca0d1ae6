import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/lint/read/json.ts';
import type { QueryPlace } from '../../src/dashboard/declared-empty.ts';
import { readLiveDashboard } from '../../src/live/verify/read-dashboard.ts';

const prometheus = { type: 'prometheus', uid: 'p' } as const;

function read(json: Json) {
  return readLiveDashboard(json, 'a.json', () => undefined);
}

function targetsOf(panel: Json, dashboard: Json = {}) {
  const [found] = read({ ...dashboard, panels: [{ id: 1, title: 'P', ...panel }] }).panels;
  return {
    queries: found?.queries.map(({ refId, text, range, instant }) => ({ refId, text, range, instant })) ?? [],
    notJudged: found?.notJudged ?? [],
  };
}

describe('queries', () => {
  it.each([
    ['nothing', {}, { range: true, instant: false }],
    ['instant', { instant: true }, { range: false, instant: true }],
    ['range', { range: true, instant: false }, { range: true, instant: false }],
    ['both', { range: true, instant: true }, { range: true, instant: true }],
  ])('are asked as the target says: %s', (_, target, expected) => {
    const { queries } = targetsOf({ datasource: prometheus, targets: [{ refId: 'A', expr: 'up', ...target }] });
    expect(queries).toEqual([{ refId: 'A', text: 'up', ...expected }]);
  });

  it('of closed rows, and of the rows of old', () => {
    const panel = { id: 1, title: 'P', datasource: prometheus, targets: [{ refId: 'A', expr: 'up' }] };
    const closed = { type: 'row', collapsed: true, panels: [panel] };
    expect(read({ panels: [closed] }).panels).toHaveLength(1);
    expect(read({ rows: [{ panels: [panel] }] }).panels).toHaveLength(1);
  });

  it('know what their panel and its row are repeated for', () => {
    const panel = { id: 1, title: 'P', repeat: 'instance', datasource: prometheus, targets: [{ expr: 'up' }] };
    const panels = [
      { ...panel, repeat: undefined },
      { type: 'row', repeat: 'job', panels: [] },
      panel,
      { type: 'row', panels: [{ ...panel, repeat: null }] },
    ];
    expect(read({ panels }).panels.map(({ repeatedFor }) => repeatedFor)).toEqual([[], ['job', 'instance'], []]);
  });

  it('may be declared to be empty, by panel and letter', () => {
    const mayBeEmpty = { reason: 'rare', filledBy: 'deploy' } as const;
    const json = {
      panels: [
        {
          id: 5,
          title: 'P',
          targets: [
            { refId: 'A', expr: 'a' },
            { refId: 'B', expr: 'b' },
          ],
        },
      ],
    };
    const declared = (place: QueryPlace) =>
      'panel' in place && place.panel === 5 && place.query === 'B' ? mayBeEmpty : undefined;
    const [panel] = readLiveDashboard(json, 'a.json', declared).panels;
    expect(panel?.queries.map((query) => query.mayBeEmpty)).toEqual([undefined, mayBeEmpty]);
  });
});

describe('not judged', () => {
  const a = { refId: 'A', expr: 'up' };
  const cases: readonly (readonly [string, Json, Json, string])[] = [
    ['another data source', { datasource: { type: 'loki', uid: 'l' }, targets: [a] }, {}, 'loki'],
    [
      'that of one target',
      { datasource: { uid: '-- Mixed --' }, targets: [{ ...a, datasource: { type: 'loki' } }] },
      {},
      'loki',
    ],
    [
      'an expression',
      { datasource: prometheus, targets: [{ refId: 'A', datasource: { type: '__expr__', uid: '__expr__' } }] },
      {},
      'an expression',
    ],
    ['hidden', { datasource: prometheus, targets: [{ ...a, hide: true }] }, {}, 'hidden'],
    ['a library panel', { libraryPanel: { uid: 'x', name: 'Shared' } }, {}, 'a library panel'],
    [
      'results of another panel',
      { datasource: { uid: '-- Dashboard --' }, targets: [{ refId: 'A', panelId: 2 }] },
      {},
      'the results of panel 2',
    ],
    [
      'an unknown source',
      { datasource: { uid: 'x' }, targets: [{ refId: 'A', query: 'select 1' }] },
      {},
      'an unknown data source',
    ],
    [
      'a variable of another type',
      { datasource: '$source', targets: [a] },
      { templating: { list: [{ type: 'datasource', name: 'source', query: 'loki' }] } },
      'loki',
    ],
    [
      'an input of another type',
      { datasource: '${DS}', targets: [a] },
      { __inputs: [{ name: 'DS', pluginId: 'influxdb' }] },
      'influxdb',
    ],
  ];
  it.each(cases)('%s', (_, panel, dashboard, what) => {
    const { queries, notJudged } = targetsOf(panel, dashboard);
    expect(queries).toEqual([]);
    expect(notJudged.map((one) => one.what)).toEqual([what]);
  });

  it.each([
    [
      'of a variable',
      { datasource: '${source}', targets: [a] },
      { templating: { list: [{ type: 'datasource', name: 'source', query: 'prometheus' }] } },
    ],
    [
      'of an input',
      { datasource: { uid: '${DS}' }, targets: [a] },
      { __inputs: [{ name: 'DS', pluginId: 'prometheus' }] },
    ],
    ['without any', { targets: [a] }, {}],
    ['by name', { datasource: 'Prometheus', targets: [a] }, {}],
    ['mixed', { datasource: { uid: '-- Mixed --' }, targets: [{ ...a, datasource: prometheus }] }, {}],
  ])('but Prometheus is: %s', (_, panel, dashboard) => {
    expect(targetsOf(panel, dashboard).queries).toHaveLength(1);
  });

  it('panels that ask nothing are none', () => {
    expect(read({ panels: [{ id: 1, type: 'text' }, { type: 'row' }] }).panels).toEqual([]);
  });
});

describe('annotations', () => {
  it('are those of Prometheus, and others by name', () => {
    const list = [
      { name: 'Grafana', builtIn: 1, datasource: { type: 'grafana', uid: '-- Grafana --' } },
      { name: 'Own', datasource: { uid: '-- Grafana --' } },
      { name: 'Deploys', datasource: prometheus, expr: 'changes(up[1m]) > 0', step: '60s' },
      { name: 'New', datasource: prometheus, target: { expr: 'up' } },
      { name: 'Off', datasource: prometheus, expr: 'up', enable: false },
      { name: 'Logs', datasource: { type: 'loki' }, expr: '{a="b"}' },
    ];
    const rare = { reason: 'rare', filledBy: 'deploy' } as const;
    const declared = (place: QueryPlace) =>
      'annotation' in place && place.annotation === 'Deploys' ? rare : undefined;
    expect(readLiveDashboard({ annotations: { list } }, 'a.json', declared).annotations).toEqual([
      { name: 'Deploys', text: 'changes(up[1m]) > 0', mayBeEmpty: rare, step: '60s' },
      { name: 'New', text: 'up', mayBeEmpty: undefined, step: '' },
      { name: 'Logs', text: undefined, mayBeEmpty: undefined, step: '' },
    ]);
  });
});

it.each([{}, { time: 5 }, { panels: 'x', annotations: [], templating: 3 }, { panels: [null, 1, { targets: {} }] }])(
  'reads %j as a dashboard without anything',
  (json) => {
    expect(read(json)).toMatchObject({ panels: [], annotations: [], time: { from: 'now-6h', to: 'now' } });
  },
);
