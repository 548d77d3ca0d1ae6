/** `dashboards lint`: holds dashboards to the rules. */
import { registry } from '../../dashboards/index.ts';
import { resolveSettings } from '../config/resolve.ts';
import { exitCode, type ExitCode } from '../errors/exit-code.ts';
import { UserError } from '../errors/user-error.ts';
import { lintFolder, type LintedFolder } from '../lint/lint-folder.ts';
import { meanings } from '../lint/meanings.ts';
import { isClean, lintJson, lintText } from '../lint/report.ts';
import { lintRules, type LintRule } from '../policy/lint-rules.ts';
import { nearest, orNearest } from '../text/nearest.ts';
import { projectRoot } from '../text/project-root.ts';
import { brokenFiles, isOneFile, noDashboardIn, tellSkipped } from './dashboard-folder.ts';
import { untilInterrupted } from './interrupt.ts';
import { tell } from './tell.ts';

export interface LintOptions {
  readonly json?: boolean;
  /** Names of rules with commas between them. */
  readonly only?: string;
  readonly skip?: string;
  readonly list?: boolean;
  /** The environment whose limits, folders and Temporal profile are taken. */
  readonly env?: string;
}

/** @throws UserError */
export async function lint(target: string | undefined, options: LintOptions): Promise<ExitCode> {
  const json = options.json === true;
  if (options.list === true) {
    process.stdout.write(json ? listJson() : listText());
    return exitCode.done;
  }
  const wanted = chosen(options);
  const isFile = target === undefined ? false : await isOneFile(target);
  const settings = await resolveSettings(projectRoot, { environment: options.env });
  const judged = await untilInterrupted(async (signal): Promise<LintedFolder> => {
    if (target !== undefined) return lintFolder(target, { isFile, settings, wanted, signal });
    // Grafana's SDK, which it brings along, takes long to load.
    const { lintProject } = await import('../artefacts/lint-project.ts');
    return { report: await lintProject(registry, settings, wanted, signal), doubts: [], unreadable: [] };
  });
  const { report, doubts, unreadable: broken } = judged;
  tellSkipped(report.skipped);
  for (const doubt of doubts) tell(doubt);
  if (report.dashboards === 0 && broken.length === 0) throw noDashboardIn(target);
  if (report.dashboards > 0) process.stdout.write(json ? lintJson(report) : lintText(report, process.stdout.columns));
  if (broken.length > 0) throw brokenFiles(broken);
  return isClean(report) ? exitCode.done : exitCode.findings;
}

/** @throws UserError for a name that no rule has */
function chosen({ only, skip }: LintOptions): ReadonlySet<LintRule> {
  const rules = only === undefined ? lintRules : named('--only', only);
  const without = new Set(skip === undefined ? [] : named('--skip', skip));
  return new Set(rules.filter((rule) => !without.has(rule)));
}

function named(option: string, text: string): readonly LintRule[] {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length === 0) throw new UserError(`${option} names no rule.`, { next: 'dashboards lint --list' });
  return names.map((name) => {
    const rule = lintRules.find((candidate) => candidate === name);
    if (rule !== undefined) return rule;
    throw new UserError(`${option}: there is no rule "${name}"${orNearest(nearest(name, lintRules))}.`, {
      next: 'dashboards lint --list',
    });
  });
}

function listText(): string {
  const width = Math.max(...lintRules.map((rule) => rule.length));
  return lintRules.map((rule) => `${rule.padEnd(width)}  ${meanings[rule]}\n`).join('');
}

function listJson(): string {
  const rules = lintRules.map((rule) => ({ rule, meaning: meanings[rule] }));
  return `${JSON.stringify({ rules }, null, 2)}\n`;
}
