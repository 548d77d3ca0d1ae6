/** `dashboards verify`: asks a running Prometheus everything that dashboards ask. */
import { list, object, text } from '../lint/read/json.ts';
import { registry } from '../../dashboards/index.ts';
import { resolveSettings } from '../config/resolve.ts';
import type { Settings } from '../config/settings.ts';
import { exitCode, type ExitCode } from '../errors/exit-code.ts';
import { UserError } from '../errors/user-error.ts';
import { connect } from '../live/prometheus/connect.ts';
import type { Window } from '../live/prometheus/prometheus.ts';
import type { LiveDashboard } from '../live/verify/dashboard.ts';
import { verifyInterrupted } from '../live/verify/interrupted.ts';
import { readLiveFolder, type LiveFolder } from '../live/verify/read-folder.ts';
import { isFine, verifyJson, verifyText, type Report } from '../live/verify/report.ts';
import { run, type Run } from '../live/verify/run.ts';
import { readTime } from '../live/verify/time-range.ts';
import { nearest, orNearest } from '../text/nearest.ts';
import { projectRoot } from '../text/project-root.ts';
import { seconds } from '../time/duration.ts';
import { brokenFiles, isOneFile, namedOf, noDashboardIn, tellSkipped } from './dashboard-folder.ts';
import { untilInterrupted } from './interrupt.ts';
import { lengthIn } from './length-in.ts';
import { numberIn } from './number-in.ts';
import { progress } from './progress.ts';
import { tell } from './tell.ts';

export interface VerifyOptions {
  /** The address of the server. */
  readonly prometheus: string;
  /** The environment whose limits, folders and Temporal profile are taken. */
  readonly env?: string;
  /** How far back from `at`; each dashboard's own time range unless given. */
  readonly range?: string;
  /** The end of the time range; now unless given. */
  readonly at?: string;
  /** `name=value` each; several values have commas between them. */
  readonly var?: readonly string[];
  readonly scrapeInterval?: string;
  readonly concurrency?: string;
  readonly timeout?: string;
  /** Titles or uids. */
  readonly dashboard?: readonly string[];
  readonly budget?: string;
  readonly strict?: boolean;
  readonly tenant?: string;
  readonly caFile?: string;
  readonly certFile?: string;
  readonly keyFile?: string;
  readonly all?: boolean;
  readonly json?: boolean;
}

/** @throws UserError */
export async function verify(target: string | undefined, options: VerifyOptions): Promise<ExitCode> {
  const chosen = choices(options.var ?? []);
  const concurrency = numberIn('--concurrency', options.concurrency ?? '8', { from: 1, to: 256, whole: true });
  const timeout = lengthIn('--timeout', options.timeout ?? '30s');
  const range = options.range === undefined ? undefined : lengthIn('--range', options.range);
  const scrapeInterval =
    options.scrapeInterval === undefined ? undefined : lengthIn('--scrape-interval', options.scrapeInterval);
  const now = Date.now() / 1000;
  const at = options.at === undefined ? now : time('--at', options.at, now);
  const givenBudget =
    options.budget === undefined
      ? undefined
      : numberIn('--budget', options.budget, { from: 1, to: Number.MAX_SAFE_INTEGER, whole: true });
  const isFile = target === undefined ? false : await isOneFile(target);
  const settings = await resolveSettings(projectRoot, { environment: options.env });
  return untilInterrupted(async (signal) => {
    const { prometheus: url, caFile, certFile: certificateFile, keyFile, tenant } = options;
    const environment = process.env;
    const server = await connect({
      url,
      environment,
      caFile,
      certificateFile,
      keyFile,
      tenant,
      timeout,
      connections: concurrency,
      signal,
    });
    const { dashboards: all, skipped, unreadable } = await read(target, isFile, settings, signal);
    tellSkipped(skipped);
    if (all.length === 0) throw unreadable.length === 0 ? noDashboardIn(target) : brokenFiles(unreadable);
    const dashboards = wanted(all, options.dashboard ?? []);
    for (const line of unknownVariables(dashboards, chosen)) tell(line);
    const bar = progress(
      dashboards.reduce((sum, { panels }) => sum + panels.length, 0),
      'panels',
    );
    const done = await run(dashboards, server, {
      windowOf: (dashboard) => windowOf(dashboard, at, range),
      scrapeInterval: scrapeInterval ?? seconds(settings.policy.scrapeInterval),
      chosen,
      concurrency,
      lookup: (name) => settings.catalogue.lookup(name)?.series,
      signal,
      advance: bar.advance,
    }).finally(bar.end);
    const report: Report = {
      dashboards: done.dashboards,
      skipped,
      budget: givenBudget ?? settings.policy.panelSamples,
      strict: options.strict === true,
    };
    if (done.stopped === undefined || anythingDone(done)) {
      const { json, all: everything = false } = options;
      process.stdout.write(
        json === true ? verifyJson(report) : verifyText(report, { width: process.stdout.columns, all: everything }),
      );
    }
    if (done.stopped !== undefined) throw cutShort(done, signal);
    if (unreadable.length > 0) throw brokenFiles(unreadable);
    return isFine(report) ? exitCode.done : exitCode.findings;
  });
}

