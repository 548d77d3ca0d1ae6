import { exitCode } from '../errors/exit-code.ts';
import { UserError } from '../errors/user-error.ts';
import type { Finding } from './finding.ts';

/** How many findings are told; one mistake in a shared function can be in hundreds of panels. */
const toldAtMost = 50;

/**
 * Refuses dashboards in which something was found.
 * @throws UserError naming file, panel, query and rule of each finding, and what to do
 */
export function refuseFindings(findings: readonly Finding[]): void {
  if (findings.length === 0) return;
  const told = findings.slice(0, toldAtMost).map(({ file, panel, query, rule, problem, next }) => {
    const place = [
      file,
      ...(panel === undefined ? [] : [`panel "${panel.title}"`]),
      ...(query === undefined ? [] : [`query ${query}`]),
    ];
    return `${place.join(', ')}: ${problem}: ${next} [${rule}]`;
  });
  const more = findings.length - told.length;
  const count = findings.length === 1 ? 'one finding' : `${findings.length} findings`;
  throw new UserError(`The linter has ${count}, so nothing was written.`, {
    details: more > 0 ? [...told, `and ${more} more`] : told,
    next: 'Mend what is named above, or except a panel from a rule with the reason (docs/lint.md).',
    exit: exitCode.findings,
  });
}
