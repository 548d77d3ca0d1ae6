/** What differs between two normalised values, property by property, each by a path that a person can read. */
import { isObject, object } from '../lint/read/json.ts';
import { deepEqual } from './deep-equal.ts';
import type { PropertyChange } from './difference.ts';
import { keyed, reordered } from './keyed.ts';
import { listNames } from './list-names.ts';

/** Told as one: half of it says nothing. */
const whole = new Set(['datasource', 'current', 'gridPos', 'matcher']);

export function propertyChanges(before: unknown, after: unknown): readonly PropertyChange[] {
  const changes: PropertyChange[] = [];
  compareAt([], before, after, changes);
  return changes;
}

function compareAt(path: readonly string[], before: unknown, after: unknown, changes: PropertyChange[]): void {
  if (deepEqual(before, after)) return;
  const count = changes.length;
  const name = path.at(-1) ?? '';
  const nameOf = listNames.get(name);
  if (isTree(before, after) && !whole.has(name)) compareObjects(path, object(before), object(after), changes);
  else if (nameOf !== undefined && Array.isArray(before) && Array.isArray(after)) {
    compareLists(path, keyed(before, nameOf), keyed(after, nameOf), changes);
  }
  if (changes.length === count)
    changes.push({ path: spelled(path), before: compact(name, before), after: compact(name, after) });
}

/** One side may lack it: what the other has is then told property by property. */
function isTree(before: unknown, after: unknown): boolean {
  return (isObject(before) || before === undefined) && (isObject(after) || after === undefined);
}

function compareObjects(
  path: readonly string[],
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  changes: PropertyChange[],
): void {
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    compareAt([...path, key], own(before, key), own(after, key), changes);
  }
}

function own(value: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

function compareLists(
  path: readonly string[],
  before: ReadonlyMap<string, unknown>,
  after: ReadonlyMap<string, unknown>,
  changes: PropertyChange[],
): void {
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const [then, now] = [before.get(key), after.get(key)];
    const at = [...path, key];
    // An item that is new or gone is told whole.
    if (before.has(key) && after.has(key)) compareAt(at, then, now, changes);
    else changes.push({ path: spelled(at), before: then, after: now });
  }
  const order = reordered(before, after);
  if (order !== undefined) changes.push({ path: spelled([...path, 'order']), ...order });
}

/** As in the JSON, but that overrides stand beside the defaults of the fields. */
function spelled(path: readonly string[]): string {
  return (path[0] === 'fieldConfig' && path[1] === 'overrides' ? path.slice(1) : path).join('.');
}

/** Steps of thresholds as `green, 80 red`; as they are where they hold more than colours and values. */
function compact(name: string, value: unknown): unknown {
  if (name !== 'steps' || !Array.isArray(value)) return value;
  const steps = value.map((step: unknown, index) => {
    const { color, value: from, ...others } = object(step);
    if (typeof color !== 'string' || /[, ]/.test(color) || Object.keys(others).length > 0) return undefined;
    if (index === 0 && from === undefined) return color;
    return typeof from === 'number' ? `${from} ${color}` : undefined;
  });
  return steps.includes(undefined) ? value : steps.join(', ');
}
