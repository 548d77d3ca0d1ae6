import { BigValueColorMode, BigValueGraphMode, ReduceDataOptionsBuilder } from '@grafana/grafana-foundation-sdk/common';
import { MappingType } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/stat';
import type { Policy } from '../policy/policy.ts';
import { dress, type PanelOptions } from './panel.ts';

export interface StatOptions extends PanelOptions {
  /** Words that stand for values: `{ 0: 'down', 1: 'up' }`. */
  readonly words?: Readonly<Record<number, string>>;
}

/** One number, the latest, over the line of how it came to be. */
export function stat(policy: Policy, options: StatOptions): PanelBuilder {
  const builder = dress(new PanelBuilder(), policy, options)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false))
    .graphMode(BigValueGraphMode.Area)
    .colorMode(BigValueColorMode.Value);
  if (options.words !== undefined) {
    // Without a colour of its own a word takes that of the thresholds.
    const results = Object.entries(options.words).map(([value, text], index) => [value, { text, index }]);
    builder.mappings([{ type: MappingType.ValueToText, options: Object.fromEntries(results) }]);
  }
  return builder;
}
