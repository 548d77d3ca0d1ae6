import { spawn, type StdioOptions } from 'node:child_process';

export interface ChildOptions {
  readonly cwd: string;
  readonly stdio: StdioOptions;
  /** What it is sent when the signal comes. */
  readonly end: 'SIGINT' | 'SIGKILL';
  readonly signal: AbortSignal;
}

/** A child that does not end when it is asked to hangs, and is killed after this many milliseconds. */
const patience = 5000;

/**
 * Runs a program of Node.js to its end, or until the signal; then it, and all that it started, is asked to end and
 * waited for. Answers its exit code; undefined where a signal ended it.
 */
export function runChild(
  args: readonly string[],
  { cwd, stdio, end, signal }: ChildOptions,
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    // In a process group of its own: a Ctrl-C of the terminal reaches it through us alone, and its children with it.
    const child = spawn(process.execPath, args, { cwd, stdio, detached: true });
    let timer: NodeJS.Timeout | undefined;
    const send = (what: NodeJS.Signals): void => {
      if (child.pid === undefined) return;
      try {
        process.kill(-child.pid, what);
      } catch {
        // It has ended already.
      }
    };
    const stop = (): void => {
      send(end);
      timer = setTimeout(send, patience, 'SIGKILL');
    };
    const ended = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    };
    child.once('error', (error) => {
      ended();
      reject(error);
    });
    child.once('exit', (code) => {
      ended();
      resolve(code ?? undefined);
    });
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
