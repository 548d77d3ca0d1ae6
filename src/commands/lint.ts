/** `dashboards lint`: holds dashboards to the rules. */
import { stat } from 'node:fs/promises';
import { registry } from '../../dashboards/index.ts';
import { lintProject } from '../artefacts/lint-project.ts';
import { resolveSettings } from '../config/resolve.ts';
import { exitCode, type ExitCode } from '../errors/exit-code.ts';
import { isMissing, unreadable } from '../errors/unreadable.ts';
import { UserError } from '../errors/user-error.ts';
import { lintFolder, type LintedFolder } from '../lint/lint-folder.ts';
import { meanings } from '../lint/meanings.ts';
import { isClean, lintJson, lintText } from '../lint/report.ts';
import { lintRules, type LintRule } from '../policy/lint-rules.ts';
import { nearest, orNearest } from '../text/nearest.ts';
import { projectRoot } from '../text/project-root.ts';
import { untilInterrupted } from './interrupt.ts';

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
  const judged = await untilInterrupted(async (signal): Promise<LintedFolder> =>
    target === undefined
      ? { report: await lintProject(registry, settings, wanted, signal), doubts: [], unreadable: [] }
      : lintFolder(target, { isFile, settings, wanted, signal }),
  );
  const { report, doubts, unreadable: broken } = judged;
  for (const line of few(
    report.skipped.map(({ file, reason }) => `skipped: ${file}: ${reason}`),
    'skipped',
  ))
    tell(line);
  for (const doubt of doubts) tell(doubt);
  if (report.dashboards === 0 && broken.length === 0) {
    throw new UserError(`There is no dashboard in ${target ?? 'the project'}.`, {
      next: 'Name a folder with the JSON of dashboards, or one such file.',
    });
  }
  if (report.dashboards > 0) process.stdout.write(json ? lintJson(report) : lintText(report, process.stdout.columns));
  if (broken.length > 0) {
    throw new UserError(`${broken.length === 1 ? 'A file' : 'Files'} could not be judged.`, {
      details: few(
        broken.map(({ file, reason }) => `${file}: ${reason}`),
        'and',
      ),
      next: 'Mend or remove what is named above; the rest was judged.',
    });
  }
  return isClean(report) ? exitCode.done : exitCode.findings;
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** How many files of a kind are named; a wrong folder can hold thousands. */
const namedAtMost = 50;

function few(lines: readonly string[], what: string): readonly string[] {
  const left = lines.length - namedAtMost;
  return left > 0 ? [...lines.slice(0, namedAtMost), `${what}: ${left} more`] : lines;
}

/** @throws UserError where it is not there */
async function isOneFile(target: string): Promise<boolean> {
  if (target === '') throw new UserError('The folder is empty text.', { next: 'Name the folder to judge.' });
  const found = await stat(target).catch((error: unknown) => {
    if (!isMissing(error)) throw unreadable(target, error);
    throw new UserError(`${target} is not there.`, {
      next: 'Name a folder with the JSON of dashboards.',
      cause: error,
    });
  });
  if (found.isDirectory()) return false;
  if (found.isFile()) return true;
  throw new UserError(`${target} is neither a folder nor a file.`, {
    next: 'Name a folder with the JSON of dashboards.',
  });
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
