import type { Command } from 'commander';
import type { HistoryFlags } from '../commands/history-options.ts';
import { defaultPort } from '../simulator/targets.ts';
import { subcommand } from './subcommand.ts';

export function backfillCommand(): Command {
  return subcommand(
    'simulate backfill',
    'write the days before now, for promtool to make blocks of (docs/history.md)',
    ['simulate backfill --out history', 'simulate backfill --days 2 --out history --targets api,worker,state'],
  )
    .requiredOption('--out <dir>', 'the folder for the slices, one for each day in UTC')
    .option('--days <days>', 'how many days', '14')
    .option('--end <time>', 'when they end, such as 2026-11-22T10:00:00Z (default: now)')
    .option('--step <length>', 'between samples, up to 5m (default: 30s for the newest day, more with age)')
    .option('--targets <names>', 'only these pages: api, worker, state, worker-sdk, api-sdk, temporal')
    .option('--whole', "Temporal's pages for all days too, and not only the newest hours: seven times as much")
    .option('--host <host>', 'the host that instance labels name', '127.0.0.1')
    .option('--port <port>', 'the port of the API, as instance labels name it', String(defaultPort))
    .option('--environment <name>', 'the label environment of all series', 'production')
    .option('--env <name>', 'with the settings of an environment of dashboards.config.yaml')
    .option(
      '--profile <name>',
      "the Temporal SDK's spelling: go-tally, core or core-suffixed (default: that of the settings)",
    )
    .option('--seed <number>', 'of chance: the same seed and end write the same bytes', '1')
    .option('--rate <orders>', 'orders a second, on average', '0.5')
    .option('--without <metrics>', 'metrics that are not shown, with commas between them')
    .option('--json', 'print the result as JSON (docs/json-output.md)')
    .action(async (options: HistoryFlags) => {
      const { simulateBackfill } = await import('../commands/simulate-backfill.ts');
      process.exitCode = await simulateBackfill(options);
    });
}
