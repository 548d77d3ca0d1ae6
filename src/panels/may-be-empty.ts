import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { MayBeEmpty } from '../policy/incidents.ts';
import { NotedPanel } from './noted.ts';

/**
 * Says that queries of a panel may rightly have no series: why, and what fills them. `verify` takes any other empty
 * query for a defect.
 * @param queries by their letters
 * @throws RangeError where the reason is empty
 */
export function mayBeEmpty(
  queries: readonly [string, ...string[]],
  why: MayBeEmpty,
  panel: Builder<Panel>,
): NotedPanel {
  if (why.reason.trim() === '') throw new RangeError('say why the panel may rightly be empty');
  const more = queries.map((letter) => [letter, why] as const);
  return NotedPanel.of(panel, (notes) => ({ ...notes, mayBeEmpty: new Map([...notes.mayBeEmpty, ...more]) }));
}
