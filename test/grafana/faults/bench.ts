/** A push over HTTP to a double whose requests go wrong one by one; time is counted and not waited for. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readingUntil } from '../../../src/commands/reading.ts';
import type { ExitCode } from '../../../src/errors/exit-code.ts';
import { UserError } from '../../../src/errors/user-error.ts';
import { apply } from '../../../src/grafana/apply.ts';
import { BackupFolder } from '../../../src/grafana/backup.ts';
import type { Desired } from '../../../src/grafana/desired.ts';
import { exitOf } from '../../../src/grafana/exit-of.ts';
import { connectGrafana } from '../../../src/grafana/http/connect.ts';
import { makePlan } from '../../../src/grafana/make-plan.ts';
import type { Applied } from '../../../src/grafana/outcome.ts';
import { patience, type Clock } from '../../../src/grafana/patience.ts';
import type { PlanOptions } from '../../../src/grafana/plan.ts';
import { appliedJson } from '../../../src/grafana/report/applied-json.ts';
import { appliedText } from '../../../src/grafana/report/applied-text.ts';
import { closingOf } from '../../../src/grafana/report/closing.ts';
import { startGrafanaDouble, type DoubleOptions, type GrafanaDouble } from '../../support/grafana-double/index.ts';
import { stored, type Account, type Dashboard, type Folder } from '../../support/grafana-double/state.ts';
import { desired, desiredDashboard, desiredFolder, noOptions } from '../plan/support.ts';

/** What the code said when it was pushed some time ago. */
const formerly = desired(
  [
    ...['changed', 'moved', 'forced', 'same'].map((uid) => desiredDashboard(uid, {}, 'named')),
    desiredDashboard('retired', {}, 'old'),
  ],
  [desiredFolder('named', 'Old name'), desiredFolder('old', 'Old'), desiredFolder('inside')],
);

/** Two folders are made, one is renamed, one moved, one goes; of dashboards as their names say. */
export const wanted = desired(
  [
    desiredDashboard('new-in-outer', {}, 'outer'),
    desiredDashboard('new-in-inner', {}, 'inner'),
    desiredDashboard('changed', { title: 'Changed' }, 'named'),
    desiredDashboard('moved', {}, 'outer'),
    desiredDashboard('forced', { title: 'Forced' }, 'named'),
    desiredDashboard('same', {}, 'named'),
  ],
  [
    desiredFolder('outer'),
    desiredFolder('inner', 'Inner', 'outer'),
    desiredFolder('named', 'New name'),
    desiredFolder('inside', 'Title of inside', 'outer'),
  ],
);

const options: PlanOptions = { ...noOptions, force: true, prune: true, retiredFolders: ['old'] };

/** Seconds that a push may take. */
export const limit = 60;

export interface PushOptions {
  /** Seconds that an answer may take; these do pass. */
  readonly timeout?: number;
  readonly interruption?: AbortSignal;
}

/** How a push ended, and all that it showed. */
export interface Told {
  /** Undefined where it ended before anything could be written. */
  readonly applied: Applied | undefined;
  readonly exit: ExitCode;
  /** Seconds that it waited. */
  readonly waited: number;
  readonly backup: string;
  readonly shown: readonly string[];
}

export interface State {
  readonly dashboards: ReadonlyMap<string, Dashboard>;
  readonly folders: ReadonlyMap<string, Folder>;
}

export interface Bench {
  readonly double: GrafanaDouble;
  readonly token: string;
  /** The service account. */
  readonly us: Account;
  /** As pushes of ours, and Bob's edit of "forced", left it. */
  readonly before: State;
  /** As a push leaves it with which nothing goes wrong. */
  readonly final: Shape;
  /** What it asks: method and path. */
  readonly requests: readonly string[];
  /** Back to what was before, with nothing planned to go wrong. */
  readonly reset: () => Promise<void>;
  /** The server is there, the credentials are good, and nothing goes wrong any more. */
  readonly calm: () => Promise<void>;
  readonly push: (options?: PushOptions) => Promise<Told>;
  readonly stop: () => Promise<void>;
}

