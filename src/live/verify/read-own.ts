/** The project's own dashboards, as verify sees them. */
import { finishedDashboards } from '../../artefacts/dashboards.ts';
import { interruptible } from '../../artefacts/output/source.ts';
import type { Settings } from '../../config/settings.ts';
import { declaredEmpty } from '../../dashboard/declared-empty.ts';
import type { RegistryEntry } from '../../dashboard/registry.ts';
import { object } from '../../lint/read/json.ts';
import type { LiveDashboard } from './dashboard.ts';
import { verifyInterrupted } from './interrupted.ts';
import { readLiveDashboard } from './read-dashboard.ts';
import { declaredIn } from './declared-in.ts';

/**
 * The dashboards that a build would write, with what their panels say of queries that may be empty.
 * @throws UserError where a dashboard cannot be built, or when interrupted
 */
export async function readOwn(
  registry: readonly RegistryEntry[],
  settings: Settings,
  signal: AbortSignal,
): Promise<readonly LiveDashboard[]> {
  const found: LiveDashboard[] = [];
  const finished = interruptible(finishedDashboards(registry, settings), signal, verifyInterrupted);
  for await (const { entry, dashboard, panels } of finished) {
    const declared = declaredIn(declaredEmpty({ dashboard, panels }), dashboard.uid ?? '');
    found.push(readLiveDashboard(object(dashboard), entry.file, declared));
  }
  return found;
}
