import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { LintExceptions } from '../policy/lint-rules.ts';
import { NotedPanel } from './noted.ts';

/**
 * Excepts a panel from rules of the linter, each with the reason why it rightly differs. The reasons go into the
 * generated `.lint` file.
 * @throws RangeError where a reason is empty
 */
export function except(exceptions: LintExceptions, panel: Builder<Panel>): NotedPanel {
  for (const [rule, reason] of Object.entries(exceptions)) {
    if (reason.trim() === '')
      throw new RangeError(`the exception from ${rule} has no reason: say why it is right here`);
  }
  return NotedPanel.of(panel, (notes) => ({ ...notes, exceptions: { ...notes.exceptions, ...exceptions } }));
}
