import { isObject } from '../../lint/read/json.ts';
import type { Json } from '../../lint/read/json.ts';
import { mapped } from '../strip.ts';

/** The first step begins at minus infinity whatever its value says: null as pushed, 0 after a save in the UI. */
export function normalThresholds(thresholds: unknown): unknown {
  if (!isObject(thresholds) || !Array.isArray(thresholds['steps'])) return thresholds;
  const [first, ...others]: readonly unknown[] = thresholds['steps'];
  if (!isObject(first) || !Object.hasOwn(first, 'value')) return thresholds;
  return { ...thresholds, steps: [withoutKeys(first, ['value']), ...others] };
}

export function withoutKeys(value: Json, keys: readonly string[]): Json {
  return mapped(value, (item, key) => (keys.includes(key) ? undefined : item));
}
