/** Names that other things refer to, and that therefore never change on their own: uids, panel ids, addresses. */
import type { PanelReference } from '../policy/alerts.ts';

/** What all uids begin with, so that they meet no dashboard of someone else's in a shared Grafana. */
const prefix = 'order-processing';

/** The tag by which our dashboards find each other, and by which a push knows its own. */
export const ownTag = 'order-dashboards';

/** The uid of a dashboard by its short name: at most 40 characters of `a-zA-Z0-9-_`, as Grafana wants it. */
export function dashboardUid(name: string): string {
  return `${prefix}-${name}`;
}

/**
 * The id of the panel with that key: the key's hash (FNV-1a) as a positive number of 31 bits, what Grafana stores. It
 * depends on nothing else, so inserting, moving or renaming panels changes no id and breaks no link.
 */
export function panelId(key: string): number {
  let hash = 0x811c_9dc5;
  for (let index = 0; index < key.length; index += 1) hash = Math.imul(hash ^ key.charCodeAt(index), 0x0100_0193);
  return hash & 0x7fff_ffff || 1;
}

/** The key of the panel that shows an alert's runbook. */
export function runbookKey(alert: string): string {
  return `runbook-${alert}`;
}

/** The key of a row, which has none of its own: two rows of a dashboard cannot have one title. */
export function rowKey(title: string): string {
  return `row-${title}`;
}

/** The address of a dashboard within its Grafana. */
export function dashboardUrl(name: string): string {
  return `/d/${dashboardUid(name)}`;
}

/** The address of one panel, shown alone. */
export function panelUrl(reference: PanelReference): string {
  return `${dashboardUrl(reference.dashboard)}?viewPanel=${panelId(reference.panel)}`;
}
