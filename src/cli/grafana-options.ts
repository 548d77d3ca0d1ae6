import type { Command } from 'commander';

/** Adds what all commands take that speak to a Grafana. */
export function withGrafanaOptions(command: Command): Command {
  return command
    .option('--env <name>', 'the Grafana and the settings of an environment of dashboards.config.yaml')
    .option('--url <url>', 'the address of the Grafana, in place of that of the environment')
    .option('--source <dir>', 'a folder of dashboard JSON (default: the dashboards of this project)')
    .option('--folder <uid>', 'with --source: the folder of Grafana that all goes below')
    .option('--token-stdin', 'read the token from standard input')
    .option('--ca-file <file>', 'certificates to trust, in PEM, beside those of the system')
    .option('--allow-http', 'send credentials over plain HTTP to another machine')
    .option('--concurrency <number>', 'how many requests at once', '10')
    .option('--timeout <length>', 'how long one answer may take', '30s')
    .option('--limit <length>', 'how long all of it may take', '10m')
    .option('--verbose', 'say which API is used and why, and everything that differs')
    .option('--json', 'print the result as JSON (docs/json-output.md)')
    .addHelpText('after', credentials);
}

const credentials = `
The address is that of --url, of GRAFANA_URL, or of the environment. Credentials
are never options: --token-stdin, GRAFANA_TOKEN, or GRAFANA_USER and
GRAFANA_PASSWORD (…_FILE for the path of a file), or those of the environment.`;

/** Adds what plan and push take: what may be overwritten, and what deleted. */
export function withPlanOptions(command: Command): Command {
  return command
    .option('--force', 'overwrite what was edited in Grafana, with a backup; never what others manage')
    .option('--adopt', 'overwrite what differs and no push has made, with a backup')
    .option('--prune', 'delete dashboards of ours that the code no longer has, with a backup')
    .option('--retired-folder <uid>', 'a folder that was ours, for --prune; may be repeated', collect);
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
