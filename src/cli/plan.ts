import type { Command } from 'commander';
import type { PlanCommandOptions } from '../commands/plan.ts';
import { withGrafanaOptions, withPlanOptions } from './grafana-options.ts';
import { subcommand } from './subcommand.ts';

export function planCommand(): Command {
  const command = subcommand('plan', 'show what a push would do; exit 1 where that is anything', [
    'plan --env staging',
    'plan --url https://grafana.example.org --prune',
    'plan --env staging --source exported/ --folder team-orders',
  ]);
  return withGrafanaOptions(withPlanOptions(command))
    .option('--all', 'also list what is unchanged, and all that differs')
    .action(async (options: PlanCommandOptions) => {
      const { plan } = await import('../commands/plan.ts');
      process.exitCode = await plan(options);
    });
}
