/** The program `dashboards`: which commands there are. Each loads what it needs only when it runs. */
import { Command, CommanderError } from 'commander';
import { buildCommand } from './cli/build.ts';
import { configCommand } from './cli/config.ts';
import { demoCommand } from './cli/demo.ts';
import { diffCommand } from './cli/diff.ts';
import { lintCommand } from './cli/lint.ts';
import { metricsCommand } from './cli/metrics.ts';
import { newCommand } from './cli/new.ts';
import { planCommand } from './cli/plan.ts';
import { pullCommand } from './cli/pull.ts';
import { pushCommand } from './cli/push.ts';
import { simulateCommand } from './cli/simulate.ts';
import { statusCommand } from './cli/status.ts';
import { verifyCommand } from './cli/verify.ts';
import { exitCode } from './errors/exit-code.ts';

/** Runs the command that the arguments name, and sets the exit code. */
export async function main(argv: readonly string[]): Promise<void> {
  process.stdout.on('error', closed);
  try {
    await program().parseAsync(argv);
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? exitCode.done : exitCode.usage;
      return;
    }
    const { report } = await import('./commands/report-error.ts');
    const code = report(error);
    // What was interrupted may still be under way, and would keep the process alive.
    if (code === exitCode.interrupted) process.exit(code);
    process.exitCode = code;
  }
}

/** A reader that went away (`| head`) is no error; a result that cannot be written is one. */
function closed(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') {
    process.stderr.write(`Error: the result cannot be written: ${error.message}\nNext: make room where it goes to.\n`);
    process.exitCode = exitCode.usage;
  }
}

function program(): Command {
  const dashboards = new Command('dashboards')
    .description('The monitoring of the order-processing service, as code.')
    .version('0.1.0', '-V, --version')
    .exitOverride()
    // Else `simulate` takes the options of `simulate backfill`, which have the same names.
    .enablePositionalOptions()
    .showHelpAfterError('Next: dashboards --help')
    .addHelpText('after', '\nExample:\n  $ dashboards build --check')
    .addHelpText('after', exitCodes);
  const commands = [
    buildCommand(),
    lintCommand(),
    verifyCommand(),
    planCommand(),
    pushCommand(),
    diffCommand(),
    statusCommand(),
    pullCommand(),
    configCommand(),
    newCommand(),
    metricsCommand(),
    simulateCommand(),
    demoCommand(),
  ];
  for (const command of commands) dashboards.addCommand(command);
  return dashboards;
}

const exitCodes = `
Exit codes:
  0 done   1 differences or findings   2 usage or configuration
  3 authentication or permission   4 partly done or server unreachable   5 interrupted`;
