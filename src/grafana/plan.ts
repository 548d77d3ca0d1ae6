/** What a push would do, and what it would leave alone, and why. Made by reading only. */
import type { Difference } from '../compare/difference.ts';
import type { Json } from '../lint/read/json.ts';
import type { DesiredDashboard, DesiredFolder, UnusableFile } from './desired.ts';
import type { Manager, StoredDashboard, StoredFolder } from './grafana.ts';

/** A save that somebody else made since our last push. */
export interface Edit {
  readonly by: string;
  /** ISO 8601, in UTC. */
  readonly at: string;
  readonly version: number;
  readonly message: string;
}

export type FolderStep =
  | { readonly kind: 'leave'; readonly folder: DesiredFolder }
  | { readonly kind: 'create'; readonly folder: DesiredFolder }
  | { readonly kind: 'rename'; readonly folder: DesiredFolder; readonly stored: StoredFolder }
  | { readonly kind: 'move'; readonly folder: DesiredFolder; readonly stored: StoredFolder; readonly rename: boolean }
  | {
      readonly kind: 'conflict';
      readonly folder: DesiredFolder;
      readonly stored: StoredFolder;
      /** A sentence: who renamed it, and when. */
      readonly reason: string;
      /** It cannot lie where the code says: --force is no help. */
      readonly isStuck: boolean;
    }
  /** It cannot be made, and nothing in it: its parent is not there. */
  | { readonly kind: 'impossible'; readonly folder: DesiredFolder; readonly reason: string }
  /** With --prune: empty after the deletions. */
  | { readonly kind: 'delete'; readonly stored: StoredFolder };

/** Why a dashboard is left alone although it differs from the code. */
export type ConflictKind =
  /** Only Grafana changed since our last push. */
  | 'edited'
  /** Code and Grafana changed. */
  | 'both'
  /** Somebody moved it to another folder. */
  | 'moved'
  /** Nothing says what we pushed last: first contact, pruned history, somebody else's. */
  | 'unknown';

/** What a save takes the place of, so that it can be backed up and listed. */
export interface Overwritten {
  readonly kind: ConflictKind;
  readonly edits: readonly Edit[];
  /** From our last push, or from the code where nothing is known of one, to what Grafana has: what is lost. */
  readonly lost: Difference;
}

export type DashboardStep =
  /** The contents agree. `rewritten` where the server keeps something else than it was sent. */
  | { readonly kind: 'leave'; readonly dashboard: DesiredDashboard; readonly rewritten: boolean }
  | { readonly kind: 'create'; readonly dashboard: DesiredDashboard; readonly renamedFrom: string | undefined }
  | {
      readonly kind: 'update';
      readonly dashboard: DesiredDashboard;
      readonly stored: StoredDashboard;
      /** From what Grafana has to the code; the same on both sides where it is moved only. */
      readonly difference: Difference;
      /** The folder that it leaves. */
      readonly movedFrom: { readonly folderUid: string | undefined } | undefined;
      /** With --force or --adopt, where it takes the place of what is not ours. */
      readonly overwritten: Overwritten | undefined;
      /** The commit at which the code said what Grafana has, where somebody else saved that: it was brought into the code. */
      readonly known?: string;
    }
  | {
      readonly kind: 'conflict';
      readonly dashboard: DesiredDashboard;
      readonly stored: StoredDashboard;
      readonly conflict: ConflictKind;
      /** Newest first; empty where nothing is known. */
      readonly edits: readonly Edit[];
      /** What Grafana has changed since our last push; from the code where nothing is known of one. */
      readonly difference: Difference;
    }
  /** Somebody else's to write. */
  | { readonly kind: 'managed'; readonly dashboard: DesiredDashboard; readonly manager: Manager }
  /** Grafana keeps it in a form that this program does not write. */
  | { readonly kind: 'unreadable'; readonly dashboard: DesiredDashboard }
  /** Its folder cannot be made or is in conflict in a way that keeps it out. */
  | { readonly kind: 'impossible'; readonly dashboard: DesiredDashboard; readonly reason: string };

/** A dashboard with our mark that the code no longer has. */
export type RetiredStep = {
  readonly uid: string;
  readonly title: string;
  readonly folderUid: string | undefined;
} & (
  | { readonly kind: 'delete'; readonly stored: StoredDashboard; readonly content: Json }
  /** Without --prune, or where it is not certain that nobody's work is lost. */
  | { readonly kind: 'keep'; readonly reason: string }
);

export interface Plan {
  /** Parents before children. */
  readonly folders: readonly FolderStep[];
  /** In the order of the source. */
  readonly dashboards: readonly DashboardStep[];
  readonly retired: readonly RetiredStep[];
  /** Folders to be deleted after that, children before parents. */
  readonly emptied: readonly Extract<FolderStep, { kind: 'delete' }>[];
  readonly unusable: readonly UnusableFile[];
  /** Folders that `retiredFolders` names and that are not deleted, by uid, each with the reason. */
  readonly staying?: ReadonlyMap<string, string>;
}

export interface PlanOptions {
  readonly force: boolean;
  readonly adopt: boolean;
  readonly prune: boolean;
  /** Uids of folders that were ours and that the code no longer has. */
  readonly retiredFolders: readonly string[];
}
