import type { Command } from 'commander';
import type { SimulateOptions } from '../commands/simulate.ts';
import { defaultPort } from '../simulator/targets.ts';
import { backfillCommand } from './simulate-backfill.ts';
import { subcommand } from './subcommand.ts';

export function simulateCommand(): Command {
  return subcommand('simulate', 'stand in for the order-processing system: serve its metrics, take orders', [
    'simulate',
    'simulate --port 18080 --incident payment-provider-down@5m+10m',
    'simulate --database-url postgresql://orders@127.0.0.1:5432/orders',
  ])
    .enablePositionalOptions()
    .addCommand(backfillCommand())
    .option('--host <address>', 'where to listen', '127.0.0.1')
    .option('--port <number>', 'the port of the API; the five after it are taken as well', String(defaultPort))
    .option('--seed <number>', 'by which chance is the same again', '1')
    .option('--rate <number>', 'orders a second, on average over a week', '0.5')
    .option('--no-traffic', 'without customers of its own: only orders that are posted')
    .option('--environment <name>', 'the label `environment` that a scrape shall give its targets', 'production')
    .option('--profile <name>', 'how the Temporal SDK names its metrics (default: that of dashboards.config.yaml)')
    .option('--env <name>', 'with the settings of an environment of dashboards.config.yaml')
    .option('--database-url <url>', 'keep orders in this PostgreSQL (default: DATABASE_URL, or else memory)')
    .option('--pushgateway-url <url>', 'push a batch job to this Pushgateway')
    .option('--incident <name[@start+duration]>', 'play an incident; may be repeated (docs/simulator.md)', collect, [])
    .option('--without <metrics>', 'leave metrics away, with commas between them')
    .option('--json', 'print the targets as JSON (docs/json-output.md)')
    .action(async (options: SimulateOptions) => {
      const { simulate } = await import('../commands/simulate.ts');
      process.exitCode = await simulate(options);
    });
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}
