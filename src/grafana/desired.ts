/** What the code says that a Grafana should have. */
import type { Json } from '../lint/read/json.ts';

export interface DesiredFolder {
  readonly uid: string;
  readonly title: string;
  /** Another folder of ours, or one that must be there already; undefined for the root. */
  readonly parentUid: string | undefined;
  /** Where it comes from: a line of the configuration, a directory. */
  readonly from: string;
  /** Made where it is missing, and otherwise left as it is: what a backup says of its folder is old. */
  readonly onlyIfMissing?: true;
}

export interface DesiredDashboard {
  readonly uid: string;
  readonly title: string;
  /** With `uid`; without `id` and `version`. */
  readonly content: Json;
  readonly folderUid: string | undefined;
  /** The file that defines it: `dashboards/orders.ts`, or its JSON. */
  readonly file: string;
}

/** What cannot be pushed, and why: a file without a uid, two files with the same. */
export interface UnusableFile {
  readonly file: string;
  readonly reason: string;
}

/** What the code said of a dashboard at a commit. */
export interface Said {
  /** Abbreviated. */
  readonly commit: string;
  /** When it was committed: Unix time, in seconds. */
  readonly at: number;
  readonly content: Json;
}

export interface SaidSince {
  /** At the commit that was asked for; undefined where it said nothing, or none was asked for. */
  readonly base: Json | undefined;
  /** At commits that came after it, newest first; of all where none was asked for. */
  readonly later: readonly Said[];
}

export interface Desired {
  /** Parents before children. */
  readonly folders: readonly DesiredFolder[];
  readonly dashboards: readonly DesiredDashboard[];
  readonly unusable: readonly UnusableFile[];
  /** The git commit of the source, abbreviated, with `+` where files of it are changed; undefined outside of git. */
  readonly commit: string | undefined;
  /**
   * What the code said of one of the dashboards before, as far as its repository knows; undefined where it does not.
   * @param since a commit, as `commit` has it
   */
  readonly saidSince?: (dashboard: DesiredDashboard, since: string | undefined) => Promise<SaidSince | undefined>;
}
