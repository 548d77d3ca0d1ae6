import { describe, expect, it } from 'vitest';
import { carries } from '../../src/compare/carries.ts';
import { list, object } from '../../src/lint/read/json.ts';
import type { Json } from '../../src/lint/read/json.ts';
import { committed, pushed, savedInUi } from './fixtures.ts';

const from = committed.orders;
const panels = list(from['panels']).map(object);

/** The orders with another panel in the place of one. */
function withPanel(dashboard: Json, index: number, more: Json): Json {
  return {
    ...dashboard,
    panels: list(dashboard['panels']).map((panel, at) => (at === index ? { ...object(panel), ...more } : panel)),
  };
}

const without = (dashboard: Json, index: number): Json => ({
  ...dashboard,
  panels: list(dashboard['panels']).filter((_panel, at) => at !== index),
});

const add = (dashboard: Json, panel: Json): Json => ({ ...dashboard, panels: [...list(dashboard['panels']), panel] });
const variables = (dashboard: Json, change: (list: readonly unknown[]) => readonly unknown[]): Json => ({
  ...dashboard,
  templating: { list: change(list(object(dashboard['templating'])['list'])) },
});

const extra: Json = { id: 7, type: 'stat', title: 'Extra', gridPos: { h: 4, w: 6, x: 0, y: 500 } };
const swap = (dashboard: Json): Json => {
  const [one, other] = [panels[1], panels[2]];
  return withPanel(withPanel(dashboard, 1, { gridPos: other?.['gridPos'] }), 2, { gridPos: one?.['gridPos'] });
};

const edits: Readonly<Record<string, (dashboard: Json) => Json>> = {
  'a title': (dashboard) => ({ ...dashboard, title: 'Other' }),
  'a title of a panel': (dashboard) => withPanel(dashboard, 1, { title: 'Other' }),
  'a size': (dashboard) => withPanel(dashboard, 6, { gridPos: { h: 20, w: 8, x: 0, y: 7 } }),
  'a panel more': (dashboard) => add(dashboard, extra),
  'a panel less': (dashboard) => without(dashboard, 2),
  'two panels exchanged': swap,
  'a variable less': (dashboard) => variables(dashboard, (items) => items.slice(0, -1)),
  'a variable more': (dashboard) => variables(dashboard, (items) => [...items, { name: 'more', type: 'query' }]),
  'the order of variables': (dashboard) => variables(dashboard, (items) => items.toReversed()),
};

/** What the code has beside the edit; none of the edits is about it. */
const own: Readonly<Record<string, (dashboard: Json) => Json>> = {
  nothing: (dashboard) => dashboard,
  'a description': (dashboard) => ({ ...dashboard, description: 'Ours' }),
  'a description of a panel': (dashboard) =>
    withPanel(
      dashboard,
      list(dashboard['panels']).findIndex((panel) => object(panel)['id'] === panels[8]?.['id']),
      {
        description: 'Ours',
      },
    ),
};

const cases = Object.entries(edits).flatMap(([edit, change]) =>
  Object.entries(own).map(([beside, ours]) => ({ edit, beside, change, ours })),
);

describe('whether the code carries an edit', () => {
  it.each(cases)('$edit, beside $beside', ({ change, ours }) => {
    const to = change(from);
    expect(carries(ours(to), { from, to })).toBe(true);
    expect(carries(ours(from), { from, to })).toBe(false);
  });

  it('not where it has another value there', () => {
    const title = (text: string): Json => withPanel(from, 1, { title: text });
    expect(carries(title('Ours'), { from, to: title('Theirs') })).toBe(false);
    expect(carries(add(from, { ...extra, type: 'gauge' }), { from, to: add(from, extra) })).toBe(false);
    expect(carries(add(from, { ...extra, description: 'x' }), { from, to: add(from, extra) })).toBe(false);
  });

  it('not where the code lacks the panel, or has half of it', () => {
    const to = withPanel(withPanel(from, 1, { title: 'Theirs' }), 2, { title: 'Theirs' });
    expect(carries(without(to, 2), { from, to })).toBe(false);
    expect(carries(withPanel(from, 1, { title: 'Theirs' }), { from, to })).toBe(false);
  });

  it('not where the panel stands elsewhere in the code', () => {
    const to = swap(from);
    expect(carries(withPanel(to, 1, { gridPos: { h: 5, w: 6, x: 0, y: 300 } }), { from, to })).toBe(false);
  });

  it('not where the code moved the same panels otherwise', () => {
    const order = (...indexes: readonly number[]): Json => ({
      panels: indexes.map((id, y) => ({ id, type: 'stat', title: `${id}`, gridPos: { h: 4, w: 24, x: 0, y: 4 * y } })),
    });
    const edit = { from: order(1, 2, 3, 4), to: order(4, 1, 2, 3) };
    expect(carries(order(1, 4, 2, 3), edit)).toBe(false);
    expect(carries(order(4, 2, 1, 3), edit)).toBe(false);
    expect(carries(order(9, 4, 1, 2, 3), edit), 'in doubt false: pushed down by a new one').toBe(false);
    expect(carries(order(4, 1, 2, 9, 3), edit)).toBe(true);
  });

  it('through what a save in the UI does beside', () => {
    expect(carries({ ...pushed, description: 'edited by a person' }, { from: pushed, to: savedInUi })).toBe(true);
    expect(carries(pushed, { from: pushed, to: savedInUi })).toBe(false);
  });
});
