import type { Command } from 'commander';
import { subcommand } from './subcommand.ts';

interface LintFlags {
  readonly only?: string;
  readonly skip?: string;
  readonly list?: boolean;
  readonly env?: string;
  readonly json?: boolean;
}

export function lintCommand(): Command {
  return subcommand('lint', 'hold dashboards to the rules: those of this project, or of any folder', [
    'lint',
    'lint /etc/grafana/dashboards',
    'lint orders.json --skip panel-units,unknown-metric',
  ])
    .argument('[dir]', 'a folder with all below it, or a file (default: the dashboards that a build makes)')
    .option('--only <rules>', 'only these rules, with commas between them')
    .option('--skip <rules>', 'all rules but these, with commas between them')
    .option('--env <name>', 'with the settings of an environment of dashboards.config.yaml')
    .option('--list', 'print what each rule finds, and judge nothing')
    .option('--json', 'print the result as JSON (docs/json-output.md)')
    .action(async (dir: string | undefined, options: LintFlags) => {
      const { lint } = await import('../commands/lint.ts');
      process.exitCode = await lint(dir, options);
    });
}
