import { describe, expect, it } from 'vitest';
import { compare } from '../../src/compare/compare.ts';
import type { Difference, PanelChange } from '../../src/compare/difference.ts';
import { isSame } from '../../src/compare/difference.ts';
import { normalised } from '../../src/compare/normalise.ts';
import { list } from '../../src/lint/read/json.ts';
import type { Json } from '../../src/lint/read/json.ts';
import { pushed } from './fixtures.ts';

/** A panel a line, 8 high, one below the other; a row is 1 high. */
function page(...panels: readonly Json[]): Json {
  let y = 0;
  return {
    panels: panels.map((panel) => {
      const h = panel['type'] === 'row' ? 1 : 8;
      y += h;
      return { type: 'timeseries', gridPos: { h, w: 24, x: 0, y: y - h }, ...panel };
    }),
  };
}

const panel = (id: number, title = `Panel ${id}`, more: Json = {}): Json => ({ id, title, ...more });
const row = (id: number, title: string, more: Json = {}): Json => ({
  id,
  title,
  type: 'row',
  collapsed: false,
  ...more,
});

/** `~5 moved`, `+7`, `-3`, `~1 title options.x`. */
function told(difference: Difference): readonly string[] {
  return difference.panels.map((change: PanelChange) => {
    const name = change.panel.id ?? change.panel.title;
    if (change.kind === 'added') return `+${name}`;
    if (change.kind === 'removed') return `-${name}`;
    return [`~${name}`, ...(change.moved ? ['moved'] : []), ...change.properties.map(({ path }) => path)].join(' ');
  });
}

const numbers = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe('which panel is which', () => {
  it('by id, although the title is another', () => {
    expect(told(compare(page(panel(1, 'A')), page(panel(1, 'B'))))).toEqual(['~1 title']);
  });

  it('by title and type, although the id is another', () => {
    const after = page(panel(9, 'A', { description: 'new' }));
    expect(told(compare(page(panel(1, 'A')), after))).toEqual(['~9 id description']);
  });

  it('by content, although id and title are others', () => {
    const content = { targets: [{ refId: 'A', expr: 'up' }] };
    expect(told(compare(page(panel(1, 'A', content)), page(panel(2, 'B', content))))).toEqual(['~2 id title']);
  });

  it('not by title where the type is another', () => {
    expect(told(compare(page(panel(1, 'A')), page(panel(2, 'A', { type: 'stat' }))))).toEqual(['+2', '-1']);
  });

  it('where several have an id, by title', () => {
    const [a, b] = [panel(1, 'A', { description: 'a' }), panel(1, 'B', { description: 'b' })];
    expect(told(compare(page(a, b), page(b, a)))).toEqual(['~1 moved']);
    expect(told(compare(page(a, b), page(a, panel(1, 'B'))))).toEqual(['~1 description']);
    expect(told(compare(page(a, b), page(b)))).toEqual(['-1']);
  });

  it('without ids and titles', () => {
    const [a, b] = [{ description: 'a' }, { description: 'b' }];
    expect(told(compare(page(a, b), page(b)))).toEqual(['-']);
    expect(isSame(compare(page(a, a), page(a)))).toBe(false);
  });

  it('a row is no panel', () => {
    expect(told(compare(page(row(1, 'A')), page(panel(1, 'A'))))).toEqual(['+1', '-1']);
  });

  it('a new row is not another that is gone, nor is a panel that shows nothing', () => {
    expect(told(compare(page(row(1, 'A')), page(row(2, 'B'))))).toEqual(['+2', '-1']);
    expect(told(compare(page(panel(1, 'A')), page(panel(2, 'B'))))).toEqual(['+2', '-1']);
  });

  it('names it as it is called after, with its row', () => {
    expect(compare(page(row(5, 'R'), panel(1, 'A')), page(row(5, 'S'), panel(1, 'B'))).panels).toEqual([
      {
        kind: 'changed',
        panel: { id: 5, title: 'S', type: 'row' },
        row: undefined,
        properties: [{ path: 'title', before: 'R', after: 'S' }],
        moved: false,
      },
      {
        kind: 'changed',
        panel: { id: 1, title: 'B', type: 'timeseries' },
        row: 'S',
        properties: [{ path: 'title', before: 'A', after: 'B' }],
        moved: false,
      },
    ]);
  });
});

