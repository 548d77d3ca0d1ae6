/**
 * A double of Grafana's HTTP API: it keeps what is written to it, and answers from that as Grafana 12.2 does. What real
 * servers answered is replayed against it in `test/grafana/double`.
 */
import { createHash } from 'node:crypto';
import type { Json } from '../../../src/lint/read/json.ts';
import { people } from '../grafana-people.ts';
import type { TestGrafana } from '../test-grafana.ts';
import type { Fault, Match } from './faults.ts';
import { addFolder } from './folders.ts';
import { personality, type DoubleOptions } from './options.ts';
import { save } from './save.ts';
import { listen, type Asked, type Hook } from './server.ts';
import { addAccount, addToken, newState, type Role, type State } from './state.ts';

export { gateway, type Fault, type Match } from './faults.ts';
export type { DoubleOptions } from './options.ts';
export type { Asked } from './server.ts';

/** A dashboard that no person keeps. */
export interface Kept {
  readonly content: Json;
  readonly folderUid?: string;
}

export interface GrafanaDouble extends TestGrafana {
  readonly state: State;
  /** What was asked, without what people did through this object; oldest first. */
  readonly requests: readonly Asked[];
  /** Those that changed something. */
  readonly writes: () => readonly Asked[];
  readonly clearRequests: () => void;
  readonly connections: () => number;
  /** Lets a request go wrong: the next one that fits, unless the match says otherwise. */
  readonly fault: (match: Match, fault: Fault) => void;
  /** Runs before a request is looked at: an edit between plan and write. */
  readonly before: (match: Match, run: Hook) => void;
  /** Runs after it was answered. */
  readonly after: (match: Match, run: Hook) => void;
  /** Nothing more goes wrong, and nobody does anything between requests. */
  readonly calm: () => void;
  readonly restart: (ms: number) => Promise<void>;
  readonly closeIdle: () => void;
  /** The token of a new service account; `lacks` are permissions taken from its role. */
  readonly tokenOf: (role: Role, lacks?: readonly string[]) => string;
  /** Provisioned from a file of the server. */
  readonly provision: (dashboard: Kept, file?: string) => void;
  /** Managed by a tool or a plugin, as the annotations of `/apis` say where the storage keeps them. */
  readonly manage: (dashboard: Kept, manager: { readonly kind: string; readonly id: string }) => void;
  /** Stored as a v2 dashboard. */
  readonly addV2: (uid: string, title: string, folderUid?: string) => void;
}

export async function startGrafanaDouble(options: DoubleOptions = {}): Promise<GrafanaDouble> {
  const is = personality(options);
  const state = newState(is.password);
  const server = await listen(state, is, options);
  const admin = { user: 'admin', password: is.password };
  const calm = (): void => {
    for (const plans of [server.faults, server.before, server.after]) plans.clear();
  };
  let lastToken = 0;
  const tokenOf = (role: Role, lacks: readonly string[] = []): string => {
    const name = `${role.toLowerCase()}-${++lastToken}`;
    const login = `sa-${is.organisation.id}-${name}`;
    return addToken(
      state,
      addAccount(state, { login, name, kind: 'service-account', role, password: undefined, lacks }),
    );
  };
  const keep = ({ content, folderUid = '' }: Kept, storedVersion?: string): ReturnType<typeof save>['dashboard'] =>
    save(state, is, {
      uid: String(content['uid']),
      folderUid,
      content,
      message: '',
      by: undefined,
      ...(storedVersion === undefined ? {} : { storedVersion }),
    }).dashboard;
  return {
    url: server.url,
    admin,
    real: false,
    uid: (name) => name,
    state,
    token: (role) => Promise.resolve(tokenOf(role)),
    tokenOf,
    ...people(server.url, admin),
    reset: () => {
      state.dashboards.clear();
      state.folders.clear();
      server.requests.splice(0);
      calm();
      return Promise.resolve();
    },
    stop: server.stop,
    requests: server.requests,
    writes: () => server.requests.filter(({ wrote }) => wrote),
    clearRequests: () => void server.requests.splice(0),
    connections: server.connections,
    fault: server.faults.add,
    before: server.before.add,
    after: server.after.add,
    calm,
    restart: server.restart,
    closeIdle: server.closeIdle,
    provision: (dashboard, file = `${String(dashboard.content['uid'])}.json`) => {
      const kept = keep(dashboard);
      kept.file = file;
      kept.managed = {
        'grafana.app/managedBy': 'classic-file-provisioning',
        'grafana.app/managerId': 'recorded',
        'grafana.app/sourceChecksum': createHash('md5').update(JSON.stringify(dashboard.content)).digest('hex'),
        'grafana.app/sourcePath': file,
        'grafana.app/sourceTimestamp': String(Math.floor(Date.now() / 1000)),
      };
    },
    manage: (dashboard, { kind, id }) => {
      keep(dashboard).managed = { 'grafana.app/managedBy': kind, 'grafana.app/managerId': id };
    },
    addV2: (uid, title, folderUid = '') => {
      keep({ content: { uid, title, elements: {}, layout: {} }, folderUid }, 'v2alpha1');
    },
  };
}

/** A folder of the server's own, such as that of provisioned dashboards. */
export function ownFolder(double: GrafanaDouble, uid: string, title: string): void {
  addFolder(double.state, { uid, title, parentUid: '', by: undefined });
}
