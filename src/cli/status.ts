import type { Command } from 'commander';
import type { GrafanaOptions } from '../commands/grafana-session.ts';
import { withGrafanaOptions } from './grafana-options.ts';
import { subcommand } from './subcommand.ts';

export function statusCommand(): Command {
  const command = subcommand(
    'status',
    'say of each dashboard whether it was changed in the code, in Grafana, or both',
    ['status --env staging', 'status --url http://localhost:3000 --json'],
  );
  return withGrafanaOptions(command).action(async (options: GrafanaOptions) => {
    const { status } = await import('../commands/status.ts');
    process.exitCode = await status(options);
  });
}
