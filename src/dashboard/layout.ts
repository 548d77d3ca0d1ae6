/** Where panels stand: on a grid of 24 columns, in lines that are filled and never overlap. */

export const columns = 24;

/** What a panel asks for; what it leaves open, by 0 or by nothing, is shared out. */
export interface Wish {
  /** Columns, up to 24. */
  readonly w?: number;
  readonly h?: number;
}

export interface Position {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/**
 * Lays panels out from left to right, a new line where the next does not fit. Panels of a line are equally high, so
 * that nothing gapes below them; columns that are left over go to the panels that asked for no width.
 * @param perLine how many panels without a width share a line, from 1 to 24
 * @param height of a line, unless a panel asks for more
 * @param top y of the first line
 */
export function arrange(wishes: readonly Wish[], perLine: number, height: number, top: number): readonly Position[] {
  const most = clamp(perLine);
  const share = Math.floor(columns / most);
  let y = top;
  return lines(wishes, share, most).flatMap((line) => {
    const h = Math.max(height, ...line.map((wish) => wish.h ?? 0));
    const widths = justify(line, share);
    const before = (index: number): number => widths.slice(0, index).reduce((sum, w) => sum + w, 0);
    const positions = widths.map((w, index) => ({ x: before(index), y, w, h }));
    y += h;
    return positions;
  });
}

/** The y below a group of panels. */
export function bottom(positions: readonly Position[], top: number): number {
  return positions.reduce((lowest, { y, h }) => Math.max(lowest, y + h), top);
}

/** Panels by line. Where `most` does not divide the columns, more open panels would fit: they do not come in. */
function lines(wishes: readonly Wish[], share: number, most: number): readonly (readonly Wish[])[] {
  const all: Wish[][] = [];
  let used = 0;
  let open = 0;
  for (const wish of wishes) {
    const w = width(wish, share);
    const current = all.at(-1);
    if (current === undefined || used + w > columns || (isOpen(wish) && open === most)) {
      all.push([wish]);
      used = 0;
      open = 0;
    } else {
      current.push(wish);
    }
    used += w;
    if (isOpen(wish)) open += 1;
  }
  return all;
}

/** The widths of a line; the first open ones take one column more where the rest does not divide. */
function justify(line: readonly Wish[], share: number): readonly number[] {
  const rest = columns - line.reduce((sum, wish) => sum + width(wish, share), 0);
  const open = line.filter(isOpen).length;
  let given = 0;
  return line.map((wish) => {
    if (!isOpen(wish)) return width(wish, share);
    given += 1;
    return share + Math.floor(rest / open) + (given <= rest % open ? 1 : 0);
  });
}

function width({ w = 0 }: Wish, share: number): number {
  return w === 0 ? share : clamp(w);
}

function isOpen({ w = 0 }: Wish): boolean {
  return w === 0;
}

function clamp(count: number): number {
  return Math.min(columns, Math.max(1, Math.floor(count)));
}
