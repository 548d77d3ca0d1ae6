import type { Query } from '../subject.ts';
import { list, object, text, type Json } from './json.ts';

/** The names of a panel's fields, where its legends are plain text and nothing else in it names fields. */
export function fieldNames(panel: Json, queries: readonly Query[]): readonly string[] | undefined {
  const { defaults, overrides } = object(panel['fieldConfig']);
  const targets = list(panel['targets']).map(object);
  const certain =
    targets.length === queries.length &&
    queries.every(({ legend }) => isPlain(legend)) &&
    targets.every(({ format }) => text(format) === '' || format === 'time_series') &&
    list(panel['transformations']).length === 0 &&
    text(object(defaults)['displayName']) === '' &&
    !list(overrides).some(renames);
  return certain ? queries.map(({ legend }) => legend) : undefined;
}

/** Text without a label's value or a variable, and not left to Grafana. */
function isPlain(legend: string): boolean {
  return legend !== '' && legend !== '__auto' && !/\{\{|\$|\[\[/.test(legend);
}

function renames(override: unknown): boolean {
  return list(object(override)['properties']).some((property) => object(property)['id'] === 'displayName');
}
