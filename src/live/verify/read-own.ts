/** The project's own dashboards, as verify sees them. */
import { finishedDashboards } from '../../artefacts/dashboards.ts';
import { interruptible } from '../../artefacts/output/source.ts';
import type { Settings } from '../../config/settings.ts';
import type { RegistryEntry } from '../../dashboard/registry.ts';
import { object } from '../../lint/read/json.ts';
import type { LiveDashboard, QueryPlace } from './dashboard.ts';
import { verifyInterrupted } from './interrupted.ts';
import { readLiveDashboard } from './read-dashboard.ts';

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
    const byId = new Map(panels.map(({ panel, mayBeEmpty }) => [panel.id, mayBeEmpty]));
    const declared = (place: QueryPlace) =>
      'annotation' in place ? undefined : byId.get(place.panel)?.get(place.query);
    found.push(readLiveDashboard(object(dashboard), entry.file, declared));
  }
  return found;
}
