/** A save in the UI, as a Grafana 12.2 recorded it: one description was changed, and 199 lines are different. */
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/artefacts/json.ts';
import { compare } from '../../src/compare/compare.ts';
import { contentHash } from '../../src/compare/content-hash.ts';
import { isSame } from '../../src/compare/difference.ts';
import { normalised } from '../../src/compare/normalise.ts';
import { respelled } from '../../src/compare/respelled.ts';
import { summary } from '../../src/compare/summary.ts';
import { list, object } from '../../src/lint/read/json.ts';
import type { Json } from '../../src/lint/read/json.ts';
import { committed, pushed, savedInUi } from './fixtures.ts';
import { saved } from './saved.ts';

describe('the recorded save in the UI', () => {
  it('is the one change that the person made', () => {
    expect(compare(pushed, savedInUi)).toEqual({
      panels: [],
      variables: [],
      annotations: [],
      properties: [{ path: 'description', before: undefined, after: 'edited by a person' }],
    });
  });
});

/** As a person would: a title, and a query. */
function edited(dashboard: Json): Json {
  return {
    ...dashboard,
    panels: list(dashboard['panels']).map((item, index) => {
      const panel = object(item);
      if (index === 1) return { ...panel, title: 'Edited' };
      return index === 2 ? { ...panel, targets: [{ ...object(list(panel['targets'])[0]), expr: 'edited' }] } : panel;
    }),
  };
}

/** Lines that are in the second text only, and in the first only. */
function changedLines(
  before: Json,
  after: Json,
): { readonly added: readonly string[]; readonly gone: readonly string[] } {
  const [then, now] = [before, after].map((dashboard) => canonicalJson(dashboard).split('\n'));
  const only = (some: readonly string[] = [], others: readonly string[] = []): readonly string[] => {
    const left = [...others];
    return some.filter((line) => {
      const index = left.indexOf(line);
      if (index >= 0) left.splice(index, 1);
      return index < 0;
    });
  };
  return { added: only(now, then), gone: only(then, now) };
}

describe.each(Object.entries(committed))('a save in the UI of one of ours: %s', (_name, ours) => {
  it('leaves hardly a panel as it was, and changes nothing', () => {
    expect(changedLines(ours, saved(ours)).added.length).toBeGreaterThan(100);
    expect(summary(compare(ours, saved(ours)))).toBe('no difference');
    expect(contentHash(saved(ours))).toBe(contentHash(ours));
  });

  it('leaves the edit', () => {
    const difference = compare(ours, saved(edited(ours)));
    expect(summary(difference)).toBe('2 panels changed');
    expect(difference).toEqual(compare(ours, edited(ours)));
  });

  it('is the code with the edit in the spelling of the code', () => {
    expect(changedLines(ours, respelled(saved(edited(ours)), ours))).toEqual(changedLines(ours, edited(ours)));
    expect(canonicalJson(respelled(saved(edited(ours)), ours))).toBe(canonicalJson(edited(ours)));
  });
});

describe('in the spelling of the code', () => {
  it('a variable that no save keeps stays', () => {
    expect(changedLines(pushed, respelled(savedInUi, pushed))).toEqual({
      added: ['  "description": "edited by a person",'],
      gone: [],
    });
  });

  it('a panel that is taller pushes those below it, with room for collapsed rows where the code keeps it', () => {
    const panels = list(savedInUi['panels']).map(object);
    const last = panels.length - 1;
    const taller = panels.map((panel, index) => {
      const at = object(panel['gridPos']);
      if (index === 4) return { ...panel, gridPos: { ...at, h: 10 } };
      return panel['type'] === 'row' && index > 0 ? { ...panel, gridPos: { ...at, y: 19 } } : panel;
    });
    const result = respelled(
      {
        ...savedInUi,
        panels: taller.map((panel, index) =>
          index === last ? { ...panel, gridPos: { h: 8, w: 24, x: 0, y: 20 } } : panel,
        ),
      },
      pushed,
    );
    const places = list(result['panels']).map((panel) => object(object(panel)['gridPos'])['y']);
    expect(places).toEqual([0, 1, 1, 1, 9, 9, 9, 19, 28]);
  });

  it('a panel of another type has none of the old defaults, and a new one is as short as can be', () => {
    const panels = list(pushed['panels']).map(object);
    const server = {
      ...pushed,
      panels: [
        ...panels.map((panel, index) => (index === 1 ? { ...panel, type: 'gauge' } : panel)),
        {
          id: 99,
          type: 'stat',
          title: 'New',
          options: { colorMode: 'value', graphMode: 'none' },
          gridPos: { h: 4, w: 4, x: 0, y: 100 },
        },
      ],
    };
    const result = respelled(server, pushed);
    expect(isSame(compare(result, server))).toBe(true);
    expect(list(result['panels']).at(-1)).toEqual({
      id: 99,
      type: 'stat',
      title: 'New',
      options: { graphMode: 'none' },
      gridPos: { h: 4, w: 4, x: 0, y: 34 },
    });
  });

  it('without code it is normalised', () => {
    expect(respelled(savedInUi, {})).toEqual(normalised(savedInUi));
  });
});
