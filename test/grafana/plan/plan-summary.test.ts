import { describe, expect, it } from 'vitest';
import {
  hasChanges,
  hasWrites,
  leavesBehind,
  mostDeletions,
  planSummary,
  tooManyDeletions,
} from '../../../src/grafana/plan-summary.ts';
import type { StoredDashboard, StoredFolder } from '../../../src/grafana/grafana.ts';
import type { DashboardStep, FolderStep, Plan, RetiredStep } from '../../../src/grafana/plan.ts';
import { desiredDashboard, desiredFolder, home } from './support.ts';

const empty: Plan = { folders: [], dashboards: [], retired: [], emptied: [], unusable: [] };
const dashboard = desiredDashboard('orders');
const stored: StoredDashboard = {
  uid: 'orders',
  folderUid: home,
  version: 1,
  content: dashboard.content,
  manager: undefined,
};
const folder = desiredFolder(home);
const storedFolder: StoredFolder = {
  uid: home,
  title: 'Other',
  parentUid: undefined,
  version: 1,
  updatedBy: 'alice',
  updated: '2026-11-22T10:00:00Z',
};
const difference = { panels: [], variables: [], annotations: [], properties: [] };
const keep: RetiredStep = { kind: 'keep', uid: 'old', title: 'Old', folderUid: home, reason: 'edited' };
const remove: RetiredStep = {
  kind: 'delete',
  uid: 'old',
  title: 'Old',
  folderUid: home,
  stored,
  content: dashboard.content,
};

const folderSteps: readonly (readonly [FolderStep, 'writes' | 'leaves' | 'neither'])[] = [
  [{ kind: 'leave', folder }, 'neither'],
  [{ kind: 'create', folder }, 'writes'],
  [{ kind: 'rename', folder, stored: storedFolder }, 'writes'],
  [{ kind: 'move', folder, stored: storedFolder, rename: false }, 'writes'],
  [{ kind: 'conflict', folder, stored: storedFolder, reason: 'renamed', isStuck: false }, 'leaves'],
  [{ kind: 'impossible', folder, reason: 'no parent' }, 'leaves'],
];

const dashboardSteps: readonly (readonly [DashboardStep, 'writes' | 'leaves' | 'neither'])[] = [
  [{ kind: 'leave', dashboard, rewritten: true }, 'neither'],
  [{ kind: 'create', dashboard, renamedFrom: undefined }, 'writes'],
  [{ kind: 'update', dashboard, stored, difference, movedFrom: undefined, overwritten: undefined }, 'writes'],
  [{ kind: 'conflict', dashboard, stored, conflict: 'both', edits: [], difference }, 'leaves'],
  [{ kind: 'managed', dashboard, manager: { kind: 'plugin', id: undefined } }, 'leaves'],
  [{ kind: 'unreadable', dashboard }, 'leaves'],
  [{ kind: 'impossible', dashboard, reason: 'no folder' }, 'leaves'],
];

const plans: readonly (readonly [string, Plan, 'writes' | 'leaves' | 'neither'])[] = [
  ['nothing at all', empty, 'neither'],
  ...folderSteps.map(([step, what]) => [`a folder to ${step.kind}`, { ...empty, folders: [step] }, what] as const),
  ...dashboardSteps.map(
    ([step, what]) => [`a dashboard to ${step.kind}`, { ...empty, dashboards: [step] }, what] as const,
  ),
  ['a retired one that is kept', { ...empty, retired: [keep] }, 'neither'],
  ['a retired one that goes', { ...empty, retired: [remove] }, 'writes'],
  ['a folder that goes', { ...empty, emptied: [{ kind: 'delete', stored: storedFolder }] }, 'writes'],
  ['a file that cannot be used', { ...empty, unusable: [{ file: 'a.json', reason: 'no uid' }] }, 'leaves'],
];

describe('what a plan comes to', () => {
  it.each(plans)('%s', (_, plan, what) => {
    expect(hasWrites(plan)).toBe(what === 'writes');
    expect(leavesBehind(plan)).toBe(what === 'leaves');
    expect(hasChanges(plan)).toBe(what !== 'neither');
  });

  it('is counted', () => {
    const plan = {
      folders: folderSteps.map(([step]) => step),
      dashboards: [...dashboardSteps, ...dashboardSteps.slice(0, 2)].map(([step]) => step),
      retired: [keep, remove, remove],
      emptied: [{ kind: 'delete', stored: storedFolder }],
      unusable: [],
    } as const;
    expect(planSummary(plan)).toEqual({
      folders: { leave: 1, create: 1, rename: 1, move: 1, conflict: 1, impossible: 1 },
      dashboards: { leave: 2, create: 2, update: 1, conflict: 1, managed: 1, unreadable: 1, impossible: 1 },
      retired: { delete: 2, keep: 1 },
      emptied: 1,
      unusable: 0,
    });
  });

  it('has too many deletions from the eleventh on', () => {
    const deletions = (count: number): Plan => ({ ...empty, retired: Array.from({ length: count }, () => remove) });
    expect(mostDeletions).toBe(10);
    expect(tooManyDeletions(deletions(10))).toBe(false);
    expect(tooManyDeletions({ ...deletions(10), retired: [...deletions(10).retired, keep] })).toBe(false);
    expect(tooManyDeletions(deletions(11))).toBe(true);
  });
});
