/** What code and Grafana had in common last. */
import type { Json } from '../lint/read/json.ts';
import type { DashboardVersion } from './grafana.ts';
import type { History } from './history.ts';
import type { Edit } from './plan.ts';
import { sameContent } from './same-content.ts';

/**
 * The newest version that a push of ours made or that is what the code says, whichever is newer: somebody may have
 * brought an edit from Grafana back into the code, which then needed no push. Undefined where there is none.
 */
export function ancestorOf(code: Json, { versions, marked }: History): DashboardVersion | undefined {
  return versions.find((version) => version === marked?.version || sameContent(version.content, code));
}

/** What was saved after that, newest first. */
export function editsSince(ancestor: DashboardVersion, { versions }: History): readonly Edit[] {
  return versions
    .filter(({ version }) => version > ancestor.version)
    .map(({ version, created, createdBy, message }) => ({ by: createdBy, at: created, version, message }));
}
