import type { DashboardFactory } from './definition.ts';

export interface Folder {
  /** The directory below `provisioning/grafana/dashboards`. */
  readonly directory: string;
  readonly title: string;
  readonly uid: string;
}

export interface RegistryEntry {
  /** The file that defines it, for messages. */
  readonly file: string;
  readonly folder: Folder;
  /** Loads that file, so that one which cannot be loaded is known by name. */
  readonly load: () => Promise<DashboardFactory>;
}
