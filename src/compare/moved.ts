/** Which panels are elsewhere, and not only pushed there by what came, went or grew above them. */
import type { FlatPanel } from './flat.ts';
import type { Matches } from './match.ts';
import { outOfOrder } from './out-of-order.ts';

/**
 * A panel has moved when it is in another row, or in another order among those of its row that both sides have. Where
 * nothing came, went, grew or moved in a row, another place in it counts as well.
 */
export function movedPanels(
  before: readonly FlatPanel[],
  after: readonly FlatPanel[],
  matches: Matches,
): ReadonlySet<FlatPanel> {
  const moved = new Set<FlatPanel>();
  const sections = new Map<FlatPanel | undefined, FlatPanel[]>();
  /** By what is in them after the change, a row or nothing. */
  const disturbed = new Set<FlatPanel | undefined>();
  const rowsAfter = new Map([...matches].map(([now, then]) => [then, now]));
  const kept = new Set(matches.values());
  for (const panel of before) {
    if (!kept.has(panel)) disturbed.add(panel.row === undefined ? undefined : rowsAfter.get(panel.row));
  }
  for (const panel of after) {
    const then = matches.get(panel);
    if (then === undefined) disturbed.add(panel.row);
    else if (then.row !== (panel.row === undefined ? undefined : matches.get(panel.row))) {
      moved.add(panel);
      disturbed.add(panel.row).add(then.row === undefined ? undefined : rowsAfter.get(then.row));
    } else {
      if (then.w !== panel.w || then.h !== panel.h) disturbed.add(panel.row);
      const section = sections.get(panel.row);
      if (section === undefined) sections.set(panel.row, [panel]);
      else section.push(panel);
    }
  }
  const order = new Map(before.map((panel, index) => [panel, index]));
  const indexOf = (panel: FlatPanel): number => order.get(matches.get(panel) ?? panel) ?? -1;
  for (const [row, panels] of sections) {
    const astray = outOfOrder(panels.map(indexOf));
    for (const panel of panels) if (astray.has(indexOf(panel))) moved.add(panel);
    if (astray.size > 0 || disturbed.has(row)) continue;
    for (const panel of panels) {
      const then = matches.get(panel);
      if (then !== undefined && (then.x !== panel.x || then.y !== panel.y)) moved.add(panel);
    }
  }
  return moved;
}
