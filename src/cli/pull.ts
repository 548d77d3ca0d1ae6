import type { Command } from 'commander';
import type { PullOptions } from '../commands/pull.ts';
import { withGrafanaOptions } from './grafana-options.ts';
import { subcommand } from './subcommand.ts';

export function pullCommand(): Command {
  const command = subcommand('pull', 'write what a Grafana has as files, and name the code that an edit belongs into', [
    'pull --env staging Orders',
    'pull --env staging --all --out everything/',
  ]).argument('[names...]', 'titles or uids (default: all)');
  return withGrafanaOptions(command)
    .option('--out <dir>', 'the folder to write to', 'pulled')
    .option('--all', 'any dashboard of the server, not only those of the code')
    .action(async (names: readonly string[], options: PullOptions) => {
      const { pull } = await import('../commands/pull.ts');
      process.exitCode = await pull(names, options);
    });
}
