/** A value of the server in the spelling of the code, where both mean the same. */
import { isObject, object } from '../lint/read/json.ts';
import type { Json } from '../lint/read/json.ts';
import { deepEqual } from './deep-equal.ts';
import { keyed } from './keyed.ts';
import { listNames } from './list-names.ts';
import { emptyAsNone } from './strip.ts';

/**
 * @param server normalised
 * @param code normalised
 * @param spelling the code as it is written
 */
export function respelledObject(server: Json, code: Json, spelling: Json): Json {
  const entries: [string, unknown][] = [];
  for (const key of new Set([...Object.keys(spelling), ...Object.keys(server)])) {
    const value = respelledValue(key, own(server, key), own(code, key), own(spelling, key));
    if (value !== undefined) entries.push([key, value]);
  }
  return Object.fromEntries(entries);
}

function respelledValue(key: string, server: unknown, code: unknown, spelling: unknown): unknown {
  if (deepEqual(server, code)) return spelling;
  if (isObject(spelling) && (isObject(server) || (server === undefined && isObject(code)))) {
    return emptyAsNone(respelledObject(object(server), object(code), spelling));
  }
  if (Array.isArray(server) && Array.isArray(code) && Array.isArray(spelling) && code.length === spelling.length) {
    return respelledList(key, server, code, spelling);
  }
  return server;
}

/** Each item as the one of the same name is spelled; lists without names by their place. */
function respelledList(
  key: string,
  server: readonly unknown[],
  code: readonly unknown[],
  spelling: readonly unknown[],
): readonly unknown[] {
  const nameOf = listNames.get(key) ?? ((_item: unknown, index: number) => String(index));
  const indexes = new Map([...keyed(code, nameOf).keys()].map((name, index) => [name, index]));
  return [...keyed(server, nameOf)].map(([name, item]) => {
    const index = indexes.get(name);
    if (index === undefined) return item;
    if (deepEqual(item, code[index])) return spelling[index];
    const [ours, spelled] = [code[index], spelling[index]];
    return isObject(item) && isObject(ours) && isObject(spelled) ? respelledObject(item, ours, spelled) : item;
  });
}

function own(value: Json, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}