async function read(
  target: string | undefined,
  isFile: boolean,
  settings: Settings,
  signal: AbortSignal,
): Promise<LiveFolder> {
  if (target !== undefined) return readLiveFolder(target, isFile, signal);
  // Grafana's SDK, which it brings along, takes long to load.
  const { readOwn } = await import('../live/verify/read-own.ts');
  return { dashboards: await readOwn(registry, settings, signal), skipped: [], unreadable: [] };
}

/** @throws UserError for a name that no dashboard has */
function wanted(all: readonly LiveDashboard[], names: readonly string[]): readonly LiveDashboard[] {
  if (names.length === 0) return all;
  const known = all.flatMap(({ title, uid }) => [title, uid]);
  for (const name of names) {
    if (known.includes(name)) continue;
    throw new UserError(`--dashboard: there is no dashboard "${name}"${orNearest(nearest(name, known))}.`, {
      details: namedOf(all.map(({ title, uid }) => `${title} (${uid})`)),
      next: 'Name one of these, by its title or its uid.',
    });
  }
  return all.filter(({ title, uid }) => names.includes(title) || names.includes(uid));
}

/** What is chosen of a variable that no dashboard has: it changes nothing, which a slip of the pen should not do. */
function unknownVariables(
  dashboards: readonly LiveDashboard[],
  chosen: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const known = dashboards.flatMap(({ json }) =>
    list(object(json['templating'])['list']).map((variable) => text(object(variable)['name'])),
  );
  return [...chosen.keys()]
    .filter((name) => !known.includes(name))
    .map((name) => `--var ${name}: no dashboard here has this variable${orNearest(nearest(name, known))}.`);
}

function windowOf({ time: { from, to } }: LiveDashboard, at: number, range: number | undefined): Window {
  if (range !== undefined) return { from: at - range, to: at };
  const own = { from: readTime(from, at, false), to: readTime(to, at, true) };
  // What is in the future has no samples yet.
  const end = Math.min(own.to ?? at, at);
  return own.from === undefined || own.from >= end ? { from: end - 21_600, to: end } : { from: own.from, to: end };
}

function anythingDone({ dashboards }: Run): boolean {
  return dashboards.some(({ panels }) => panels.length > 0);
}

/** Why it ended early, and what was done until then. */
function cutShort(done: Run, signal: AbortSignal): Error {
  const { stopped } = done;
  const parts = done.dashboards.map(
    ({ title, panels, unfinished }) => `${title}: ${panels.length} of ${panels.length + unfinished} panels were asked`,
  );
  if (signal.aborted) return verifyInterrupted(parts);
  if (!(stopped instanceof UserError)) return stopped instanceof Error ? stopped : new TypeError(String(stopped));
  if (!anythingDone(done)) return stopped;
  const exit = stopped.exit === exitCode.permission ? exitCode.permission : exitCode.partial;
  return new UserError(stopped.message, {
    details: [...stopped.details, ...parts],
    next: stopped.next,
    exit,
    cause: stopped,
  });
}

function choices(given: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const chosen = new Map<string, string[]>();
  for (const choice of given) {
    const [, name, values] = /^(\w+)=(.*)$/s.exec(choice) ?? [];
    if (name === undefined || values === undefined) {
      throw new UserError(`--var ${choice}: it is no choice.`, {
        next: 'Write --var name=value, or name=value,value.',
      });
    }
    chosen.set(name, [...(chosen.get(name) ?? []), ...values.split(',')]);
  }
  return chosen;
}

function time(option: string, text: string, now: number): number {
  const value = readTime(text, now, true);
  if (value !== undefined) return value;
  throw new UserError(`${option} ${text}: it must be a time, such as 2026-11-22T10:00:00Z, now-1h or Unix seconds.`, {
    next: 'Change it.',
  });
}
