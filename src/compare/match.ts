/** Which panel of one dashboard is which of another: by id, then by title and type, then by what it shows. */
import { text } from '../lint/read/json.ts';
import { canonicalJson } from '../artefacts/json.ts';
import { idOf, titleOf } from './flat.ts';
import type { FlatPanel } from './flat.ts';
import { withoutKeys } from './normal/thresholds.ts';

/** From a panel after the change to the one that it was. */
export type Matches = ReadonlyMap<FlatPanel, FlatPanel>;

type KeyOf = (panel: FlatPanel) => string | undefined;

const kind = ({ isRow }: FlatPanel): string => (isRow ? 'row' : 'panel');

const byAll: KeyOf = (panel) =>
  idOf(panel) === undefined ? undefined : `${byId(panel)} ${text(panel.panel['type'])} ${titleOf(panel)}`;
const byId: KeyOf = (panel) => (idOf(panel) === undefined ? undefined : `${kind(panel)} ${idOf(panel)}`);
const byTitle: KeyOf = (panel) =>
  titleOf(panel) === '' ? undefined : JSON.stringify([kind(panel), text(panel.panel['type']), titleOf(panel)]);
/** A row shows nothing of its own, nor does a panel of which only the type is said. */
const byContent: KeyOf = ({ panel, isRow }) => {
  const content = withoutKeys(panel, ['id', 'title']);
  return isRow || Object.keys(content).length < 2 ? undefined : canonicalJson(content);
};

/** An id that several panels have decides nothing: each of them is first looked for by id, title and type together. */
export function matched(before: readonly FlatPanel[], after: readonly FlatPanel[]): Matches {
  const matches = new Map<FlatPanel, FlatPanel>();
  const taken = new Set<FlatPanel>();
  for (const keyOf of [byAll, byId, byTitle, byContent]) {
    const left = after.filter((panel) => !matches.has(panel));
    if (left.length === 0) break;
    const waiting = grouped(
      before.filter((panel) => !taken.has(panel)),
      keyOf,
    );
    for (const panel of left) {
      const key = keyOf(panel);
      const found = key === undefined ? undefined : waiting.get(key)?.shift();
      if (found === undefined) continue;
      matches.set(panel, found);
      taken.add(found);
    }
  }
  return matches;
}

function grouped(panels: readonly FlatPanel[], keyOf: KeyOf): Map<string, FlatPanel[]> {
  const groups = new Map<string, FlatPanel[]>();
  for (const panel of panels) {
    const key = keyOf(panel);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [panel]);
    else group.push(panel);
  }
  return groups;
}
