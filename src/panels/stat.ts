import { BigValueColorMode, BigValueGraphMode, ReduceDataOptionsBuilder } from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/stat';
import type { Policy } from '../policy/policy.ts';
import { dress, type PanelOptions } from './panel.ts';

/** One number, the latest, over the line of how it came to be. */
export function stat(policy: Policy, options: PanelOptions): PanelBuilder {
  return dress(new PanelBuilder(), policy, options)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false))
    .graphMode(BigValueGraphMode.Area)
    .colorMode(BigValueColorMode.Value);
}
