/** Whether the code has everything of an edit, so that pushing it loses nobody's work. */
import type { Json } from '../lint/read/json.ts';
import { compare, compareNormalised } from './compare.ts';
import { isSame } from './difference.ts';
import type { Difference, NamedChange, PropertyChange } from './difference.ts';
import { deepEqual } from './deep-equal.ts';
import { flatPanels } from './flat.ts';
import type { FlatPanel } from './flat.ts';
import { matched } from './match.ts';
import type { Matches } from './match.ts';
import { movedPanels } from './moved.ts';
import { normalised } from './normalise.ts';
import { propertyChanges } from './property-changes.ts';

/**
 * True where all that was changed from one version to another is in the code as the edit left it. In doubt false: where
 * panels were moved, they must stand in the code where they stand after the edit.
 */
export function carries(code: Json, edit: { readonly from: Json; readonly to: Json }): boolean {
  const edited = compare(edit.from, edit.to);
  if (isSame(edited)) return true;
  const [ours, from, to] = [normalised(code), normalised(edit.from), normalised(edit.to)];
  if (deepEqual(ours, to)) return true;
  return (
    carriesFrame(edited, compareNormalised(ours, to)) &&
    carriesPanels(flatPanels(ours), flatPanels(from), flatPanels(to))
  );
}

/** @param left what the code lacks of the edited version */
function carriesFrame(edited: Difference, left: Difference): boolean {
  return (
    !overlap(edited.properties, left.properties) &&
    carriesNamed(edited.variables, left.variables) &&
    carriesNamed(edited.annotations, left.annotations)
  );
}

function carriesNamed(edited: readonly NamedChange[], left: readonly NamedChange[]): boolean {
  return edited.every(({ kind, name, properties }) => {
    const other = left.find((change) => change.name === name);
    if (other === undefined) return true;
    return kind === 'changed' && other.kind === 'changed' && !overlap(properties, other.properties);
  });
}

function overlap(some: readonly PropertyChange[], others: readonly PropertyChange[]): boolean {
  return some.some(({ path }) => others.some((other) => isWithin(path, other.path) || isWithin(other.path, path)));
}

function isWithin(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}.`);
}

function carriesPanels(ours: readonly FlatPanel[], from: readonly FlatPanel[], to: readonly FlatPanel[]): boolean {
  const [edited, left] = [matched(from, to), matched(ours, to)];
  const moved = movedPanels(from, to, edited);
  if (moved.size > 0 && movedPanels(ours, to, left).size > 0) return false;
  return (
    to.every((panel) => carriesPanel(panel, edited.get(panel), left.get(panel), moved.has(panel), left)) &&
    carriesRemovals(ours, from, edited, left)
  );
}

function carriesPanel(
  panel: FlatPanel,
  before: FlatPanel | undefined,
  ours: FlatPanel | undefined,
  moved: boolean,
  left: Matches,
): boolean {
  const inRow = ours !== undefined && ours.row === (panel.row === undefined ? undefined : left.get(panel.row));
  if (before === undefined)
    return inRow && deepEqual(ours.panel, panel.panel) && ours.w === panel.w && ours.h === panel.h;
  const changes = propertyChanges(before.panel, panel.panel);
  const sides = (['w', 'h', 'x'] as const).filter((side) => before[side] !== panel[side]);
  if (changes.length === 0 && sides.length === 0 && !moved) return true;
  if (ours === undefined || overlap(changes, propertyChanges(ours.panel, panel.panel))) return false;
  if (sides.some((side) => ours[side] !== panel[side])) return false;
  return !moved || (inRow && ours.x === panel.x && ours.y === panel.y);
}

/** What the edit removed must not be in the code, but as something that the edited version has as well. */
function carriesRemovals(
  ours: readonly FlatPanel[],
  from: readonly FlatPanel[],
  edited: Matches,
  left: Matches,
): boolean {
  const kept = new Set(edited.values());
  const shared = new Set(left.values());
  return [...matched(from, ours)].every(([panel, before]) => kept.has(before) || shared.has(panel));
}
