import type { Command } from 'commander';
import { subcommand } from './subcommand.ts';

interface BuildFlags {
  readonly check?: boolean;
  readonly out?: string;
  readonly env?: string;
  readonly json?: boolean;
  readonly watch?: boolean;
}

export function buildCommand(): Command {
  return subcommand('build', 'write dashboards and their provisioning into a folder', [
    'build --check --json',
    'build --env staging --out /etc/grafana-build',
    'build --watch',
  ])
    .option('--check', 'write nothing; exit 1 and name each file that a build would change')
    .option('--out <dir>', "the folder to write to (default: the project's provisioning folder)")
    .option('--env <name>', 'build with the settings of an environment of dashboards.config.yaml; needs --out')
    .option('--json', 'print the result as JSON (docs/json-output.md)')
    .option('--watch', 'compile and build again after every change, until Ctrl-C')
    .action(async (options: BuildFlags, command: Command) => {
      if (options.watch === true) {
        const { watchBuild } = await import('../commands/watch.ts');
        const { givenOptions } = await import('../commands/given-options.ts');
        process.exitCode = await watchBuild(options, givenOptions(command, ['--watch']));
        return;
      }
      const { build } = await import('../commands/build.ts');
      process.exitCode = await build(options);
    });
}
