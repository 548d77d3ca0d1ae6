import type { Command } from 'commander';
import { subcommand } from './subcommand.ts';

export function configCommand(): Command {
  const show = subcommand(
    'config show',
    'print the settings that result, with the defaults; of a secret only where it is',
    ['config show --env staging', 'config show --json'],
  )
    .option('--env <name>', 'the settings of an environment of dashboards.config.yaml')
    .option('--json', 'print them as JSON (docs/json-output.md)')
    .action(async (options: { readonly env?: string; readonly json?: boolean }) => {
      const { showConfig } = await import('../commands/config.ts');
      process.exitCode = await showConfig(options);
    });
  return subcommand('config', 'look at the settings of dashboards.config.yaml', [
    'config show --env staging',
  ]).addCommand(show);
}
