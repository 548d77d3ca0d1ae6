/** A Grafana that tests may do anything to: the double, or a real one of their own. One suite of scenarios runs on both. */
import type { Json } from '../../src/lint/read/json.ts';

/** What a dashboard becomes: given without `id` and `version`, with `uid`. */
export type Change = (dashboard: Json) => Json;

export interface SeenDashboard {
  readonly content: Json;
  readonly version: number;
  /** Undefined in the root. */
  readonly folderUid: string | undefined;
}

export interface SeenVersion {
  readonly version: number;
  readonly message: string;
  readonly createdBy: string;
  readonly content: Json;
}

export interface SeenFolder {
  readonly uid: string;
  readonly title: string;
  readonly parentUid: string | undefined;
  readonly version: number;
  readonly updatedBy: string;
}

/** People who use the UI, and what they see. `by` is a login, made at need; without one it is the admin. */
export interface People {
  readonly addFolder: (folder: { uid: string; title: string; parentUid?: string }, by?: string) => Promise<void>;
  readonly renameFolder: (uid: string, title: string, by?: string) => Promise<void>;
  readonly moveFolder: (uid: string, parentUid: string | undefined, by?: string) => Promise<void>;
  readonly deleteFolder: (uid: string, by?: string) => Promise<void>;
  /** Undefined where it is not there. */
  readonly folder: (uid: string) => Promise<SeenFolder | undefined>;

  readonly addDashboard: (content: Json, to?: { folderUid?: string; message?: string }, by?: string) => Promise<void>;
  /** Saves what a change makes of it, and nothing else. */
  readonly edit: (uid: string, change: Change, by?: string) => Promise<void>;
  /** Saves as the UI does: with all that it fills in, takes away and puts into another order. */
  readonly uiSave: (uid: string, change: Change, by?: string) => Promise<void>;
  readonly moveDashboard: (uid: string, folderUid: string | undefined, by?: string) => Promise<void>;
  readonly deleteDashboard: (uid: string, by?: string) => Promise<void>;
  /** Makes an earlier version the newest. */
  readonly restore: (uid: string, version: number, by?: string) => Promise<void>;
  readonly dashboard: (uid: string) => Promise<SeenDashboard | undefined>;
  /** Newest first, each with its true message; empty where it is not there. */
  readonly versionsOf: (uid: string) => Promise<readonly SeenVersion[]>;
}

export interface TestGrafana extends People {
  /** With the path that it is served below, without a slash at the end. */
  readonly url: string;
  readonly admin: { readonly user: string; readonly password: string };
  readonly real: boolean;
  /** The uid for a test's name of something: drawn for this run where the server is shared with others. */
  readonly uid: (name: string) => string;
  /** The token of a new service account. */
  readonly token: (role: 'Admin' | 'Editor' | 'Viewer' | 'None') => Promise<string>;
  /** Takes away all dashboards and folders that are not provisioned. */
  readonly reset: () => Promise<void>;
  readonly stop: () => Promise<void>;
}
