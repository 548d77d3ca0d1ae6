import { isObject, list } from '../lint/read/json.ts';
import type { Json } from '../lint/read/json.ts';
import { deepEqual } from './deep-equal.ts';
import { flatPanels } from './flat.ts';
import type { FlatPanel } from './flat.ts';
import { matched } from './match.ts';
import { placed } from './normal/layout.ts';
import type { Placed } from './normal/layout.ts';
import { normalPanel } from './normal/panel.ts';
import { withoutKeys } from './normal/thresholds.ts';
import { respelledPlaces } from './respell-layout.ts';
import { respelledObject } from './respell-value.ts';

/**
 * In the order of the server.
 *
 * @param server normalised
 * @param code normalised
 * @param written the code as it is written
 */
export function respelledPanels(server: Json, code: Json, written: Json): readonly Json[] {
  const [theirs, ours] = [flatPanels(server), flatPanels(code)];
  const matches = matched(ours, theirs);
  const raw = inOrder(placed(list(written['panels'])));
  const spellings = new Map(ours.map((panel, index) => [panel, raw[index]]));
  const places = samePlaces(theirs, ours, matches)
    ? raw.map((panel) => panel['gridPos'])
    : respelledPlaces(
        server,
        code,
        raw.map((panel) => panel['gridPos']),
      );
  let index = 0;
  const next = (panel: Json): Json => {
    const [flat, place] = [theirs[index], places[index]];
    index += 1;
    const before = flat === undefined ? undefined : matches.get(flat);
    const spelling = before === undefined ? undefined : spellings.get(before);
    const inside = list(panel['panels']).filter(isObject).map(next);
    const content = withoutKeys(panel, ['gridPos', 'panels']);
    const result =
      before === undefined || spelling === undefined ? content : respelledPanel(content, before.panel, spelling);
    const held = inside.length > 0 || (spelling !== undefined && Object.hasOwn(spelling, 'panels'));
    return { ...result, ...(place === undefined ? {} : { gridPos: place }), ...(held ? { panels: inside } : {}) };
  };
  return list(server['panels']).filter(isObject).map(next);
}

/** What an edit gave a meaning that it had not, as another type does, is spelled as on the server. */
function respelledPanel(server: Json, code: Json, written: Json): Json {
  const result = respelledObject(server, code, withoutKeys(written, ['gridPos', 'panels']));
  return deepEqual(normalPanel(result), server) ? result : server;
}

function inOrder(panels: readonly Placed[]): readonly Json[] {
  return panels.flatMap(({ panel, inside }) => [panel, ...inOrder(inside)]);
}

function samePlaces(
  theirs: readonly FlatPanel[],
  ours: readonly FlatPanel[],
  matches: ReadonlyMap<FlatPanel, FlatPanel>,
): boolean {
  return (
    theirs.length === ours.length &&
    theirs.every((panel, index) => {
      const other = ours[index];
      if (other === undefined || matches.get(panel) !== other) return false;
      if (panel.panel['collapsed'] !== other.panel['collapsed']) return false;
      return (['w', 'h', 'x', 'y'] as const).every((side) => panel[side] === other[side]);
    })
  );
}
