import type * as units from '@grafana/grafana-foundation-sdk/units';

/** A unit id that Grafana knows: `s`, `ops`, `percentunit`, `bytes`, … */
export type UnitId = Extract<(typeof units)[keyof typeof units], string>;
