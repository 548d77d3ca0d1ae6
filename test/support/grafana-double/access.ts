/** Who may do what: by role, and only where Grafana gave the roles a permission when the thing was made. */
import { ancestors, type Account, type Dashboard, type Folder, type State } from './state.ts';

const ofRole: Readonly<Record<string, readonly string[]>> = {
  Editor: [
    'dashboards:read',
    'dashboards:create',
    'dashboards:write',
    'dashboards:delete',
    'folders:read',
    'folders:create',
    'folders:write',
    'folders:delete',
    'orgs:read',
  ],
  Viewer: ['dashboards:read', 'folders:read', 'orgs:read'],
};

/** Whether the account has a permission anywhere. */
export function has(account: Account, permission: string): boolean {
  if (account.lacks.has(permission)) return false;
  return account.role === 'Admin' || (ofRole[account.role]?.includes(permission) ?? false);
}

export function mayDashboard(state: State, account: Account, permission: string, dashboard: Dashboard): boolean {
  if (!has(account, permission)) return false;
  return account.role === 'Admin' || dashboard.open || isOpen(state, dashboard.folderUid);
}

export function mayFolder(state: State, account: Account, permission: string, folder: Folder): boolean {
  if (!has(account, permission)) return false;
  return account.role === 'Admin' || isOpen(state, folder.uid);
}

/** Whether something may be put into a folder; empty for the root. */
export function mayPut(state: State, account: Account, permission: string, folderUid: string): boolean {
  if (!has(account, permission)) return false;
  return account.role === 'Admin' || folderUid === '' || isOpen(state, folderUid);
}

function isOpen(state: State, folderUid: string): boolean {
  return ancestors(state, folderUid).some(({ open }) => open);
}
