/** What a push takes away, said before it does. */
import { UserError } from '../../errors/user-error.ts';
import { few } from '../../text/few.ts';
import { tooManyDeletions } from '../plan-summary.ts';
import type { Plan } from '../plan.ts';
import type { PlaceOf } from '../where-defined.ts';
import { differenceOf, lostText } from './plan-rows.ts';

/** @throws UserError where a push would delete many dashboards, and nobody said that this is meant */
export function refuseManyDeletions(plan: Plan, meant: boolean): void {
  if (meant || !tooManyDeletions(plan)) return;
  const deleted = plan.retired.filter(({ kind }) => kind === 'delete');
  throw new UserError(`This push would delete ${deleted.length} dashboards; nothing was done.`, {
    details: few(
      deleted.map(({ title, uid }) => `${title} (${uid})`),
      50,
      (left) => `and ${left} more`,
    ),
    next: 'Look at dashboards plan --prune; if all of them are meant, push again with --yes.',
  });
}

/** Lines of a difference that are told of one dashboard. */
const mostLines = 12;

/** Each dashboard that is overwritten against somebody else's version, or deleted: by whom it is, and what is lost. */
export function destroyedLines(plan: Plan, placeOf: PlaceOf, width = Number.POSITIVE_INFINITY): readonly string[] {
  const overwritten = plan.dashboards.flatMap((step) => {
    if (step.kind !== 'update' || step.overwritten === undefined) return [];
    const { kind, edits, lost } = step.overwritten;
    const lines =
      kind === 'unknown'
        ? []
        : differenceOf(lost, step.dashboard.file, { placeOf, most: mostLines, width }).map((line) => `  ${line}`);
    return [`overwrites "${step.dashboard.title}" (${step.dashboard.uid}): ${lostText(kind, edits)}`, ...lines];
  });
  const deleted = plan.retired.flatMap(({ kind, title, uid }) =>
    kind === 'delete' ? [`deletes "${title}" (${uid}), which the code no longer has`] : [],
  );
  return [...overwritten, ...deleted];
}
