/** What a push needs of a Grafana, whichever of its APIs answers. Nothing here knows what a push is. */
import type { Json } from '../lint/read/json.ts';

/** Who keeps a dashboard, beside people in the UI. */
export type Manager =
  /** Provisioned from files of the server. */
  | { readonly kind: 'file'; readonly source: string | undefined }
  /** `terraform`, `repo`, `kubectl` and others; `id` is what they call themselves. */
  | { readonly kind: 'tool'; readonly name: string; readonly id: string | undefined }
  | { readonly kind: 'plugin'; readonly id: string | undefined };

/** A dashboard as a search lists it. */
export interface ListedDashboard {
  readonly uid: string;
  readonly title: string;
  readonly tags: readonly string[];
  /** Undefined in the root folder, "Dashboards". */
  readonly folderUid: string | undefined;
}

/** A dashboard as the server has it. */
export interface StoredDashboard {
  readonly uid: string;
  readonly folderUid: string | undefined;
  /** Grows with each save; a save that names another one is refused. */
  readonly version: number;
  /** Without the numbers of this server, `id` and `version`; with `uid`. Undefined where the server cannot give it in the classic form. */
  readonly content: Json | undefined;
  readonly manager: Manager | undefined;
}

/** One entry of a dashboard's history. */
export interface DashboardVersion {
  readonly version: number;
  /** ISO 8601, in UTC. */
  readonly created: string;
  /** The login of a person; Grafana 12.2 shows the dashboard's creator in place of a service account. */
  readonly createdBy: string;
  readonly message: string;
  /** As in `StoredDashboard`. */
  readonly content: Json;
}

/** A folder as a search lists it. */
export interface ListedFolder {
  readonly uid: string;
  readonly title: string;
  readonly parentUid: string | undefined;
}

export interface StoredFolder extends ListedFolder {
  readonly version: number;
  readonly updatedBy: string;
  /** ISO 8601, in UTC. */
  readonly updated: string;
}

/** How many of each kind a folder holds, by the server's names; undefined where the server cannot count. */
export type FolderCounts = Readonly<Record<string, number>> | undefined;

/** What became of a write. */
export type Written =
  | { readonly kind: 'done' }
  /** The stored version is another one, or what should be made is there already. */
  | { readonly kind: 'changed-since' }
  /** Not there. */
  | { readonly kind: 'missing' }
  /** The server will not do it; `reason` is in its own words. `permission` where a permission lacks, named in the reason. */
  | { readonly kind: 'refused'; readonly status: number; readonly reason: string; readonly permission: boolean }
  /** The server did not take it, and it can be sent again after so many milliseconds, if it said so. */
  | { readonly kind: 'busy'; readonly reason: string; readonly retryAfter: number | undefined }
  /** No answer that says whether it was done: a time-out, a closed connection, a gateway's error, a broken body. */
  | { readonly kind: 'unsure'; readonly reason: string; readonly retryAfter: number | undefined };

export interface SaveRequest {
  readonly uid: string;
  /** Without `id` and `version`. */
  readonly content: Json;
  readonly folderUid: string | undefined;
  /** The version that it takes the place of; undefined to create it. */
  readonly version: number | undefined;
  /** At most 500 bytes. */
  readonly message: string;
}

/** Where a Grafana is and what it can do, as probing found. */
export interface ServerFacts {
  /** Without a slash at the end. */
  readonly address: string;
  /** As it reports itself, which need not be what it is; undefined where it does not say. */
  readonly version: string | undefined;
  readonly organisation: string | undefined;
  /** Who signed in: a login; undefined where it does not say. */
  readonly login: string | undefined;
  /** Whether whole dashboards can be listed by pages. */
  readonly listsWhole: boolean;
  /** A sentence for each choice, with its reason: which API reads, which writes. */
  readonly choices: readonly string[];
}

/**
 * Reads are repeated by themselves where the server is busy or the connection breaks, until the time limit. A write is
 * sent once: what to do after it is decided by who knows what it wrote.
 *
 * All throw a UserError where nothing can go on: credentials that are refused (exit code 3), a permission to read that
 * lacks (3, naming it: `NotPermitted`), a server that does not answer in time (4), something that is no Grafana (2), an interruption (5).
 */
export interface Grafana {
  readonly facts: ServerFacts;
  /** All folders that may be seen, in any order. Grows with pages. */
  listFolders(): Promise<readonly ListedFolder[]>;
  /** Undefined where it is not there. */
  folder(uid: string): Promise<StoredFolder | undefined>;
  countIn(folderUid: string): Promise<FolderCounts>;
  /** All dashboards that may be seen, in any order. Grows with pages. */
  listDashboards(): Promise<readonly ListedDashboard[]>;
  /** All dashboards whole, where `facts.listsWhole`. Grows with pages. */
  allDashboards(): AsyncIterable<StoredDashboard>;
  /** Undefined where it is not there. */
  dashboard(uid: string): Promise<StoredDashboard | undefined>;
  /**
   * Its history, newest first, at most so many; empty where there is none. The first version of all may show another
   * message than it was saved with: `message` reads the true one.
   */
  versions(uid: string, limit: number): Promise<readonly DashboardVersion[]>;
  message(uid: string, version: number): Promise<string>;

  saveDashboard(request: SaveRequest): Promise<Written>;
  deleteDashboard(uid: string): Promise<Written>;
  createFolder(folder: ListedFolder): Promise<Written>;
  renameFolder(uid: string, title: string, version: number): Promise<Written>;
  moveFolder(uid: string, parentUid: string | undefined): Promise<Written>;
  deleteFolder(uid: string): Promise<Written>;
}
