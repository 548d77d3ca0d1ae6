import { BigValueColorMode, BigValueGraphMode, ReduceDataOptionsBuilder } from '@grafana/grafana-foundation-sdk/common';
import { MappingType } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/stat';
import type { Policy } from '../policy/policy.ts';
import { dress, type PanelOptions } from './panel.ts';

export interface StatOptions extends PanelOptions {
  /**
   * Whether the number stands over the line of how it came to be. That line keeps the last number of what has vanished
   * until it leaves the time range, so it is for plain rates only.
   */
  readonly sparkline?: boolean;
  /** Words that stand for values: `{ 0: 'down', 1: 'up' }`. */
  readonly words?: Readonly<Record<number, string>>;
}

/** One number, what is so at the end of the time range: nothing of what is gone by then. */
export function stat(policy: Policy, options: StatOptions): PanelBuilder {
  const { sparkline = false } = options;
  if (!sparkline) for (const query of options.queries) query.instant();
  const builder = dress(new PanelBuilder(), policy, options)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false))
    .graphMode(sparkline ? BigValueGraphMode.Area : BigValueGraphMode.None)
    .colorMode(BigValueColorMode.Value);
  if (options.words !== undefined) {
    // Without a colour of its own a word takes that of the thresholds.
    const results = Object.entries(options.words).map(([value, text], index) => [value, { text, index }]);
    builder.mappings([{ type: MappingType.ValueToText, options: Object.fromEntries(results) }]);
  }
  return builder;
}