describe('where panels are', () => {
  const twenty = numbers(1, 20).map((id) => panel(id));

  it('one above twenty others is one change, and so is its end', () => {
    expect(told(compare(page(...twenty), page(panel(99), ...twenty)))).toEqual(['+99']);
    expect(told(compare(page(panel(99), ...twenty), page(...twenty)))).toEqual(['-99']);
  });

  it('one that grows moves nothing', () => {
    const [first, ...others] = twenty;
    const grown = { ...first, gridPos: { h: 12, w: 24, x: 0, y: 0 } };
    expect(told(compare(page(...twenty), page(grown, ...others)))).toEqual(['~1 gridPos.h']);
  });

  it('one that is brought from the end to the start is the one that moved', () => {
    expect(told(compare(page(...twenty), page(panel(20), ...twenty.slice(0, 19))))).toEqual(['~20 moved']);
  });

  it('those that are gone stand where they were', () => {
    expect(told(compare(page(panel(1), panel(2), panel(3)), page(panel(1, 'x'), panel(3, 'y'))))).toEqual([
      '~1 title',
      '-2',
      '~3 title',
    ]);
  });

  it('another place beside nothing else that changed counts', () => {
    const at = (x: number): Json => page(panel(1, 'A', { gridPos: { h: 8, w: 8, x, y: 0 } }));
    expect(told(compare(at(0), at(8)))).toEqual(['~1 moved']);
  });

  it('a gap closes by itself', () => {
    const at = (y: number): Json => page(panel(1), panel(2, 'B', { gridPos: { h: 8, w: 24, x: 0, y } }));
    expect(isSame(compare(at(8), at(40)))).toBe(true);
  });

  it('panels without a height stand one below the other', () => {
    const flat = { h: 0, w: 24, x: 0, y: 0 };
    const [a, b] = [panel(1, 'A', { gridPos: flat }), panel(2, 'B', { gridPos: flat })];
    expect(told(compare(page(a, b), page(b, a)))).toHaveLength(1);
    expect(list(normalised(page(a, b))['panels'])).toMatchObject([{ gridPos: { y: 0 } }, { gridPos: { y: 1 } }]);
  });

  it('those that lie upon each other stand below each other', () => {
    const at = (y: number): Json => page(panel(1), panel(2, 'B', { gridPos: { h: 8, w: 12, x: 6, y } }));
    expect(isSame(compare(at(8), at(4)))).toBe(true);
  });

  it('a row moves with what it holds', () => {
    const [r, s] = [
      [row(100, 'R'), panel(1), panel(2)],
      [row(200, 'S'), panel(3), panel(4)],
    ];
    expect(told(compare(page(...r, ...s), page(...s, ...r)))).toEqual([expect.stringMatching(/^~[12]00 moved$/)]);
  });

  it('into another row, and out of the first', () => {
    const before = page(panel(1), row(100, 'R'), panel(2), row(200, 'S'), panel(3));
    expect(told(compare(before, page(row(100, 'R'), panel(1), panel(2), row(200, 'S'), panel(3))))).toEqual([
      '~1 moved',
    ]);
    expect(told(compare(before, page(panel(1), row(100, 'R'), row(200, 'S'), panel(2), panel(3))))).toEqual([
      '~2 moved',
    ]);
  });

  it('a new row above takes those below it', () => {
    const after = page(panel(1), row(100, 'R'), panel(2));
    expect(told(compare(page(panel(1), panel(2)), after))).toEqual(['+100', '~2 moved']);
  });
});

