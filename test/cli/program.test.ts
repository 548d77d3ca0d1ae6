/** The program as a person meets it: help, mistakes, exit codes. */
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkout, dashboards, run, temporaryFolder } from '../support/program.ts';

/** All that there are, as they are typed. */
const commands = commandsBelow([]);

describe('dashboards', () => {
  const documented = readFileSync(join(checkout, 'docs', 'json-output.md'), 'utf8');

  it('has commands', () => {
    expect(commands).toContain('simulate backfill');
    expect(commands.length).toBeGreaterThan(10);
  });

  it.each(commands)('%s --help shows an example, and what it prints as JSON is described', (command) => {
    const { code, stdout, stderr } = dashboards([...command.split(' '), '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`Example:\n  \\$ dashboards ${command}`));
    if (stdout.includes('--json')) expect(documented).toContain(`\n## \`dashboards ${command} --json\`\n`);
  });

  it.each([[['--help']], [['help', 'build']]])('%s shows an example', (args) => {
    const { code, stdout, stderr } = dashboards(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Example:\n  $ dashboards');
  });

  it('names its exit codes', () => {
    expect(dashboards(['--help']).stdout).toMatch(/0 done.*\n.*3 authentication.*5 interrupted/);
  });

  it.each([
    [['biuld'], /unknown command 'biuld'[\s\S]*build/],
    [['build', '--chek'], /unknown option '--chek'[\s\S]*--check/],
    [['build', '--out'], /argument missing/],
    [['build', 'more'], /too many arguments/],
    [['--nonsense'], /unknown option/],
  ])('%s is a mistake of usage', (args, message) => {
    const { code, stdout, stderr } = dashboards(args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('without a command shows the help and exits 2', () => {
    const { code, stderr } = dashboards([]);
    expect(code).toBe(2);
    expect(stderr).toContain('Usage: dashboards');
  });

  it('prints its version', () => {
    expect(dashboards(['--version'])).toEqual({ code: 0, stdout: '0.1.0\n', stderr: '' });
  });

  it('has the version of its package', () => {
    expect(JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'))).toMatchObject({ version: '0.1.0' });
  });

  it('says what to run before it is compiled', () => {
    const project = temporaryFolder();
    cpSync(join(checkout, 'bin'), join(project, 'bin'), { recursive: true });
    expect(dashboards(['build'], project)).toEqual({
      code: 2,
      stdout: '',
      stderr: 'dashboards is not compiled yet.\nNext: npm ci && npm run build\n',
    });
    rmSync(project, { recursive: true });
  });

  it('says what to run when its packages are gone', () => {
    const project = temporaryFolder();
    for (const part of ['bin', 'dist', 'docs', 'package.json']) {
      cpSync(join(checkout, part), join(project, part), { recursive: true });
    }
    const { code, stderr } = dashboards(['build'], project);
    expect(code).toBe(2);
    expect(stderr).toContain('npm ci');
    rmSync(project, { recursive: true });
  });

  it.each([
    { args: ['--help'], more: [] },
    { args: ['new', 'flow'], more: [] },
    { args: ['metrics', 'check', join(checkout, 'test/fixtures/expositions/postgres_exporter-0.11.txt')], more: [] },
    { args: ['config', 'show'], more: ['yaml'] },
  ])('$args loads no package but commander and $more, so that it starts at once', ({ args, more }) => {
    const project = temporaryFolder();
    for (const part of ['bin', 'dashboards', 'dist', 'docs', 'package.json']) {
      cpSync(join(checkout, part), join(project, part), { recursive: true });
    }
    mkdirSync(join(project, 'node_modules'));
    for (const name of ['commander', ...more]) {
      symlinkSync(join(checkout, 'node_modules', name), join(project, 'node_modules', name));
    }
    const { code, stderr } = dashboards(args, project);
    expect(code, stderr).toBe(0);
    rmSync(project, { recursive: true });
  });

  it('is what npx finds in the checkout', () => {
    expect(run('npx', ['--no-install', 'dashboards', '--version'], checkout)).toMatchObject({
      code: 0,
      stdout: '0.1.0\n',
    });
  });
});

function commandsBelow(path: readonly string[]): readonly string[] {
  const [, list = ''] = dashboards([...path, '--help']).stdout.split('\nCommands:\n');
  const [block = ''] = list.split('\n\n');
  const names = [...block.matchAll(/^ {2}(\w+)/gm)].map(([, name = '']) => name).filter((name) => name !== 'help');
  return names.flatMap((name) => [[...path, name].join(' '), ...commandsBelow([...path, name])]);
}
