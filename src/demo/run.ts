/** A program that is run to its end. */
import { spawn } from 'node:child_process';
import { exitCode } from '../errors/exit-code.ts';
import { UserError } from '../errors/user-error.ts';

/** How much of what it says is kept, in characters. */
const kept = 8000;

/**
 * Resolves when the program ends well.
 * @param name what it is called in messages
 * @throws UserError with its last lines where it does not; the reason of the signal where that comes
 */
export async function run(name: string, program: string, args: readonly string[], signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const { problem, log } = await outcome(program, args, signal);
  signal.throwIfAborted();
  if (problem === undefined) return;
  throw new UserError(`${name} failed: ${problem}.`, {
    details: log.trimEnd().split('\n').slice(-10),
    next: `Read what ${name} says above.`,
    exit: exitCode.partial,
  });
}

interface Outcome {
  /** Undefined where it ended well. */
  readonly problem: string | undefined;
  readonly log: string;
}

function outcome(program: string, args: readonly string[], signal: AbortSignal): Promise<Outcome> {
  return new Promise((resolve) => {
    let log = '';
    // Detached, so that a Ctrl-C of the terminal does not end it before we do.
    const child = spawn(program, [...args], { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const kill = (): void => void child.kill('SIGKILL');
    const keep = (chunk: Buffer): void => {
      log = (log + chunk.toString()).slice(-kept);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', (error) => resolve({ problem: error.message, log }));
    child.once('close', (code, by) => {
      process.off('exit', kill);
      signal.removeEventListener('abort', kill);
      resolve({ problem: code === 0 ? undefined : `it ended with ${code ?? by}`, log });
    });
    process.prependOnceListener('exit', kill);
    signal.addEventListener('abort', kill, { once: true });
  });
}
