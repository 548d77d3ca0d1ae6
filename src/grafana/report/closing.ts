/** How a push ends that did not do everything: one line, and what to do next. */
import { exitCode, type ExitCode } from '../../errors/exit-code.ts';
import { UserError } from '../../errors/user-error.ts';
import type { Applied, Outcome } from '../outcome.ts';
import { countApplied } from './applied-counts.ts';
import { count } from './words.ts';

/** Undefined where everything is as the code says. */
export function closingOf(applied: Applied, exit: ExitCode): UserError | undefined {
  if (exit === exitCode.done) return undefined;
  const { dashboards: of, folders, unusable } = countApplied(applied);
  const done = of.created + of.updated + of.moved + of.deleted;
  const parts = [
    ...part(of.failed, 'failed'),
    ...part(of.left, of.left === 1 ? 'was left alone' : 'were left alone'),
    ...part(of.unsure, of.unsure === 1 ? 'is not certain' : 'are not certain'),
    ...(folders.left + folders.failed === 0 ? [] : [`${count(folders.left + folders.failed, 'folder')} as before`]),
    ...(unusable === 0 ? [] : [`${count(unusable, 'file')} cannot be pushed`]),
  ];
  const what = `${count(done, 'dashboard')} written${parts.length === 0 ? '' : `; ${parts.join(', ')}`}.`;
  return new UserError(`${beginning(applied)}${what}`, { next: nextOf(applied, exit), exit });
}

function beginning({ stopped }: Applied): string {
  switch (stopped) {
    case 'interrupted':
      return 'The push was interrupted: ';
    case 'time-limit':
      return 'The push ran into its time limit: ';
    case 'refused':
      return 'The push was stopped: ';
    case undefined:
      return 'Not everything is as the code says: ';
  }
}

function nextOf({ stopped, dashboards, folders, retired, emptied, plan }: Applied, exit: ExitCode): string {
  const all = [...folders, ...dashboards, ...retired, ...emptied].map(({ outcome }) => outcome);
  if (exit === exitCode.permission || all.some(lacksPermission)) {
    return 'Give the token the permissions that are named above (docs/push.md lists all), and push again.';
  }
  if (stopped === 'interrupted') return 'Push again; what is there already is not written twice.';
  if (stopped === 'time-limit') return 'Push again, with a longer --limit; what is there already is not written twice.';
  if (all.some(({ kind }) => kind === 'unsure' || kind === 'changed-since')) return 'dashboards plan, then push again.';
  if (all.some(({ kind }) => kind === 'failed')) return 'See above why; mend it, and push again.';
  if (plan.unusable.length > 0) return 'Mend the files that are named above.';
  return 'See above what to do with each.';
}

function lacksPermission(outcome: Outcome): boolean {
  return outcome.kind === 'failed' && outcome.permission;
}

function part(number: number, what: string): readonly string[] {
  return number === 0 ? [] : [`${number} ${what}`];
}
