/** How each dashboard of the code stands to a Grafana; read off a plan. */
import type { Difference } from '../compare/difference.ts';
import type { DesiredDashboard } from './desired.ts';
import type { Manager } from './grafana.ts';
import type { DashboardStep, Edit, Plan } from './plan.ts';

export const states = [
  'in step',
  'code ahead',
  'edited in Grafana',
  'both changed',
  'moved in Grafana',
  'unknown',
  'not in Grafana',
  'managed',
  'unreadable',
  'impossible',
] as const;

export type State = (typeof states)[number];

export interface DashboardStatus {
  readonly dashboard: DesiredDashboard;
  readonly state: State;
  /** Saves that others made since our last push, newest first. */
  readonly edits: readonly Edit[];
  /**
   * Where the code is ahead, what a push would change; where Grafana was edited, what was edited since the last push;
   * where nothing is known of a push, what Grafana has otherwise than the code.
   */
  readonly difference: Difference | undefined;
  readonly manager: Manager | undefined;
  /** The folder that it is in, where that is another than the code says. */
  readonly storedIn: { readonly folderUid: string | undefined } | undefined;
  /** Why it cannot be pushed. */
  readonly reason: string | undefined;
}

/** @param plan one without `force` and `adopt`, which hide conflicts */
export function statusOf(plan: Plan): readonly DashboardStatus[] {
  return plan.dashboards.map((step) => ({
    dashboard: step.dashboard,
    state: stateOf(step),
    edits: step.kind === 'conflict' ? step.edits : [],
    difference: 'difference' in step ? step.difference : undefined,
    manager: step.kind === 'managed' ? step.manager : undefined,
    storedIn: storedIn(step),
    reason: step.kind === 'impossible' ? step.reason : undefined,
  }));
}

export function stateOf(step: DashboardStep): State {
  switch (step.kind) {
    case 'leave':
      return 'in step';
    case 'create':
      return 'not in Grafana';
    case 'update':
      return 'code ahead';
    case 'conflict':
      return conflictStates[step.conflict];
    case 'managed':
    case 'unreadable':
    case 'impossible':
      return step.kind;
  }
}

const conflictStates = {
  edited: 'edited in Grafana',
  both: 'both changed',
  moved: 'moved in Grafana',
  unknown: 'unknown',
} as const;

function storedIn(step: DashboardStep): DashboardStatus['storedIn'] {
  if (step.kind !== 'update' && step.kind !== 'conflict') return undefined;
  const { folderUid } = step.stored;
  return folderUid === step.dashboard.folderUid ? undefined : { folderUid };
}
