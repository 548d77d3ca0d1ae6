/** The program `dashboards`: which commands there are. Each loads what it needs only when it runs. */
import { Command, CommanderError } from 'commander';
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
    .showHelpAfterError('Next: dashboards --help')
    .addHelpText('after', '\nExample:\n  $ dashboards build --check')
    .addHelpText('after', exitCodes);
  dashboards
    .command('build')
    .description('write dashboards and their provisioning into a folder')
    .option('--check', 'write nothing; exit 1 and name each file that a build would change')
    .option('--out <dir>', "the folder to write to (default: the project's provisioning folder)")
    .option('--json', 'print the result as JSON (docs/json-output.md)')
    .exitOverride()
    .showHelpAfterError('Next: dashboards build --help')
    .addHelpText(
      'after',
      '\nExample:\n  $ dashboards build --out /etc/grafana-build\n  $ dashboards build --check --json',
    )
    .action(async (options: { check?: boolean; out?: string; json?: boolean }) => {
      const { build } = await import('./commands/build.ts');
      process.exitCode = await build(options);
    });
  dashboards
    .command('lint')
    .description('hold dashboards to the rules: those of a folder, or the one in a file')
    .argument('[dir]', 'the folder, with all below it, or a file')
    .option('--only <rules>', 'only these rules, with commas between them')
    .option('--skip <rules>', 'all rules but these, with commas between them')
    .option('--list', 'print what each rule finds, and judge nothing')
    .option('--json', 'print the result as JSON (docs/json-output.md)')
    .exitOverride()
    .showHelpAfterError('Next: dashboards lint --help')
    .addHelpText(
      'after',
      '\nExample:\n  $ dashboards lint /etc/grafana/dashboards\n  $ dashboards lint orders.json --skip panel-units,unknown-metric',
    )
    .action(
      async (dir: string | undefined, options: { json?: boolean; only?: string; skip?: string; list?: boolean }) => {
        const { lint } = await import('./commands/lint.ts');
        process.exitCode = await lint(dir, options);
      },
    );
  return dashboards;
}

const exitCodes = `
Exit codes:
  0 done   1 differences or findings   2 usage or configuration
  3 authentication or permission   4 partly done or server unreachable   5 interrupted`;
