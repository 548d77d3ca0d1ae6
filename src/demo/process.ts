/** Programs that are started, waited for and stopped again. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { UserError } from '../errors/user-error.ts';
import { exitCode } from '../errors/exit-code.ts';

export interface StartOptions {
  /** What it is called in messages. */
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  /** The whole environment of the process; secrets go here, not into `args`. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** As whom it runs, where this process is root and the program refuses that. */
  readonly user?: { readonly uid: number; readonly gid: number };
  /** Whether it can be used; asked until it says so, the process ends, or the limit is over. */
  readonly ready: () => Promise<boolean>;
  /** In milliseconds. */
  readonly limit?: number;
  /** What asks it to end. PostgreSQL waits for its clients at SIGTERM, and not at SIGINT. */
  readonly stopSignal?: NodeJS.Signals;
}

export interface RunningProcess {
  readonly name: string;
  /** Resolves with the last lines of its log when it ends, asked or not. */
  readonly ended: Promise<string>;
  /** Asks it to end, and ends it the hard way when it takes too long. Resolves once it has. */
  stop(): Promise<void>;
}

const startLimit = 30_000;
const stopLimit = 10_000;
/** How much of a log is kept, in characters. */
const logKept = 8000;

/** @throws UserError with the last lines of its log where it does not start */
export async function startProcess(options: StartOptions): Promise<RunningProcess> {
  const { name, program, args, env, cwd, user, ready, limit = startLimit, stopSignal = 'SIGTERM' } = options;
  const child = spawn(program, [...args], {
    // A terminal sends Ctrl-C to its whole group; what we start is stopped by us, in its order.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(env === undefined ? {} : { env: { ...env } }),
    ...(cwd === undefined ? {} : { cwd }),
    ...(user === undefined ? {} : { uid: user.uid, gid: user.gid }),
  });
  let log = '';
  const keep = (chunk: Buffer): void => {
    log = (log + chunk.toString()).slice(-logKept);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`${error.message}\n`));
    child.once('close', () => resolve(log));
  });
  const running: RunningProcess = { name, ended, stop: () => stop(child, stopSignal) };
  const problem = await untilReady(child, ready, limit);
  if (problem === undefined) return running;
  await running.stop();
  const lines = (await ended).trimEnd().split('\n').slice(-10);
  throw new UserError(`${name} did not start: ${problem}.`, {
    details: lines,
    next: `Read what ${name} says above.`,
    exit: exitCode.partial,
  });
}

/** The reason why a process cannot be used; undefined once it can. */
async function untilReady(
  child: ChildProcess,
  ready: () => Promise<boolean>,
  limit: number,
): Promise<string | undefined> {
  const end = Date.now() + limit;
  for (;;) {
    if (hasEnded(child)) return `it ended with ${child.exitCode ?? child.signalCode ?? 'no code'}`;
    if (await ready().catch(() => false)) return undefined;
    if (Date.now() > end) return `it was not ready after ${limit / 1000} seconds`;
    await pause(50);
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (hasEnded(child)) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), stopLimit);
  await exit;
  clearTimeout(timer);
}

/** Whether an address answers with success. */
export async function answers(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(2000) }).then(
    (response) => response.ok,
    () => false,
  );
}
