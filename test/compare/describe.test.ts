import { describe, expect, it } from 'vitest';
import { differenceJson, differenceLines, summary } from '../../src/compare/describe.ts';
import type { Difference } from '../../src/compare/difference.ts';
import { shortenedPair } from '../../src/compare/shortened.ts';

const none: Difference = { panels: [], variables: [], annotations: [], properties: [] };
const panel = { id: 7, title: 'Errors', type: 'stat' };

const query = (window: string): string =>
  `sum by (environment) (rate(orders_total{environment=~"$environment",job=~"$job"}[${window}])) / sum(rate(orders_total[5m]))`;

const difference: Difference = {
  panels: [
    { kind: 'added', panel, row: 'Now' },
    { kind: 'removed', panel: { id: undefined, title: '', type: 'row' }, row: undefined },
    { kind: 'changed', panel: { ...panel, title: 'Moved' }, row: '', properties: [], moved: true },
    {
      kind: 'changed',
      panel: { ...panel, id: 8 },
      row: undefined,
      properties: [
        { path: 'title', before: 'Errrors', after: 'Errors' },
        { path: 'options.wideLayout', before: undefined, after: false },
        { path: 'description', before: '', after: '(none)' },
        { path: 'targets.A.expr', before: query('5m'), after: query('10m') },
      ],
      moved: false,
    },
  ],
  variables: [{ kind: 'changed', name: 'job', properties: [{ path: 'query', before: 'a', after: 'b' }] }],
  annotations: [{ kind: 'added', name: 'De\u001b[31mploys', properties: [] }],
  properties: [{ path: 'time.from', before: 'now-1h', after: 'now-6h' }],
};

describe('a difference in words', () => {
  it('is told line by line, in 80 columns', () => {
    const places: Readonly<Record<number, string>> = {
      7: 'dashboards/panels/orders.ts:12',
      8: `dashboards/${'x'.repeat(70)}.ts:1`,
    };
    const lines = differenceLines(difference, { placeOf: (id) => places[id] });
    expect(lines).toEqual([
      '~ time.from: now-1h → now-6h',
      '~ variable job',
      '    query: a → b',
      '+ annotation De [31mploys added',
      '+ "Errors" (stat) in "Now" added  dashboards/panels/orders.ts:12',
      '- row "panel without a title" removed',
      '~ "Moved" (stat) moved  dashboards/panels/orders.ts:12',
      '~ "Errors" (stat)',
      `    dashboards/${'x'.repeat(70)}.ts:1`,
      '    title: Errrors → Errors',
      '    options.wideLayout: (none) → false',
      '    description: "" → "(none)"',
      '    targets.A.expr:',
      '      - …nment=~"$environment",job=~"$job"}[5m])) / sum(rate(orders_total[5m]))',
      '      + …nment=~"$environment",job=~"$job"}[10m])) / sum(rate(orders_total[5m]))',
    ]);
    expect(lines.filter((line) => line.length > 80 && !line.includes('xxx'))).toEqual([]);
  });

  it('needs no places, and of nothing says nothing', () => {
    expect(differenceLines(difference).join('\n')).not.toContain('dashboards/');
    expect(differenceLines(none)).toEqual([]);
  });

  it('in one line', () => {
    expect(summary(none)).toBe('no difference');
    expect(summary(difference)).toBe(
      '1 panel changed, 1 moved, 1 added, 1 removed, variable job, annotation De [31mploys, time',
    );
    const two = { ...none, panels: [difference.panels[0], difference.panels[0]].filter((item) => item !== undefined) };
    expect(summary(two)).toBe('2 panels added');
    const many = ['a', 'b.c', 'b.d', 'e', 'f'].map((path) => ({ path, before: 1, after: 2 }));
    const named = { kind: 'added' as const, name: 'v', properties: [] };
    expect(summary({ ...none, variables: [named, named], properties: many })).toBe('2 variables, a, b, e, 1 more');
  });

  it('as JSON with each key', () => {
    const json = differenceJson(difference, (id) => (id === 7 ? 'here:1' : undefined));
    expect(json.panels[0]).toEqual({
      change: 'added',
      id: 7,
      title: 'Errors',
      type: 'stat',
      row: 'Now',
      moved: false,
      properties: [],
      place: 'here:1',
    });
    expect(json.panels[1]).toMatchObject({ id: null, row: null, place: null });
    expect(json.panels[2]).toMatchObject({ change: 'changed', moved: true });
    expect(json.panels[3]?.properties[1]).toEqual({ path: 'options.wideLayout', before: null, after: false });
    expect(json.variables).toEqual([
      { change: 'changed', name: 'job', properties: [{ path: 'query', before: 'a', after: 'b' }] },
    ]);
    expect(json.annotations).toEqual([{ change: 'added', name: 'De\u001b[31mploys', properties: [] }]);
    expect(json.properties).toEqual([{ path: 'time.from', before: 'now-1h', after: 'now-6h' }]);
    expect(JSON.parse(JSON.stringify(json))).toEqual(json);
  });
});

describe('two long texts', () => {
  const long = 'abcdefghij'.repeat(20);

  it('are cut around the point of change, the same in front', () => {
    const [before, after] = shortenedPair(`${long}X${long}`, `${long}YZ${long}`, 40);
    expect([before.length, after.length]).toEqual([40, 40]);
    expect(before.indexOf('X')).toBe(after.indexOf('Y'));
  });

  it('show their end where that is what differs', () => {
    expect(shortenedPair(`${long}end`, `${long}END!`, 20)).toEqual([
      expect.stringMatching(/end$/),
      expect.stringMatching(/END!$/),
    ]);
  });

  it('show their start', () => {
    expect(shortenedPair(`x${long}`, `y${long}`, 10)).toEqual(['xabcdefgh…', 'yabcdefgh…']);
    expect(shortenedPair('short', 'text', 10)).toEqual(['short', 'text']);
  });

  it('never half a character', () => {
    const smile = '😀'.repeat(50);
    for (let width = 10; width < 20; width += 1) {
      for (const text of shortenedPair(`${smile}a`, `${smile}b`, width)) expect(encodeURI(text)).not.toBe('');
    }
  });
});
