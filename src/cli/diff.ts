import type { Command } from 'commander';
import type { GrafanaOptions } from '../commands/grafana-session.ts';
import { withGrafanaOptions } from './grafana-options.ts';
import { subcommand } from './subcommand.ts';

export function diffCommand(): Command {
  const command = subcommand('diff', 'compare the code with what a Grafana has, panel by panel', [
    'diff --env staging',
    'diff --env staging Orders order-processing-database',
  ]).argument('[names...]', 'titles or uids (default: all)');
  return withGrafanaOptions(command).action(async (names: readonly string[], options: GrafanaOptions) => {
    const { diff } = await import('../commands/diff.ts');
    process.exitCode = await diff(names, options);
  });
}
