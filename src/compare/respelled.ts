import { isObject, list, object, text } from '../lint/read/json.ts';
import type { Json } from '../lint/read/json.ts';
import { compare, isUnloadable } from './compare.ts';
import { deepEqual } from './deep-equal.ts';
import { isSame } from './difference.ts';
import { keyed } from './keyed.ts';
import { normalAnnotation } from './normal/annotation.ts';
import { normalVariable } from './normal/variable.ts';
import { normalised } from './normalise.ts';
import { respelledPanels } from './respell-panels.ts';
import { respelledObject } from './respell-value.ts';
import { emptyAsNone } from './strip.ts';

/**
 * The server's version, where all that means the same is spelled as in the code: the same keys, defaults and places. A
 * text comparison of both, printed as `canonicalJson`, then shows the edit and nothing else. What the code has no
 * counterpart of is normalised.
 *
 * @returns a dashboard that means what the server's does; the code itself where both mean the same
 */
export function respelled(server: Json, code: Json): Json {
  if (isSame(compare(code, server))) return code;
  const [theirs, ours] = [normalised(server), normalised(code)];
  const parts = {
    panels: respelledPanels(theirs, ours, code),
    templating: respelledList('templating', theirs, code, normalVariable),
    annotations: respelledList('annotations', theirs, code, normalAnnotation),
  };
  const frame = respelledObject(withoutParts(theirs), withoutParts(ours), withoutParts(code));
  const shown = Object.entries(parts).filter(
    ([key, part]) => Object.hasOwn(code, key) || (Array.isArray(part) ? part.length > 0 : emptyAsNone(object(part))),
  );
  const result = { ...frame, ...Object.fromEntries(shown) };
  return isSame(compare(result, server)) ? result : theirs;
}

function withoutParts(dashboard: Json): Json {
  const { panels: _panels, templating: _templating, annotations: _annotations, ...rest } = dashboard;
  return rest;
}

/** `templating` and `annotations`: each item as the one of the same name is spelled, in the order of the server. */
function respelledList(
  key: 'templating' | 'annotations',
  server: Json,
  code: Json,
  normal: (item: unknown) => unknown,
): Json {
  const container = object(code[key]);
  const written = list(container['list']);
  const spellings = keyed(written, nameOf);
  const items = new Map(
    [...keyed(list(object(server[key])['list']), nameOf)].map(([name, item]) => [
      name,
      respelledItem(item, spellings.get(name), normal),
    ]),
  );
  const all = withUnsaved(items, spellings, normal);
  const had = Object.hasOwn(container, 'list') || all.length > 0;
  return { ...container, ...object(server[key]), ...(had ? { list: all } : {}) };
}

/**
 * With what the code has and no save in the UI keeps, each behind the one that it stands behind in the code: the
 * annotation that all dashboards have, and variables that Grafana's front end cannot load (`compare`).
 */
function withUnsaved(
  items: ReadonlyMap<string, unknown>,
  spellings: ReadonlyMap<string, unknown>,
  normal: (item: unknown) => unknown,
): readonly unknown[] {
  const names = [...items.keys()];
  let previous: string | undefined;
  for (const [name, written] of spellings) {
    const meaning = normal(written);
    if (!items.has(name) && (meaning === undefined || isUnloadable(meaning))) {
      names.splice(previous === undefined ? 0 : names.indexOf(previous) + 1, 0, name);
    }
    if (names.includes(name)) previous = name;
  }
  return names.map((name) => (items.has(name) ? items.get(name) : spellings.get(name)));
}

function respelledItem(server: unknown, written: unknown, normal: (item: unknown) => unknown): unknown {
  const code = normal(written);
  if (deepEqual(server, code)) return written;
  if (!isObject(server) || !isObject(written) || !isObject(code)) return server;
  const result = respelledObject(server, code, written);
  return deepEqual(normal(result), server) ? result : server;
}

function nameOf(item: unknown, index: number): string {
  return text(object(item)['name']) || String(index);
}