describe('rows', () => {
  const open = page(row(100, 'R'), panel(1), panel(2), row(200, 'S'), panel(3));
  const closed = page(
    row(100, 'R', { collapsed: true, panels: page(panel(1), panel(2))['panels'] }),
    row(200, 'S'),
    panel(3),
  );

  it('closed and opened is told of the row alone', () => {
    expect(told(compare(open, closed))).toEqual(['~100 collapsed']);
    expect(told(compare(closed, open))).toEqual(['~100 collapsed']);
  });

  it('what a closed one holds is compared', () => {
    const inside = page(panel(1, 'other'), panel(7))['panels'];
    const after = page(row(100, 'R', { collapsed: true, panels: inside }), row(200, 'S'), panel(3));
    expect(told(compare(closed, after))).toEqual(['~1 title', '+7', '-2']);
  });

  it('into a closed one', () => {
    const inside = page(panel(1), panel(2), panel(3))['panels'];
    const after = page(row(100, 'R', { collapsed: true, panels: inside }), row(200, 'S'));
    expect(told(compare(closed, after))).toEqual(['~3 moved']);
    expect(compare(closed, after).panels).toMatchObject([{ row: 'R' }]);
  });

  it('what a closed one holds takes no room below it', () => {
    const below = (y: number): Json => ({
      panels: [
        { ...row(100, 'R'), collapsed: true, gridPos: { h: 1, w: 24, x: 0, y: 0 }, panels: page(panel(1))['panels'] },
        { ...panel(2), gridPos: { h: 8, w: 24, x: 0, y } },
      ],
    });
    expect(isSame(compare(below(1), below(9)))).toBe(true);
  });

  it('what stands unseen within an open one is told', () => {
    const odd = page(row(100, 'R', { panels: page(panel(1), panel(2))['panels'] }), row(200, 'S'), panel(3));
    expect(isSame(compare(open, odd))).toBe(false);
  });
});

const only = (before: Json, after: Json): unknown =>
  compare(page(panel(1, 'A', before)), page(panel(1, 'A', after))).panels.flatMap((change) =>
    change.kind === 'changed' ? change.properties : [],
  );

