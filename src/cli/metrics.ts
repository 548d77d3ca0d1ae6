import type { Command } from 'commander';
import type { CheckFlags } from '../commands/metrics-check.ts';
import type { ImportFlags } from '../commands/metrics-import.ts';
import { maxSeries, maxValues } from '../policy/exposition-limits.ts';
import { subcommand } from './subcommand.ts';

const source = 'an address (http://…/metrics), or a file';
const credentials = `
Credentials come from the environment: METRICS_TOKEN, or METRICS_USER and METRICS_PASSWORD.`;

export function metricsCommand(): Command {
  return subcommand('metrics', 'hold pages of metrics to the catalogue, and bring services into it', [
    'metrics check http://localhost:8080/metrics',
  ])
    .addCommand(checkCommand())
    .addCommand(importCommand());
}

function checkCommand(): Command {
  return subcommand('metrics check', 'compare a page of metrics with the catalogue', [
    'metrics check http://localhost:8080/metrics',
    'metrics check page.txt --job order_processing_worker --system application',
  ])
    .argument('<page>', source)
    .option('--job <job>', 'the scrape job that the page is of (default: guessed from what is on it)')
    .option('--system <systems>', 'the systems of the catalogue that must be there, with commas between them')
    .option('--env <name>', 'with the settings of an environment of dashboards.config.yaml')
    .option('--profile <profile>', "how the Temporal SDK names its metrics (default: the settings')")
    .option('--strict', 'hold programs that are not ours to everything, too')
    .option('--max-series <number>', `series that one metric may have (default: ${maxSeries})`)
    .option('--max-values <number>', `values that one label of a metric may have (default: ${maxValues})`)
    .option('--ca-file <file>', 'certificates to trust besides those of the system')
    .option('--json', 'print the result as JSON (docs/json-output.md)')
    .addHelpText('after', credentials)
    .action(async (page: string, options: CheckFlags) => {
      const { checkMetrics } = await import('../commands/metrics-check.ts');
      process.exitCode = await checkMetrics(page, options);
    });
}

function importCommand(): Command {
  return subcommand('metrics import', 'write entries of the catalogue for a page of metrics', [
    'metrics import http://localhost:9000/metrics --out src/metrics/payments.ts',
  ])
    .argument('<page>', source)
    .option('--name <name>', 'what code calls the service (default: as the file of --out, or the page)')
    .option('--job <job>', 'its scrape job (default: the name with underscores)')
    .option('--out <file>', 'the file to write; in src/metrics it becomes part of the catalogue (default: print it)')
    .option('--force', 'write a file that is there anew')
    .option('--ca-file <file>', 'certificates to trust besides those of the system')
    .addHelpText('after', credentials)
    .action(async (page: string, options: ImportFlags) => {
      const { importMetrics } = await import('../commands/metrics-import.ts');
      process.exitCode = await importMetrics(page, options);
    });
}
