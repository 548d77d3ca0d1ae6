/** In which order variables are resolved: each after those that it refers to. */
import { referredTo } from '../interpolate.ts';
import type { Definition } from './definition.ts';

export interface Ordered {
  readonly definition: Definition;
  /** The names of a circle that it is a part of, from itself to itself; empty where it is in none. */
  readonly circle: readonly string[];
}

export function inOrder(definitions: readonly Definition[]): readonly Ordered[] {
  const byName = new Map(definitions.map((definition) => [definition.name, definition]));
  const needs = new Map(definitions.map((definition) => [definition.name, needed(definition, byName)]));
  const ordered = new Map<string, Ordered>();
  const visit = (definition: Definition, path: ReadonlySet<string>): void => {
    if (ordered.has(definition.name) || path.has(definition.name)) return;
    const onward = new Set([...path, definition.name]);
    for (const name of needs.get(definition.name) ?? []) {
      const other = byName.get(name);
      if (other !== undefined) visit(other, onward);
    }
    ordered.set(definition.name, { definition, circle: circleOf(definition.name, needs) });
  };
  for (const definition of definitions) visit(definition, new Set());
  return [...ordered.values()];
}

function needed({ query, regex, dataSource, allValue = '', type }: Definition, byName: ReadonlyMap<string, unknown>) {
  const own = type === 'query' || type === 'custom' ? [query, regex, dataSource.uid] : [];
  const names = new Set([...own, allValue].flatMap((text) => [...referredTo(text)]));
  return [...names].filter((name) => byName.has(name));
}

/** The shortest way from a variable back to itself. */
function circleOf(start: string, needs: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const ways: (readonly string[])[] = [[start]];
  const seen = new Set<string>();
  for (const way of ways) {
    for (const next of needs.get(way.at(-1) ?? '') ?? []) {
      if (next === start) return [...way, start];
      if (seen.has(next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return [];
}
