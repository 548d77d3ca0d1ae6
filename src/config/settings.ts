/** Everything that a dashboard's definition may depend on, resolved once and handed down. */
import type { Catalogue } from '../metrics/catalogue.ts';
import type { AlertName } from '../policy/alerts.ts';
import type { Policy } from '../policy/policy.ts';
import type { GrafanaServer } from './grafana-server.ts';

export interface DataSources {
  /** The uid under which Prometheus is provisioned. */
  readonly prometheus: string;
  /** The uid of the data source that opens a trace; without one an exemplar shows its trace id only. */
  readonly traces?: string;
}

/** A folder of Grafana. */
export interface Folder {
  /** The directory below `provisioning/grafana/dashboards`, by which the registry names it. */
  readonly directory: string;
  readonly title: string;
  readonly uid: string;
  /** The uid of the folder that it is in; absent at the root. */
  readonly parent?: string;
  /** File and line of the configuration that speak of it; absent where only the defaults do. */
  readonly definedAt?: string;
}

export interface Settings {
  readonly policy: Policy;
  readonly catalogue: Catalogue;
  readonly dataSources: DataSources;
  /** The runbook of each alert, as Markdown. */
  readonly runbooks: ReadonlyMap<AlertName, string>;
  /** By directory. */
  readonly folders: ReadonlyMap<string, Folder>;
  /** The address of the project's repository, or a template for that of a file, with `{path}`. */
  readonly repository?: string;
  /** The Grafana of the chosen environment. */
  readonly grafana?: GrafanaServer;
}
