/** Everything that a dashboard's definition may depend on, resolved once and handed down. */
import type { Catalogue } from '../metrics/catalogue.ts';
import type { AlertName } from '../policy/alerts.ts';
import type { Policy } from '../policy/policy.ts';

export interface DataSources {
  /** The uid under which Prometheus is provisioned. */
  readonly prometheus: string;
  /** The uid of the data source that opens a trace; without one an exemplar shows its trace id only. */
  readonly traces?: string;
}

export interface Settings {
  readonly policy: Policy;
  readonly catalogue: Catalogue;
  readonly dataSources: DataSources;
  /** The runbook of each alert, as Markdown. */
  readonly runbooks: ReadonlyMap<AlertName, string>;
}
