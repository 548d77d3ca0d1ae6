/** Where panels stand, as Grafana shows them: each moved up as far as those above it let it. */
import { isObject, list, object } from '../../lint/read/json.ts';
import type { Json } from '../../lint/read/json.ts';

/** In cells of the grid, which is 24 wide. */
export interface Place {
  readonly h: number;
  readonly w: number;
  readonly x: number;
  readonly y: number;
}

export interface Placed {
  /** As it was given. */
  readonly panel: Json;
  readonly place: Place;
  /** Of a row: what it holds while it is collapsed, each with its own place. */
  readonly inside: readonly Placed[];
}

const columns = 24;

/** In the order of the page. The children of a collapsed row take no room, and stand below it as if it was open. */
export function placed(panels: readonly unknown[], top = 0): readonly Placed[] {
  const ground = Array.from({ length: columns }, () => top);
  const result = inReadingOrder(panels).map(({ panel, place }) => {
    const [from, to] = [clamped(Math.floor(place.x)), clamped(Math.ceil(place.x + place.w))];
    let y = top;
    for (let column = from; column < to; column += 1) y = Math.max(y, ground[column] ?? top);
    for (let column = from; column < to; column += 1) ground[column] = y + Math.max(place.h, 1);
    const inside = panel['type'] === 'row' ? placed(list(panel['panels']), y + place.h) : [];
    return { panel, place: { ...place, y }, inside };
  });
  // Of those that lay upon each other one was moved down, perhaps below others.
  return result.sort((a, b) => inPlaceOrder(a.place, b.place));
}

function inPlaceOrder(a: Place, b: Place): number {
  return a.y - b.y || a.x - b.x;
}

function inReadingOrder(panels: readonly unknown[]): readonly { readonly panel: Json; readonly place: Place }[] {
  return panels
    .filter(isObject)
    .map((panel) => ({ panel, place: placeOf(panel) }))
    .sort((a, b) => inPlaceOrder(a.place, b.place));
}

/** A row is as wide as the page and one cell high, whatever it says. */
function placeOf(panel: Json): Place {
  const at = object(panel['gridPos']);
  const y = number(at['y'], 0);
  if (panel['type'] === 'row') return { h: 1, w: columns, x: 0, y };
  return { h: number(at['h'], 9), w: number(at['w'], 12), x: number(at['x'], 0), y };
}

function number(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}

function clamped(column: number): number {
  return Math.min(Math.max(column, 0), columns);
}
