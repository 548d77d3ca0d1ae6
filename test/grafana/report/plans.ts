/** Plans with one step of each kind, as reports meet them. */
import type { Difference } from '../../../src/compare/difference.ts';
import type { DesiredDashboard, DesiredFolder } from '../../../src/grafana/desired.ts';
import type { ServerFacts, StoredDashboard, StoredFolder } from '../../../src/grafana/grafana.ts';
import type { DashboardStep, Edit, FolderStep, Plan, RetiredStep } from '../../../src/grafana/plan.ts';

export const none: Difference = { panels: [], variables: [], annotations: [], properties: [] };

export const oneQuery: Difference = {
  ...none,
  panels: [
    {
      kind: 'changed',
      panel: { id: 1, title: 'Orders per second', type: 'timeseries' },
      row: 'Now',
      properties: [{ path: 'targets.A.expr', before: 'rate(orders[5m])', after: 'rate(orders[1m])' }],
      moved: false,
    },
  ],
};

export function dashboard(title: string, more: Partial<DesiredDashboard> = {}): DesiredDashboard {
  const uid = `op-${title.toLowerCase()}`;
  return {
    uid,
    title,
    content: { uid, title },
    folderUid: 'op',
    file: `dashboards/${title.toLowerCase()}.ts`,
    ...more,
  };
}

export function stored({ uid, content, folderUid }: DesiredDashboard, more: Partial<StoredDashboard> = {}) {
  return { uid, folderUid, version: 7, content, manager: undefined, ...more };
}

export const edits: readonly Edit[] = [
  { by: 'anna', at: '2026-11-22T10:14:00Z', version: 7, message: '' },
  { by: 'bert', at: '2026-11-21T09:00:00Z', version: 6, message: 'wider' },
];

const folder: DesiredFolder = {
  uid: 'op',
  title: 'Order processing',
  parentUid: undefined,
  from: 'dashboards.config.yaml:12',
};
const storedFolder: StoredFolder = {
  uid: 'op',
  title: 'Orders of the shop',
  parentUid: 'team',
  version: 2,
  updatedBy: 'anna',
  updated: '2026-11-22T10:14:00Z',
};

export const folders: Readonly<Record<FolderStep['kind'], FolderStep>> = {
  leave: { kind: 'leave', folder },
  create: { kind: 'create', folder },
  rename: { kind: 'rename', folder, stored: storedFolder },
  move: { kind: 'move', folder, stored: storedFolder, rename: true },
  conflict: { kind: 'conflict', folder, stored: storedFolder, reason: 'anna renamed it', isStuck: false },
  impossible: { kind: 'impossible', folder, reason: 'its parent folder "team" is not there' },
  delete: { kind: 'delete', stored: storedFolder },
};

const orders = dashboard('Orders');

export const steps = {
  leave: { kind: 'leave', dashboard: dashboard('Database'), rewritten: false },
  create: { kind: 'create', dashboard: dashboard('Payments'), renamedFrom: undefined },
  renamed: { kind: 'create', dashboard: dashboard('Refunds'), renamedFrom: 'op-returns' },
  update: {
    kind: 'update',
    dashboard: orders,
    stored: stored(orders),
    difference: oneQuery,
    movedFrom: undefined,
    overwritten: undefined,
  },
  move: {
    kind: 'update',
    dashboard: dashboard('Carts'),
    stored: stored(dashboard('Carts'), { folderUid: 'old' }),
    difference: none,
    movedFrom: { folderUid: 'old' },
    overwritten: undefined,
  },
  forced: {
    kind: 'update',
    dashboard: dashboard('Stock'),
    stored: stored(dashboard('Stock')),
    difference: oneQuery,
    movedFrom: undefined,
    overwritten: { kind: 'edited', edits, lost: oneQuery },
  },
  edited: {
    kind: 'conflict',
    dashboard: dashboard('Shipping'),
    stored: stored(dashboard('Shipping')),
    conflict: 'edited',
    edits,
    difference: oneQuery,
  },
  moved: {
    kind: 'conflict',
    dashboard: dashboard('Invoices'),
    stored: stored(dashboard('Invoices'), { folderUid: 'elsewhere' }),
    conflict: 'moved',
    edits: [],
    difference: none,
  },
  unknown: {
    kind: 'conflict',
    dashboard: dashboard('Queue'),
    stored: stored(dashboard('Queue')),
    conflict: 'unknown',
    edits: [],
    difference: oneQuery,
  },
  managed: {
    kind: 'managed',
    dashboard: dashboard('Hosts'),
    manager: { kind: 'tool', name: 'terraform', id: 'infra' },
  },
  unreadable: { kind: 'unreadable', dashboard: dashboard('Next') },
  impossible: { kind: 'impossible', dashboard: dashboard('Lost'), reason: 'its folder "team" is not there' },
} as const satisfies Readonly<Record<string, DashboardStep>>;

export const retired = {
  delete: {
    kind: 'delete',
    uid: 'op-gone',
    title: 'Gone',
    folderUid: 'op',
    stored: stored(dashboard('Gone')),
    content: {},
  },
  keep: {
    kind: 'keep',
    uid: 'op-old',
    title: 'Old',
    folderUid: 'op',
    reason: 'the code no longer has it; push --prune deletes it',
  },
} as const satisfies Readonly<Record<string, RetiredStep>>;

export function plan(more: Partial<Plan>): Plan {
  return { folders: [folders.leave], dashboards: [], retired: [], emptied: [], unusable: [], ...more };
}

/** One of each. */
export const everything = plan({
  folders: [folders.create, folders.move],
  dashboards: Object.values(steps),
  retired: Object.values(retired),
  unusable: [{ file: 'exported/broken.json', reason: 'is no JSON: Unexpected end of JSON input' }],
});

export const placeOf = (id: number): string | undefined => (id === 1 ? 'dashboards/panels/orders.ts:42' : undefined);

export const facts: ServerFacts = {
  address: 'https://grafana.example.org',
  version: '12.2.0',
  organisation: undefined,
  login: 'sa-1-push',
  listsWhole: true,
  choices: [],
};
