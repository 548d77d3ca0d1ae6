/** What a Grafana keeps: one organisation's dashboards, folders and accounts. */
import { randomBytes, randomUUID } from 'node:crypto';
import { timeOf } from './words.ts';

export type Role = 'Admin' | 'Editor' | 'Viewer' | 'None';

/** A person, or a service account. */
export interface Account {
  readonly id: number;
  readonly uid: string;
  readonly login: string;
  readonly name: string;
  readonly kind: 'user' | 'service-account';
  role: Role;
  password: string | undefined;
  /** Permissions taken from its role, such as `dashboards:delete`. */
  readonly lacks: ReadonlySet<string>;
}

export interface Version {
  readonly version: number;
  readonly parentVersion: number;
  readonly restoredFrom: number;
  readonly created: string;
  readonly by: Account | undefined;
  readonly message: string;
  readonly title: string;
  readonly tags: readonly string[];
  /** The content as JSON without `uid`, `id` and `version`, its keys sorted; kept as text, so that nothing is written twice. */
  readonly spec: string;
}

export interface Dashboard {
  readonly uid: string;
  readonly id: number;
  readonly resourceUid: string;
  readonly created: string;
  /** Undefined for the server itself. */
  readonly by: Account | undefined;
  /** Empty in the root. */
  folderUid: string;
  /** Oldest first; the last one is stored. */
  versions: Version[];
  /** The version of the resource API that it was last written with; `v0alpha1` for `/api` and files. */
  storedVersion: string;
  /** Annotations of who manages it: `grafana.app/managedBy` and others. */
  managed: Readonly<Record<string, string>>;
  /** The file that it comes from. */
  file: string | undefined;
  /** Whether roles may see and edit it by themselves: so it is with what is created in the root. */
  readonly open: boolean;
}

export interface Folder {
  readonly uid: string;
  readonly id: number;
  title: string;
  parentUid: string;
  version: number;
  readonly created: string;
  updated: string;
  readonly createdBy: string;
  updatedBy: string;
  readonly open: boolean;
}

export interface State {
  readonly dashboards: Map<string, Dashboard>;
  readonly folders: Map<string, Folder>;
  readonly accounts: Map<number, Account>;
  /** By what is sent. */
  readonly tokens: Map<string, Account>;
  /** Folders and dashboards are counted together, as are people and service accounts. */
  lastId: number;
  lastAccount: number;
  lastToken: number;
  /** Grows with each write. */
  revision: number;
}

export function newState(password: string): State {
  const state: State = {
    dashboards: new Map(),
    folders: new Map(),
    accounts: new Map(),
    tokens: new Map(),
    lastId: 0,
    lastAccount: 0,
    lastToken: 0,
    revision: 0,
  };
  addAccount(state, { login: 'admin', name: '', kind: 'user', role: 'Admin', password });
  return state;
}

export function addAccount(
  state: State,
  account: Pick<Account, 'login' | 'name' | 'kind' | 'role' | 'password'> & { readonly lacks?: readonly string[] },
): Account {
  const added = { ...account, id: ++state.lastAccount, uid: newUid(), lacks: new Set(account.lacks) };
  state.accounts.set(added.id, added);
  return added;
}

export function addToken(state: State, account: Account): string {
  const key = `glsa_${randomBytes(24).toString('base64url').replaceAll(/[-_]/g, 'x')}_${randomBytes(4).toString('hex')}`;
  state.tokens.set(key, account);
  state.lastToken++;
  return key;
}

export function byLogin(state: State, login: string): Account | undefined {
  return [...state.accounts.values()].find((account) => account.login === login);
}

/** As Grafana draws uids of folders and people. */
export function newUid(): string {
  return `${'abcdef'.charAt((randomBytes(1)[0] ?? 0) % 6)}g${randomBytes(6).toString('hex')}`;
}

export function newDashboard(state: State, uid: string, folderUid: string, by: Account | undefined): Dashboard {
  return {
    uid: uid === '' ? randomUUID() : uid,
    id: ++state.lastId,
    resourceUid: randomBytes(33).toString('base64url').replaceAll(/[-_]/g, 'X'),
    created: timeOf(new Date()),
    by,
    folderUid,
    versions: [],
    storedVersion: 'v0alpha1',
    managed: {},
    file: undefined,
    open: folderUid === '',
  };
}

export function stored(dashboard: Dashboard): Version {
  const newest = dashboard.versions.at(-1);
  if (newest === undefined) throw new Error(`the double kept ${dashboard.uid} without a version`);
  return newest;
}

/** From the root down to its parent. */
export function ancestors(state: State, parentUid: string): readonly Folder[] {
  const folder = state.folders.get(parentUid);
  return folder === undefined ? [] : [...ancestors(state, folder.parentUid), folder];
}

/** All folders below one, its children first. */
export function below(state: State, uid: string): readonly Folder[] {
  const children = [...state.folders.values()].filter(({ parentUid }) => parentUid === uid);
  return [...children, ...children.flatMap((child) => below(state, child.uid))];
}
