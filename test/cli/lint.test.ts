/** `dashboards lint` on folders of good and bad dashboards. */
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/lint/read/json.ts';
import { lintRules } from '../../src/policy/lint-rules.ts';
import { dashboard, panel, panelOf } from '../lint/support.ts';
import { checkout, dashboards, put, temporaryFolder } from '../support/program.ts';

function folder(files: Readonly<Record<string, Json | string>>): string {
  const path = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    put(join(path, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return path;
}

/** Finds one thing, whatever other rules there are. */
const only = ['--only', 'uid-form'];
const bad = dashboard({ uid: 'no uid' });
const good = dashboard();

describe('findings', () => {
  it('are told by dashboard, with exit code 1', () => {
    const path = folder({ 'a.json': good, 'b/c.json': bad });
    expect(dashboards(['lint', path, ...only])).toEqual({
      code: 1,
      stdout: `Orders (${path}/b/c.json)
  uid-form: Grafana does not take the uid "no uid"
    Next: use at most 40 of a-z, A-Z, 0-9, - and _.

1 finding in 1 of 2 dashboards
`,
      stderr: '',
    });
  });

  it('none are exit code 0', () => {
    expect(dashboards(['lint', folder({ 'a.json': good }), ...only])).toEqual({
      code: 0,
      stdout: '0 findings in 0 of 1 dashboard\n',
      stderr: '',
    });
  });

  it('as JSON, with nothing else on stdout', () => {
    const path = folder({ 'a.json': bad, 'package.json': { name: 'x' } });
    const { code, stdout, stderr } = dashboards(['lint', path, '--json', ...only]);
    const skipped = { file: join(path, 'package.json'), reason: expect.stringContaining('no dashboard') };
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      ok: false,
      dashboards: 1,
      findings: [
        {
          rule: 'uid-form',
          severity: 'error',
          file: join(path, 'a.json'),
          uid: 'no uid',
          dashboard: 'Orders',
          problem: 'Grafana does not take the uid "no uid"',
          next: 'use at most 40 of a-z, A-Z, 0-9, - and _.',
        },
      ],
      excepted: 0,
      skipped: [skipped],
    });
    expect(stderr).toMatch(/^skipped: .*package\.json: no dashboard: .*\n$/);
  });

  it('of one file alone', () => {
    const path = folder({ 'a.json': bad, 'b.json': bad });
    expect(dashboards(['lint', join(path, 'a.json'), ...only]).stdout).toMatch(/\n1 finding in 1 of 1 dashboard\n$/);
  });

  it('of the rules that are chosen', () => {
    const path = folder({ 'a.json': dashboard({ uid: 'no uid', panels: [panelOf('up{a="$lost"}')] }) });
    const rules = (...args: readonly string[]) =>
      [...dashboards(['lint', path, ...args]).stdout.matchAll(/^ +([a-z-]+): /gm)].map(([, rule]) => rule);
    expect(rules('--only', 'uid-form')).toEqual(['uid-form']);
    expect(rules('--only', 'unknown-variable, uid-form')).toEqual(['uid-form', 'unknown-variable']);
    expect(rules('--only', 'unknown-variable,uid-form', '--skip', 'uid-form')).toEqual(['unknown-variable']);
    expect(rules('--skip', 'uid-form')).not.toContain('uid-form');
    expect(rules('--skip', 'uid-form')).toContain('unknown-variable');
  });

  it('titles are unique in a folder of files', () => {
    const other = dashboard({ uid: 'other' });
    const count = (files: Readonly<Record<string, Json>>) =>
      dashboards(['lint', folder(files), '--only', 'title-unique'])
        .stdout.trimEnd()
        .split('\n')
        .at(-1);
    expect(count({ 'x/a.json': good, 'x/b.json': other })).toBe('1 finding in 1 of 2 dashboards');
    expect(count({ 'x/a.json': good, 'y/b.json': other })).toBe('0 findings in 0 of 2 dashboards');
  });

  it('none in our own dashboards by these rules', () => {
    const { code, stdout } = dashboards(['lint', join(checkout, 'provisioning', 'grafana')]);
    expect(stdout).toMatch(/^0 findings in 0 of \d+ dashboards?\n$/);
    expect(code).toBe(0);
  });
});

