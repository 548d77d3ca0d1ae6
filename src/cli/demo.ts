import { Option, type Command } from 'commander';
import { subcommand } from './subcommand.ts';
import type { DemoOptions } from '../commands/demo.ts';

export function demoCommand(): Command {
  return subcommand(
    'demo',
    'start the whole system on this machine: simulator, Prometheus and what else is installed',
    ['demo', 'demo --port-base 20000 --no-history', 'demo --incident payment-provider-down@5m+10m'],
  )
    .option('--port-base <port>', 'the first of the ports that it takes (default: the well-known ones, docs/demo.md)')
    .option('--data <dir>', 'keep everything in this folder, and go on with it the next time')
    .option('--days <number>', 'days of history', '14')
    .option('--no-history', 'start without history')
    .option('--replica', 'PostgreSQL with a replica')
    .option('--no-grafana', 'leave Grafana out')
    .option('--rate <number>', 'orders a second')
    .addOption(
      new Option('--incident <name>', 'play an incident: NAME[@start+duration]; can be given several times').argParser(
        (incident: string, before: readonly string[] | undefined) => [...(before ?? []), incident],
      ),
    )
    .option('--without <metrics>', 'metrics that are not exposed, with commas between them')
    .option('--scrape-interval <duration>', "how often Prometheus scrapes (default: the policy's)")
    .addOption(new Option('--step <duration>', 'between the samples of the history').hideHelp())
    .option('--homepath <dir>', "Grafana's home (default: beside the program, or /usr/share/grafana)")
    .option('--env <name>', 'with the settings of an environment of dashboards.config.yaml')
    .option('--json', 'print the addresses as JSON (docs/json-output.md)')
    .action(async (options: DemoOptions) => {
      const { demo } = await import('../commands/demo.ts');
      process.exitCode = await demo(options);
    });
}
