/** Makes blocks of Prometheus's database from slices of history. */
import { execFile } from 'node:child_process';
import { exitCode } from '../../errors/exit-code.ts';
import { UserError } from '../../errors/user-error.ts';

/**
 * How long a block may be. Left alone, promtool makes blocks of two hours and reads the file once for each; in 54 hours,
 * which begin every 54 hours since 1970, a day is one block or two, and takes a third of the time. The flag is hidden
 * from promtool's help.
 */
const longestBlock = '54h';

/**
 * Makes blocks of slices in a data folder, one slice after another. Prometheus takes them up when it starts, or, where
 * it runs, within a minute or two.
 * @param promtool its path
 * @throws UserError with what promtool says where it refuses a slice, or when the signal comes
 */
export async function createBlocks(
  promtool: string,
  files: readonly string[],
  dataFolder: string,
  signal: AbortSignal,
): Promise<void> {
  for (const file of files) await createBlocksOf(promtool, file, dataFolder, signal);
}

async function createBlocksOf(program: string, file: string, dataFolder: string, signal: AbortSignal): Promise<void> {
  const args = (...flags: readonly string[]): readonly string[] => {
    return ['tsdb', 'create-blocks-from', '--quiet', ...flags, 'openmetrics', file, dataFolder];
  };
  const first = await run(program, args(`--max-block-duration=${longestBlock}`), signal);
  const problem = first?.includes('unknown long flag') === true ? await run(program, args(), signal) : first;
  if (signal.aborted) {
    throw new UserError('The making of blocks was interrupted.', {
      details: [`${dataFolder} has those of the slices before ${file}`],
      next: 'Run it again with an empty folder.',
      exit: exitCode.interrupted,
    });
  }
  if (problem === undefined) return;
  throw new UserError(`promtool makes no blocks of ${file}.`, {
    details: problem.trimEnd().split('\n').slice(-5),
    next: 'Write the history again, and look whether there is room on the disk.',
    exit: exitCode.partial,
  });
}

/** What a program says when it fails; undefined where it does not. */
function run(program: string, args: readonly string[], signal: AbortSignal): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(program, [...args], { signal }, (error, _stdout, stderr) => {
      resolve(error === null ? undefined : `${stderr}\n${error.message}`);
    });
  });
}
