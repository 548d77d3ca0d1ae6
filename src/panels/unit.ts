import * as units from '@grafana/grafana-foundation-sdk/units';
import { nearest } from '../text/nearest.ts';

/** A unit id that Grafana knows: `s`, `ops`, `percentunit`, `bytes`, … */
export type UnitId = Extract<(typeof units)[keyof typeof units], string>;

/** The ids by the names that the SDK gives them: `s` is `Seconds`. The module also has keys that name no unit. */
const byName = Object.entries<unknown>(units).flatMap(([name, id]) => (typeof id === 'string' ? [{ name, id }] : []));
const ids: ReadonlySet<string> = new Set(byName.map(({ id }) => id));

/** Whether a unit is one of Grafana's list, from which it scales and converts. */
export function isListedUnit(unit: string): boolean {
  // The second is an old spelling that Grafana still takes.
  return ids.has(unit) || unit === 'farenheit';
}

/**
 * Whether a unit is written out by the dashboard itself, `suffix:orders`, which Grafana takes without listing it.
 * Source: `getValueFormat` in Grafana's packages/grafana-data/src/valueFormats/valueFormats.ts.
 */
export function isCustomUnit(unit: string): boolean {
  return /^(?:prefix|suffix|time|si|count|currency|bool):/.test(unit);
}

/** The listed unit that an unknown one most likely means: by its name, as in `seconds`, or by a typing mistake. */
export function likelyUnit(wrong: string): string | undefined {
  const word = wrong.toLowerCase();
  const named = byName.find(({ name, id }) => name.toLowerCase() === word || id.toLowerCase() === word);
  // In two or three letters, as many may be wrong. The first is seldom mistyped.
  if (named !== undefined || wrong.length < 4) return named?.id;
  return nearest(
    wrong,
    [...ids].filter((id) => id.charAt(0) === wrong.charAt(0)),
  );
}
