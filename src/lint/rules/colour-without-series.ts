import { nothing, type Complaint, type PanelRule } from '../rule.ts';
import type { Override } from '../subject.ts';

/** A colour for a name that nothing in the panel has. */
export const colourWithoutSeries: PanelRule = {
  scope: 'panel',
  check({ overrides, fieldNames }) {
    if (overrides.length === 0 || fieldNames === undefined || fieldNames.length === 0) return nothing;
    return withoutSeries(overrides, fieldNames);
  },
};

function* withoutSeries(overrides: readonly Override[], fieldNames: readonly string[]): Iterable<Complaint> {
  for (const { matcher, field, colour } of overrides) {
    if (matcher !== 'byName' || colour === undefined || isName(field, fieldNames)) continue;
    yield {
      problem: `the colour ${colour} is for "${field}", and no query has that legend`,
      next: `give it to one of those that are there: "${[...new Set(fieldNames)].join('", "')}"; or remove it.`,
    };
  }
}

/** Grafana numbers series of the same name: `p95 1`, `p95 2`. */
function isName(field: string, names: readonly string[]): boolean {
  return names.includes(field) || names.includes(field.replace(/ \d+$/, ''));
}
