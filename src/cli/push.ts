import type { Command } from 'commander';
import type { PushOptions } from '../commands/push.ts';
import { withGrafanaOptions, withPlanOptions } from './grafana-options.ts';
import { subcommand } from './subcommand.ts';

export function pushCommand(): Command {
  const command = subcommand('push', 'make a Grafana have these dashboards; what others edited there is left alone', [
    'push --env staging',
    'push --url https://grafana.example.org --token-stdin < token',
    'push --env staging --force --backup /var/backups/grafana',
  ]);
  return withGrafanaOptions(withPlanOptions(command))
    .option('--yes', 'delete more than 10 dashboards, if --prune finds that many')
    .option('--backup <dir>', 'where to keep what is overwritten or deleted', 'backups')
    .option('--all', 'also list what is unchanged')
    .action(async (options: PushOptions) => {
      const { push } = await import('../commands/push.ts');
      process.exitCode = await push(options);
    });
}