describe('.lint files', () => {
  const excluding = 'exclusions:\n  uid-form-rule:\n    reason: x\n';
  const warning = 'warnings:\n  uid-form-rule:\n';
  const last = (path: string) => {
    const { code, stdout } = dashboards(['lint', path, ...only]);
    return [code, stdout.trimEnd().split('\n').at(-1)];
  };

  it('except, and warn', () => {
    expect(last(folder({ '.lint': excluding, 'a.json': bad }))).toEqual([
      0,
      '0 findings (1 excepted) in 0 of 1 dashboard',
    ]);
    expect(last(folder({ '.lint': warning, 'a.json': bad }))).toEqual([0, '1 finding (1 warning) in 1 of 1 dashboard']);
  });

  it('the nearest one holds, none above the folder', () => {
    const path = folder({
      '.lint': excluding,
      'a.json': bad,
      'in/deeper/b.json': bad,
      'own/.lint': warning,
      'own/c.json': bad,
      'none/.lint': '',
      'none/d.json': bad,
    });
    expect(last(path)).toEqual([1, '2 findings (1 warning, 2 excepted) in 2 of 4 dashboards']);
    expect(last(join(path, 'in'))).toEqual([1, '1 finding in 1 of 1 dashboard']);
    expect(last(join(path, 'in', 'deeper', 'b.json'))).toEqual([1, '1 finding in 1 of 1 dashboard']);
    expect(last(join(path, 'a.json'))).toEqual([0, '0 findings (1 excepted) in 0 of 1 dashboard']);
  });

  it('with an unknown rule are told of, even where nothing is found', () => {
    const path = folder({ '.lint': 'exclusions:\n  uid-from-rule:\n', 'a.json': good });
    expect(dashboards(['lint', path, ...only])).toEqual({
      code: 0,
      stdout: '0 findings in 0 of 1 dashboard\n',
      stderr: `${path}/.lint: there is no rule uid-from-rule; nearest: uid-form-rule\n`,
    });
  });

  it('of another shape are a mistake', () => {
    const { code, stdout, stderr } = dashboards(['lint', folder({ '.lint': '- a', 'a.json': good })]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/\.lint is no \.lint file[\s\S]*Next: /);
  });
});

describe('mistakes', () => {
  it.each([
    [['lint', '/nowhere/at/all'], /^Error: \/nowhere\/at\/all is not there\.\nNext: /],
    [['lint', ''], /^Error: .*\nNext: /],
    [
      ['lint', '.', '--only', 'uid-from'],
      /there is no rule "uid-from"; nearest: uid-form\.\nNext: dashboards lint --list/,
    ],
    [['lint', '.', '--skip', 'uid-form,frobnicate'], /--skip: there is no rule "frobnicate"\./],
    [['lint', '.', '--only', ' , '], /--only names no rule/],
    [['lint', 'a', 'b'], /too many arguments/],
    [['lint', '/dev/null'], /^Error: \/dev\/null is neither a folder nor a file\.\nNext: /],
  ])('%j', (args, message) => {
    const { code, stdout, stderr } = dashboards(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it.each<[string, Readonly<Record<string, Json | string>>]>([
    ['an empty folder', {}],
    ['one without a dashboard', { 'package.json': { name: 'x' }, 'a.txt': 'x' }],
  ])('%s', (_, files) => {
    const path = folder(files);
    const { code, stdout, stderr } = dashboards(['lint', path]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`Error: There is no dashboard in ${path}.\nNext: `);
  });

  it('a file that is no JSON is told after the rest was judged', () => {
    const path = folder({ 'a.json': '{', 'b.json': bad });
    for (const args of [[], ['--json']]) {
      const { code, stdout, stderr } = dashboards(['lint', path, ...only, ...args]);
      expect(code).toBe(2);
      expect(stdout).toContain('no uid');
      expect(stderr).toMatch(/^Error: A file could not be judged\.\n {2}\S+a\.json: no JSON: .+\nNext: .+\n$/);
    }
  });

  it('hundreds of files that are none are not all named', () => {
    const files = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`${index}.json`, '[]']));
    const { stderr } = dashboards(['lint', folder({ ...files, 'good.json': good }), ...only]);
    expect(stderr.trimEnd().split('\n')).toHaveLength(51);
    expect(stderr).toMatch(/\nskipped: 10 more\n$/);
  });
});

it('a hostile folder: deep, with a folder named like a file, a loop, 20 MB, wrong types', () => {
  const path = folder({
    [`${'d/'.repeat(200)}a.json`]: good,
    'x.json/b.json': dashboard({ uid: 'b' }),
    'big.json': dashboard({ uid: 'big', panels: [panel({ description: 'x'.repeat(20_000_000) })] }),
    'bom.json': `\uFEFF${JSON.stringify(dashboard({ uid: 'bom' }))}`,
    'wrong.json': '{"panels": {"a": 1}, "templating": 7, "uid": [], "title": {}, "links": "x", "tags": null}',
    'empty.json': '{"panels": []}',
  });
  mkdirSync(join(path, 'empty'));
  symlinkSync(path, join(path, 'loop'));
  const { code, stdout, stderr } = dashboards(['lint', path, ...only]);
  expect(stdout.trimEnd().split('\n').at(-1)).toBe('2 findings in 2 of 6 dashboards');
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
});

describe('--list', () => {
  it('says in a line what each rule finds', () => {
    const { code, stdout, stderr } = dashboards(['lint', '--list']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line) => line.split(/ +/)[0])).toEqual([...lintRules]);
    for (const line of lines) expect(line).toMatch(/^[a-z-]+ {2,}\S.{10,}[^.]$/);
  });

  it('as JSON', () => {
    const listed: unknown = JSON.parse(dashboards(['lint', '--list', '--json']).stdout);
    expect(listed).toMatchObject({
      rules: [{ rule: lintRules[0], meaning: expect.any(String) }, ...lintRules.slice(1).map((rule) => ({ rule }))],
    });
  });
});
