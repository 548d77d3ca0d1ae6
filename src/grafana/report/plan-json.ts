/** A plan for programs; docs/json-output.md describes it. */
import { differenceJson, summary } from '../../compare/describe.ts';
import type { Difference } from '../../compare/difference.ts';
import type { ServerFacts } from '../grafana.ts';
import type { DashboardStep, FolderStep, Plan, RetiredStep } from '../plan.ts';
import { hasChanges } from '../plan-summary.ts';
import type { PlaceOf } from '../where-defined.ts';
import { actionOf, countPlan } from './plan-counts.ts';

export function planJson(plan: Plan, facts: ServerFacts, placeOf: PlaceOf): string {
  return json({
    ok: !hasChanges(plan),
    server: serverJson(facts),
    summary: countPlan(plan),
    folders: [...plan.folders, ...plan.emptied].map(folderJson),
    dashboards: plan.dashboards.map((step) => dashboardJson(step, placeOf)),
    retired: plan.retired.map(retiredJson),
    unusable: plan.unusable,
  });
}

export function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

export function serverJson({ address, version, organisation, login }: ServerFacts) {
  return { address, version: version ?? null, organisation: organisation ?? null, login: login ?? null };
}

export function folderJson(step: FolderStep) {
  if (step.kind === 'delete') {
    const { uid, title, parentUid } = step.stored;
    return { action: step.kind, uid, title, parent: parentUid ?? null };
  }
  const { uid, title, parentUid, from } = step.folder;
  return {
    action: step.kind,
    uid,
    title,
    parent: parentUid ?? null,
    from,
    ...('stored' in step ? { stored: { title: step.stored.title, parent: step.stored.parentUid ?? null } } : {}),
    ...('reason' in step ? { reason: step.reason } : {}),
  };
}

export function dashboardJson(step: DashboardStep, placeOf: PlaceOf) {
  const { uid, title, folderUid, file } = step.dashboard;
  return { action: actionOf(step), uid, title, folder: folderUid ?? null, file, ...more(step, placeOf) };
}

function more(step: DashboardStep, placeOf: PlaceOf): object {
  switch (step.kind) {
    case 'leave':
      return { rewritten: step.rewritten };
    case 'create':
      return step.renamedFrom === undefined ? {} : { renamedFrom: step.renamedFrom };
    case 'update':
      return {
        version: step.stored.version,
        ...(step.movedFrom === undefined ? {} : { movedFrom: { folder: step.movedFrom.folderUid ?? null } }),
        ...differs(step.difference, step.dashboard.file, placeOf),
        ...(step.known === undefined ? {} : { known: step.known }),
        ...(step.overwritten === undefined
          ? {}
          : {
              overwritten: {
                conflict: step.overwritten.kind,
                edits: step.overwritten.edits,
                ...differs(step.overwritten.lost, step.dashboard.file, placeOf),
              },
            }),
      };
    case 'conflict':
      return {
        version: step.stored.version,
        conflict: step.conflict,
        edits: step.edits,
        storedIn: step.stored.folderUid ?? null,
        ...differs(step.difference, step.dashboard.file, placeOf),
      };
    case 'managed':
      return { manager: step.manager };
    case 'unreadable':
      return {};
    case 'impossible':
      return { reason: step.reason };
  }
}

/** @param file that defines the dashboard */
export function differs(difference: Difference, file: string, placeOf: PlaceOf) {
  return { summary: summary(difference), difference: differenceJson(difference, (id) => placeOf(id, file)) };
}

export function retiredJson(step: RetiredStep) {
  const { kind, uid, title, folderUid } = step;
  return { action: kind, uid, title, folder: folderUid ?? null, ...('reason' in step ? { reason: step.reason } : {}) };
}
