/** `dashboards build`: from definitions to the provisioning folder. */
import { join, resolve } from 'node:path';
import { registry } from '../../dashboards/index.ts';
import { grafanaArtefacts } from '../artefacts/grafana.ts';
import { check, type CheckReport } from '../artefacts/output/check.ts';
import { write, type WriteReport } from '../artefacts/output/write.ts';
import { resolveSettings } from '../config/resolve.ts';
import { exitCode, type ExitCode } from '../errors/exit-code.ts';
import { untilInterrupted } from './interrupt.ts';
import { projectRoot } from './project-root.ts';

export interface BuildOptions {
  readonly check?: boolean;
  /** Relative to the working directory; left out, it is the project's own folder. */
  readonly out?: string;
  readonly json?: boolean;
}

/** @throws UserError */
export async function build(options: BuildOptions): Promise<ExitCode> {
  // Errors in a dashboard file are told by its own lines, not by those of the compiled file.
  process.setSourceMapsEnabled(true);
  const settings = await resolveSettings(projectRoot);
  const out = options.out === undefined ? join(projectRoot, 'provisioning') : resolve(options.out);
  const artefacts = grafanaArtefacts(registry, settings);
  if (options.check === true) {
    const report = await check(out, artefacts);
    const same = report.stale.length + report.missing.length + report.extra.length + report.foreign.length === 0;
    process.stdout.write(options.json === true ? json({ ok: same, ...report }) : describeCheck(report));
    if (!same) process.stderr.write('Next: npm run build, and commit what it changes.\n');
    return same ? exitCode.done : exitCode.findings;
  }
  const report = await untilInterrupted((signal) => write(out, artefacts, { signal }));
  process.stdout.write(options.json === true ? json(report) : describeWrite(report));
  return exitCode.done;
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
  const differences = [
    ...list('stale', report.stale),
    ...list('missing', report.missing),
    ...list('extra, no longer generated', report.extra),
    ...list('extra, not from a build', report.foreign),
  ];
  return [...differences, `${differences.length} different, ${report.unchanged} up to date\n`].join('');
}

function list(what: string, paths: readonly string[]): readonly string[] {
  return paths.map((path) => `${what}: ${path}\n`);
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
