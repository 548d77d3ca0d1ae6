/** Why a dashboard is left as it is. */
import type { ConflictKind, DashboardStep } from './plan.ts';
import { managerName } from './retired.ts';

const conflicts: Readonly<Record<ConflictKind, string>> = {
  edited: 'it was edited in Grafana since our last push',
  both: 'it was edited in Grafana and in the code since our last push',
  moved: 'it was moved to another folder in Grafana',
  unknown: 'it differs, and nothing says that a push of ours made it',
};

export function reasonToLeave(
  step: Extract<DashboardStep, { kind: 'conflict' | 'managed' | 'unreadable' | 'impossible' }>,
): string {
  switch (step.kind) {
    case 'conflict':
      return conflicts[step.conflict];
    case 'managed':
      return `${managerName(step.manager)} manages it`;
    case 'unreadable':
      return 'Grafana keeps it in a form that this program does not write';
    case 'impossible':
      return step.reason;
  }
}
