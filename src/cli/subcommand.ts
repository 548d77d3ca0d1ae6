import { Command } from 'commander';

/**
 * A command with what all have: examples in its help, and the way there after a mistake.
 * @param path as it is typed: `config show`
 */
export function subcommand(path: string, description: string, examples: readonly string[]): Command {
  return new Command(path.split(' ').at(-1))
    .description(description)
    .exitOverride()
    .showHelpAfterError(`Next: dashboards ${path} --help`)
    .addHelpText('after', ['\nExample:', ...examples.map((example) => `  $ dashboards ${example}`)].join('\n'));
}
