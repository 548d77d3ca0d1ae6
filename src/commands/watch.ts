/** `dashboards build --watch`: a build after every change. */
import { join } from 'node:path';
import { exitCode, type ExitCode } from '../errors/exit-code.ts';
import { UserError } from '../errors/user-error.ts';
import { projectRoot } from '../text/project-root.ts';
import { runChild } from '../watch/child.ts';
import { compile, compilerOf } from '../watch/compile.ts';
import { rounds } from '../watch/rounds.ts';
import { Sources } from '../watch/sources.ts';
import { untilInterrupted } from './interrupt.ts';
// Not loaded when it is needed: by then a compilation may have exchanged it.
import { report } from './report-error.ts';

export interface WatchOptions {
  readonly check?: boolean;
  readonly json?: boolean;
}

/** How many changed files are named. */
const namedAtMost = 5;

/**
 * Compiles and builds until it is interrupted, after an error as well. Each build is a process of its own, for a module
 * that is loaded cannot be loaded anew.
 * @param passedOn the arguments of each build
 * @throws UserError for options that do not go together, or where nothing can be compiled or watched
 */
export async function watchBuild(options: WatchOptions, passedOn: readonly string[]): Promise<ExitCode> {
  refuseOptions(options);
  compilerOf(projectRoot);
  const sources = new Sources(projectRoot);
  try {
    await untilInterrupted((signal) =>
      rounds(
        sources,
        async (changed) => {
          process.stderr.write(announce(changed));
          await round(passedOn, signal).catch(report);
          if (!signal.aborted) process.stderr.write('Watching for changes; Ctrl-C ends it.\n');
        },
        signal,
      ),
    );
  } finally {
    sources.close();
  }
  process.stderr.write('Interrupted; no longer watching.\n');
  return exitCode.interrupted;
}

async function round(passedOn: readonly string[], signal: AbortSignal): Promise<void> {
  if (!(await compile(projectRoot, signal))) {
    if (!signal.aborted) process.stderr.write('Not built, for it does not compile.\n');
    return;
  }
  // Paths among the options are relative to where this command was called.
  const program = join(projectRoot, 'bin', 'dashboards.js');
  await runChild([program, 'build', ...passedOn], {
    cwd: process.cwd(),
    stdio: ['ignore', 'inherit', 'inherit'],
    end: 'SIGINT',
    signal,
  });
}

function announce(changed: readonly string[]): string {
  const named = changed.slice(0, namedAtMost);
  const more = changed.length > named.length ? ` and ${changed.length - named.length} more` : '';
  return named.length === 0 ? '' : `changed: ${named.join(', ')}${more}\n`;
}

function refuseOptions({ check, json }: WatchOptions): void {
  const conflicts = [
    ...(check === true ? ['--check compares once and answers with its exit code; a watch goes on'] : []),
    ...(json === true ? ['--json prints one object; a watch has a result for each change'] : []),
  ];
  if (conflicts.length === 0) return;
  throw new UserError(`--watch does not go with ${check === true ? '--check' : '--json'}.`, {
    details: conflicts,
    next: 'Leave one of them away.',
  });
}