export async function newBench(of: DoubleOptions = {}): Promise<Bench> {
  const double = await startGrafanaDouble(of);
  const token = double.tokenOf('Editor');
  const us = double.state.tokens.get(token);
  if (us === undefined) throw new Error('the double knows no token');
  const backup = mkdtempSync(join(process.env['DASHBOARDS_TEST_ROOT'] ?? tmpdir(), 'backups-'));
  const push = async (code: Desired, planOptions: PlanOptions, of: PushOptions = {}): Promise<Told> =>
    pushed(double.url, token, code, planOptions, mkdtempSync(join(backup, 'push-')), of);
  await push(formerly, noOptions);
  await double.edit('forced', (dashboard) => ({ ...dashboard, description: 'By Bob' }), 'bob');
  // Her first request makes her account.
  await double.addFolder({ uid: 'hers', title: 'Hers' }, 'alice');
  const before = copyOf(double.state);
  double.clearRequests();
  await push(wanted, options);
  const requests = double.requests.map(({ method, path }) => `${method} ${path}`);
  const final = shapeOf(double.state);
  const calm = async (): Promise<void> => {
    double.calm();
    await awake(double.url);
    double.closeIdle();
    double.state.tokens.set(token, us);
    us.role = 'Editor';
  };
  const reset = async (): Promise<void> => {
    await calm();
    await double.reset();
    const { dashboards, folders } = copyOf(before);
    for (const [uid, dashboard] of dashboards) double.state.dashboards.set(uid, dashboard);
    for (const [uid, folder] of folders) double.state.folders.set(uid, folder);
  };
  return {
    double,
    token,
    us,
    before,
    final,
    requests,
    reset,
    calm,
    push: (of) => push(wanted, options, of),
    stop: double.stop,
  };
}

/** What counts of a state: what is in which folder. */
export function shapeOf({ dashboards, folders }: State) {
  return {
    folders: sortedRecord([...folders].map(([uid, { title, parentUid }]) => [uid, { title, parentUid }])),
    dashboards: sortedRecord(
      [...dashboards].map(([uid, one]) => [uid, { folderUid: one.folderUid, spec: stored(one).spec }]),
    ),
  };
}

export type Shape = ReturnType<typeof shapeOf>;

function sortedRecord<Of>(entries: readonly (readonly [string, Of])[]): Readonly<Record<string, Of>> {
  return Object.fromEntries(entries.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

export function copyOf({ dashboards, folders }: State) {
  return {
    dashboards: new Map([...dashboards].map(([uid, one]) => [uid, { ...one, versions: [...one.versions] }])),
    folders: new Map([...folders].map(([uid, one]) => [uid, { ...one }])),
  };
}

/** As the command does it. */
async function pushed(
  url: string,
  token: string,
  code: Desired,
  planOptions: PlanOptions,
  backup: string,
  { timeout = 5, interruption = new AbortController().signal }: PushOptions,
): Promise<Told> {
  const shown: string[] = [];
  const tell = (line: string): void => void shown.push(line);
  const clock = countedClock();
  const reading = readingUntil(interruption);
  const time = { limit, clock, random: () => 0.5 };
  const forReads = patience({ ...time, signal: reading.signal });
  const forWrites = patience({ ...time, signal: interruption });
  const waited = (): number => clock.now() / 1000;
  try {
    const grafana = await connectGrafana(
      { url, authorization: `Bearer ${token}`, caFile: undefined, credentialsFrom: 'the test' },
      {
        patience: forReads,
        timeout,
        connections: 3,
        signal: reading.signal,
        tell,
      },
    );
    const plan = await makePlan(code, grafana, planOptions);
    reading.keep();
    const applied = await apply(plan, grafana, {
      commit: 'abc1234',
      backup: new BackupFolder(backup),
      patience: forWrites,
      concurrency: 3,
      signal: interruption,
      tell,
      lastRead: 300,
    });
    const exit = exitOf(applied);
    shown.push(appliedJson(applied, grafana.facts, () => undefined));
    shown.push(appliedText(applied, { width: 100, all: true, placeOf: () => undefined, flags: '' }));
    shown.push(shownOf(closingOf(applied, exit)));
    return { applied, exit, waited: waited(), backup, shown };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    shown.push(shownOf(error));
    return { applied: undefined, exit: error.exit, waited: waited(), backup, shown };
  } finally {
    reading.end();
  }
}

function shownOf(error: UserError | undefined): string {
  return error === undefined ? '' : [error.stack, ...error.details, error.next].join('\n');
}

/** Who sleeps wakes at once, and it is later; who sleep at the same time wake at their times. */
function countedClock(): Clock {
  let time = 0;
  return {
    now: () => time,
    sleep: async (milliseconds, signal) => {
      const end = time + milliseconds;
      // A server that starts again does need a while.
      await pause(1);
      if (!signal.aborted) time = Math.max(time, end);
    },
  };
}

/** A restart may not be over. */
async function awake(url: string): Promise<void> {
  for (let left = 1000; left > 0; left -= 1) {
    try {
      await fetch(`${url}/api/health`, { headers: { 'x-of-people': 'true' } });
      return;
    } catch {
      await pause(2);
    }
  }
  throw new Error('the double did not come back');
}