describe('properties', () => {
  const [a, b] = [
    { refId: 'A', expr: 'up' },
    { refId: 'B', expr: 'down' },
  ];

  it('of queries by refId', () => {
    expect(only({ targets: [a, b] }, { targets: [{ ...b, expr: 'x' }, a] })).toEqual([
      { path: 'targets.B.expr', before: 'down', after: 'x' },
      { path: 'targets.order', before: ['A', 'B'], after: ['B', 'A'] },
    ]);
    expect(only({ targets: [a] }, { targets: [b, a] })).toEqual([{ path: 'targets.B', before: undefined, after: b }]);
  });

  it('of queries that share a refId', () => {
    expect(only({ targets: [a, a] }, { targets: [a, { ...a, expr: 'x' }] })).toEqual([
      { path: 'targets.A #2.expr', before: 'up', after: 'x' },
    ]);
  });

  it('of overrides by what they match', () => {
    const override = (value: string): Json => ({
      fieldConfig: {
        overrides: [{ matcher: { id: 'byName', options: 'errors' }, properties: [{ id: 'unit', value }] }],
      },
    });
    expect(only(override('s'), override('ms'))).toEqual([
      { path: 'overrides.byName errors.properties.unit.value', before: 's', after: 'ms' },
    ]);
  });

  it('of links by title, of transformations by their place', () => {
    expect(only({ links: [{ title: 'L', url: 'a' }] }, { links: [{ title: 'L', url: 'b' }] })).toEqual([
      { path: 'links.L.url', before: 'a', after: 'b' },
    ]);
    expect(
      only({ transformations: [{ id: 'a' }, { id: 'b' }] }, { transformations: [{ id: 'a' }, { id: 'c' }] }),
    ).toEqual([{ path: 'transformations.1.id', before: 'b', after: 'c' }]);
  });

  it('of thresholds in short, and whole where they hold more', () => {
    const field = (...steps: readonly Json[]): Json => ({ fieldConfig: { defaults: { thresholds: { steps } } } });
    expect(only(field({ color: 'green' }), field({ color: 'green', value: null }, { color: 'red', value: 1 }))).toEqual(
      [{ path: 'fieldConfig.defaults.thresholds.steps', before: 'green', after: 'green, 1 red' }],
    );
    const more = [{ color: 'green', state: 'ok' }];
    expect(only(field({ color: 'green' }), field(...more))).toMatchObject([{ before: 'green', after: more }]);
  });

  it('a data source as one', () => {
    const [p, q] = [
      { type: 'prometheus', uid: 'p' },
      { type: 'prometheus', uid: 'q' },
    ];
    expect(only({ datasource: p }, { datasource: q })).toEqual([{ path: 'datasource', before: p, after: q }]);
  });

  it('long texts whole', () => {
    const [before, after] = ['x'.repeat(5000), `${'x'.repeat(5000)}y`];
    expect(only({ description: before }, { description: after })).toEqual([{ path: 'description', before, after }]);
  });

  it('of the dashboard, of variables and annotations by name, and their order', () => {
    const make = (title: string, query: string, names: readonly string[]): Json => ({
      title,
      templating: { list: names.map((name) => ({ name, type: 'query', query })) },
      annotations: { list: names.map((name) => ({ name, expr: query })) },
    });
    expect(compare(make('A', 'p', ['a', 'b']), make('B', 'p', ['b', 'a', 'c']))).toEqual({
      panels: [],
      variables: [{ kind: 'added', name: 'c', properties: [] }],
      annotations: [{ kind: 'added', name: 'c', properties: [] }],
      properties: [
        { path: 'title', before: 'A', after: 'B' },
        { path: 'templating.order', before: ['a', 'b'], after: ['b', 'a'] },
        { path: 'annotations.order', before: ['a', 'b'], after: ['b', 'a'] },
      ],
    });
    const changed = { kind: 'changed', name: 'a', properties: [{ path: 'query', before: 'p', after: 'q' }] };
    expect(compare(make('A', 'p', ['a', 'b']), make('A', 'q', ['a'])).variables).toEqual([
      changed,
      { kind: 'removed', name: 'b', properties: [] },
    ]);
  });
});

describe('an interval without a current value', () => {
  const withInterval = (more: Json | undefined): Json => ({
    ...pushed,
    templating: { list: more === undefined ? [] : [{ name: 'interval', type: 'interval', query: '5m', ...more }] },
  });

  it('is lost by each save in the UI, which is no change', () => {
    expect(isSame(compare(withInterval({}), withInterval(undefined)))).toBe(true);
    expect(isSame(compare(withInterval({ current: {} }), withInterval(undefined)))).toBe(true);
  });

  it('is a change in the other direction', () => {
    expect(compare(withInterval(undefined), withInterval({})).variables).toMatchObject([{ kind: 'added' }]);
  });

  it('is a change where both have it, and it is another', () => {
    expect(compare(withInterval({}), withInterval({ query: '1m' })).variables).toMatchObject([{ kind: 'changed' }]);
    const current = { text: '5m', value: '5m' };
    expect(compare(withInterval({}), withInterval({ current })).variables).toMatchObject([{ kind: 'changed' }]);
  });

  it('is a change where it had a current value, and where it is of another type', () => {
    const current = { text: '5m', value: '5m' };
    expect(compare(withInterval({ current }), withInterval(undefined)).variables).toMatchObject([{ kind: 'removed' }]);
    expect(compare(withInterval({ type: 'custom' }), withInterval(undefined)).variables).toMatchObject([
      { kind: 'removed' },
    ]);
  });
});
