import { Command } from 'commander';
import { expect, test } from 'vitest';
import { givenOptions } from '../../src/commands/given-options.ts';

function parsed(args: readonly string[]) {
  let given: readonly string[] = [];
  const command = new Command()
    .option('--watch')
    .option('--out <dir>')
    .option('--env <name>', 'an environment', 'production')
    .option('--also <names...>')
    .option('--no-colour')
    .option('--brief')
    .action((options: object) => {
      given = givenOptions(command, ['--watch']);
      values = { ...options };
    });
  let values: object = {};
  command.parse(args, { from: 'user' });
  return { given, values };
}

test.each([
  [['--watch'], []],
  [['--watch', '--out', 'a b'], ['--out=a b']],
  [['--out', '', '--watch'], ['--out=']],
  [
    ['--out', '--watch', '--brief'],
    ['--out=--watch', '--brief'],
  ],
  [
    ['--env=production', '--no-colour'],
    ['--env=production', '--no-colour'],
  ],
  [
    ['--also', 'x', 'y'],
    ['--also=x', '--also=y'],
  ],
])('%j are passed on as %j', (args, expected) => {
  const { given, values } = parsed(args);
  expect(given.toSorted()).toEqual(expected.toSorted());
  const { watch: _, ...rest } = { watch: true, ...values };
  expect(parsed(given).values).toEqual(rest);
});
