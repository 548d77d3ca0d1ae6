/** `dashboards build`: from definitions to the provisioning folder. */
import { join, resolve } from 'node:path';
import { registry } from '../../dashboards/index.ts';
import { allArtefacts } from '../artefacts/all.ts';
import { check, type CheckReport } from '../artefacts/output/check.ts';
import { write, type WriteReport } from '../artefacts/output/write.ts';
import { resolveSettings } from '../config/resolve.ts';
import { exitCode, type ExitCode } from '../errors/exit-code.ts';
import { UserError } from '../errors/user-error.ts';
import { projectRoot } from '../text/project-root.ts';
import { untilInterrupted } from './interrupt.ts';

export interface BuildOptions {
  readonly check?: boolean;
  /** Relative to the working directory; left out, it is the project's own folder. */
  readonly out?: string;
  /** Whose settings to build with; it needs a folder of its own. */
  readonly env?: string;
  readonly json?: boolean;
}

/** @throws UserError */
export async function build(options: BuildOptions): Promise<ExitCode> {
  if (options.out === '')
    throw new UserError('--out is empty.', { next: 'Name the folder to write to, or leave --out away.' });
  if (options.env !== undefined && options.out === undefined) {
    throw new UserError('--env needs --out: provisioning/ holds what the defaults make, and its files are committed.', {
      next: `dashboards build --env ${options.env} --out <dir>`,
    });
  }
  const own = join(projectRoot, 'provisioning');
  const out = options.out === undefined ? own : resolve(options.out);
  if (options.env !== undefined && out === own) {
    throw new UserError('provisioning/ holds what the defaults make, and its files are committed.', {
      next: `Name another folder: dashboards build --env ${options.env} --out <dir>`,
    });
  }
  const settings = await resolveSettings(projectRoot, { environment: options.env });
  const artefacts = allArtefacts(registry, settings);
  if (options.check === true) {
    const report = await untilInterrupted((signal) => check(out, artefacts, { signal }));
    const same = differences(report) === 0;
    process.stdout.write(options.json === true ? json({ ok: same, ...report }) : describeCheck(report));
    if (!same) process.stderr.write(`Next: ${nextStep(report, options)}\n`);
    return same ? exitCode.done : exitCode.findings;
  }
  const report = await untilInterrupted((signal) => write(out, artefacts, { signal }));
  process.stdout.write(options.json === true ? json(report) : describeWrite(report));
  return exitCode.done;
}

function nextStep({ stale, missing, extra, foreign }: CheckReport, { env, out }: BuildOptions): string {
  const environment = env === undefined ? '' : ` --env ${env}`;
  const command =
    out === undefined ? 'npm run build, and commit what it changes' : `npx dashboards build${environment} --out ${out}`;
  const build = stale.length + missing.length + extra.length > 0 ? [command] : [];
  const move = foreign.length > 0 ? ['move what is not from a build out of the folder, or delete it'] : [];
  return `${[...build, ...move].join('; ')}.`;
}

function describeWrite(report: WriteReport): string {
  const written = report.created.length + report.updated.length;
  return [
    ...list('created', report.created),
    ...list('updated', report.updated),
    ...list('removed', report.removed),
    ...list('left, edited by hand and no longer generated', report.edited),
    ...list('left, not from a build', report.foreign),
    `${written} written, ${report.removed.length} removed, ${report.unchanged} unchanged\n`,
  ].join('');
}

function describeCheck(report: CheckReport): string {
  return [
    ...list('stale', report.stale),
    ...list('missing', report.missing),
    ...list('extra, no longer generated', report.extra),
    ...list('extra, not from a build', report.foreign),
    `${differences(report)} different, ${report.unchanged} up to date\n`,
  ].join('');
}

/** How many files are not as a build would have them alone. */
function differences({ stale, missing, extra, foreign }: CheckReport): number {
  return stale.length + missing.length + extra.length + foreign.length;
}

/** How many files of a kind are named; a wrong folder can hold thousands. */
const listedAtMost = 50;

function list(what: string, paths: readonly string[]): readonly string[] {
  const lines = paths.slice(0, listedAtMost).map((path) => `${what}: ${path}\n`);
  return paths.length > listedAtMost ? [...lines, `${what}: ${paths.length - listedAtMost} more\n`] : lines;
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
