/** Limits of the policy as colours of a panel. */
import { ThresholdsConfigBuilder, ThresholdsMode, type Threshold } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Colours } from '../policy/colours.ts';
import type { Limit } from '../policy/limits.ts';

/** Green, amber and red on the side of the limit that is bad. */
export function thresholds(limit: Limit, colours: Colours): ThresholdsConfigBuilder {
  const { bad, amber, red } = limit;
  if (bad === 'above') {
    return steps(colours.good, [...(amber === undefined ? [] : [[amber, colours.amber] as const]), [red, colours.red]]);
  }
  // Steps colour what lies above them, so the scale is written from the bad end up.
  return amber === undefined
    ? steps(colours.red, [[red, colours.good]])
    : steps(colours.red, [
        [red, colours.amber],
        [amber, colours.good],
      ]);
}

/** Good within `limit` of zero on either side. */
export function deviationThresholds(limit: Limit, colours: Colours): ThresholdsConfigBuilder {
  return steps(colours.red, [
    [-limit.red, colours.good],
    [limit.red, colours.red],
  ]);
}

/** One colour, for a value that is neither good nor bad. */
export function noThresholds(colours: Colours): ThresholdsConfigBuilder {
  return steps(colours.neutral, []);
}

function steps(base: string, above: readonly (readonly [value: number, colour: string])[]): ThresholdsConfigBuilder {
  const all: Threshold[] = [{ color: base, value: null }, ...above.map(([value, color]) => ({ color, value }))];
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(all);
}
