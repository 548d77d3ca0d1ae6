/** Programs that are started, waited for and stopped again. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { UserError } from '../errors/user-error.ts';
import { exitCode } from '../errors/exit-code.ts';
import { endingWithParent } from './with-parent.ts';

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
  /** Ends the wait for it, and it with that. */
  readonly signal?: AbortSignal | undefined;
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

/**
 * Starts a program, and waits until it can be used. It does not outlive this process, unless
 * that is killed where there is no {@link endingWithParent}.
 * @throws UserError with the last lines of its log where it does not start; the reason of the signal where that comes
 */
export async function startProcess(options: StartOptions): Promise<RunningProcess> {
  const { name, program, args, env, cwd, user, ready, limit = startLimit, stopSignal = 'SIGTERM', signal } = options;
  signal?.throwIfAborted();
  const line = endingWithParent({ program, args }, stopSignal);
  const child = spawn(line.program, [...line.args], {
    // A terminal sends Ctrl-C to its whole group; what we start is stopped by us, in its order.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(env === undefined ? {} : { env: { ...env } }),
    ...(cwd === undefined ? {} : { cwd }),
    ...(user === undefined ? {} : { uid: user.uid, gid: user.gid }),
  });
  endWithUs(child);
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
  const problem = await untilReady(child, ready, limit, signal);
  if (problem === undefined) return running;
  await running.stop();
  signal?.throwIfAborted();
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
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const end = Date.now() + limit;
  for (;;) {
    if (signal?.aborted === true) return 'it was no longer wanted';
    if (hasEnded(child)) return `it ended with ${child.exitCode ?? child.signalCode ?? 'no code'}`;
    if (await ready().catch(() => false)) return undefined;
    if (Date.now() > end) return `it was not ready after ${limit / 1000} seconds`;
    await pause(50);
  }
}

/** What ends in a hurry takes its children along: there is no time left to ask them. */
function endWithUs(child: ChildProcess): void {
  const kill = (): void => void child.kill('SIGKILL');
  // Before anything that clears away what the child still uses.
  process.setMaxListeners(process.getMaxListeners() + 1).prependOnceListener('exit', kill);
  child.once('close', () => {
    process.off('exit', kill).setMaxListeners(process.getMaxListeners() - 1);
  });
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
