import type { DashboardFactory } from './definition.ts';

export interface RegistryEntry {
  /** The file that defines it, for messages and for the link to the source. */
  readonly file: string;
  /** The directory of its folder, which the settings know by title and uid. */
  readonly folder: string;
  /** Loads that file, so that one which cannot be loaded is known by name. */
  readonly load: () => Promise<DashboardFactory>;
}
