import type { Command } from 'commander';
import type { NewOptions } from '../commands/new.ts';
import { subcommand } from './subcommand.ts';

export function newCommand(): Command {
  return subcommand('new', 'write and register a dashboard to begin with', [
    'new checkout --title "Checkout" --metric payments_processed_total',
  ])
    .argument('<name>', 'its short name, for good: a-z, 0-9 and hyphens')
    .option('--title <title>', 'what viewers read (default: the name in words)')
    .option('--metric <metric>', 'the metric that it shows at first, by its name in Prometheus', 'http_requests_total')
    .option('--folder <key>', 'the folder that it stands in (default: that of the last dashboard)')
    .option('--json', 'print the result as JSON (docs/json-output.md)')
    .action(async (name: string, options: NewOptions) => {
      const { newDashboard } = await import('../commands/new.ts');
      process.exitCode = await newDashboard(name, options);
    });
}
