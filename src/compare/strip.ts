/** Takes out of JSON what says no more than its absence would. */
import { isObject } from '../lint/read/json.ts';
import type { Json } from '../lint/read/json.ts';
import { deepEqual } from './deep-equal.ts';

/**
 * Where the defaults of a place are known. Grafana merges objects key by key and takes an array as it is, so an empty
 * array is the same as none only where there is no default.
 *
 * @returns undefined where the value is null, the default, or empty.
 */
export function stripped(value: unknown, defaults: unknown): unknown {
  if (value === null || value === undefined) return undefined;
  if (Array.isArray(value)) {
    if (Array.isArray(defaults) ? deepEqual(value, defaults) : value.length === 0) return undefined;
    return value.map(withoutNulls);
  }
  if (!isObject(value)) return value === defaults ? undefined : value;
  const table = isObject(defaults) ? defaults : {};
  return emptyAsNone(mapped(value, (item, key) => stripped(item, Object.hasOwn(table, key) ? table[key] : undefined)));
}

/** Where the defaults are not known: Grafana drops each null on saving, and nothing else. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  return isObject(value) ? mapped(value, (item) => (item === null ? undefined : withoutNulls(item))) : value;
}

export function emptyAsNone(value: Json): Json | undefined {
  return Object.keys(value).length === 0 ? undefined : value;
}

/** Each entry changed; those that become undefined are left out. */
export function mapped(value: Json, change: (item: unknown, key: string) => unknown): Json {
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const item = change(value[key], key);
    if (item === undefined) continue;
    // Assigned, this one key would become the prototype and be lost.
    if (key === '__proto__') Object.defineProperty(result, key, { value: item, enumerable: true });
    else result[key] = item;
  }
  return result;
}
