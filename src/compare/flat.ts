/** The panels of a dashboard one after another, whether the row that they are in is open or collapsed. */
import { isObject, list, object, text } from '../lint/read/json.ts';
import type { Json } from '../lint/read/json.ts';
import { withoutKeys } from './normal/thresholds.ts';

export interface FlatPanel {
  /** Normalised; without `gridPos` and `panels`. */
  readonly panel: Json;
  readonly isRow: boolean;
  /** Undefined above the first row, after a collapsed one, and of a row. */
  readonly row: FlatPanel | undefined;
  readonly w: number;
  readonly h: number;
  readonly x: number;
  /** Below its row, or below the collapsed row before it. */
  readonly y: number;
}

/** @param dashboard normalised */
export function flatPanels(dashboard: Json): readonly FlatPanel[] {
  const result: FlatPanel[] = [];
  let row: FlatPanel | undefined;
  let base = 0;
  for (const panel of list(dashboard['panels']).filter(isObject)) {
    const entry = flat(panel, row, base);
    result.push(entry);
    if (!entry.isRow) continue;
    base = number(object(panel['gridPos'])['y']) + 1;
    for (const child of list(panel['panels']).filter(isObject)) result.push(flat(child, entry, base));
    row = panel['collapsed'] === true ? undefined : entry;
  }
  return result;
}

function flat(panel: Json, row: FlatPanel | undefined, base: number): FlatPanel {
  const at = object(panel['gridPos']);
  const [w, h, x, y] = [number(at['w']), number(at['h']), number(at['x']), number(at['y']) - base];
  if (panel['type'] !== 'row') return { panel: withoutKeys(panel, ['gridPos']), isRow: false, row, w, h, x, y };
  const rest = withoutKeys(panel, ['gridPos', 'panels']);
  // Grafana shows nothing of what stands inside of an open row; that is no state that it writes by itself.
  const unshown = panel['collapsed'] !== true && panel['panels'] !== undefined;
  return { panel: unshown ? { ...rest, unshown } : rest, isRow: true, row: undefined, w, h, x: 0, y: 0 };
}

function number(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

export function titleOf({ panel }: FlatPanel): string {
  return text(panel['title']);
}

export function idOf({ panel }: FlatPanel): number | undefined {
  return typeof panel['id'] === 'number' ? panel['id'] : undefined;
}
