import type { Command } from 'commander';
import type { VerifyOptions } from '../commands/verify.ts';
import { subcommand } from './subcommand.ts';

export function verifyCommand(): Command {
  return subcommand('verify', 'ask a running Prometheus everything that dashboards ask, and name what is empty', [
    'verify --prometheus http://localhost:9090',
    'verify --prometheus http://localhost:9090 /etc/grafana/dashboards --range 1h',
    'verify --prometheus https://metrics.example.org --tenant orders --var environment=production --json',
  ])
    .argument('[dir]', 'a folder with all below it, or a file (default: the dashboards that a build makes)')
    .requiredOption('--prometheus <url>', 'the address; credentials as PROMETHEUS_TOKEN, or _USER and _PASSWORD')
    .option('--env <name>', 'with the settings of an environment of dashboards.config.yaml')
    .option('--range <length>', 'how far back to look (default: the time range of each dashboard)')
    .option('--at <time>', 'the end of the time range (default: now)')
    .option('--var <name=value>', 'what is chosen of a variable; may be repeated', collect)
    .option('--scrape-interval <length>', 'of the data source (default: that of the policy)')
    .option('--concurrency <number>', 'how many queries at once', '8')
    .option('--timeout <length>', 'how long one answer may take', '30s')
    .option('--dashboard <title>', 'only this one, by title or uid; may be repeated', collect)
    .option('--budget <samples>', 'how many samples a panel may touch (default: that of the policy)')
    .option('--strict', 'take what this Prometheus cannot prove for a finding')
    .option('--tenant <id>', 'sent as X-Scope-OrgID')
    .option('--ca-file <file>', 'certificates to trust, in PEM, beside those of the system')
    .option('--cert-file <file>', 'the certificate to show, in PEM; needs --key-file')
    .option('--key-file <file>', 'its key')
    .option('--all', 'list every query, with its series, age, time and samples')
    .option('--json', 'print the result as JSON (docs/json-output.md)')
    .action(async (dir: string | undefined, options: VerifyOptions) => {
      const { verify } = await import('../commands/verify.ts');
      process.exitCode = await verify(dir, options);
    });
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
