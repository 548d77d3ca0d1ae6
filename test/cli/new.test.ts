/** `dashboards new` in copies of the project: what it writes builds and passes every check that all dashboards pass. */
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  constants,
  cpSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { catalogue } from '../../src/metrics/catalogue.ts';
import { targetLabels } from '../../src/metrics/metric.ts';
import { defaultTemporalProfile } from '../../src/metrics/temporal-profiles.ts';
import { policyWith } from '../../src/policy/policy.ts';
import { dashboardFile } from '../../src/scaffold/dashboard-file.ts';
import { panelFile } from '../../src/scaffold/panel-file.ts';
import { sketches } from '../../src/scaffold/panels.ts';
import { placeOf } from '../../src/scaffold/place.ts';
import { extended } from '../../src/scaffold/registry-file.ts';
import { checkout, compile, contents, copyOfProject, dashboards, put, run, start } from '../support/program.ts';
import { waitFor } from '../support/wait.ts';

/** What code cannot call a function, or a dashboard's file calls something else. */
const awkward = [
  'class',
  'await',
  'enum',
  'eval',
  'arguments',
  'undefined',
  'global-this',
  'row',
  'panels',
  'settings',
];
const more = ['rate', 'sum', 'type', 'async', 'object', 'registry', '2fa', '404', 'a-1', 'constructor', 'to-string'];

const program = (name: string): string => join(checkout, 'node_modules', '.bin', name);

const index = 'dashboards/index.ts';

const texts = (project: string) => contents(join(project, 'dashboards'));

describe('what it writes', () => {
  let project = '';
  const known = new Set(readdirSync(join(checkout, 'dashboards')));
  /** A dashboard that an alert waits for, which has no file yet; after the last is written this is of no use. */
  const awaited = Object.values(policyWith().alerts)
    .map(({ panel }) => panel.dashboard)
    .find((name) => !known.has(`${name}.ts`));
  const commands: readonly (readonly string[])[] = [
    ['new-counter'],
    ['new-histogram', '--metric', 'order_processing_seconds', '--title', `It's "new" \\ */ \${x} ü`],
    ['new-gauge', '--metric', 'orders_by_status'],
    ['new-summary', '--metric', 'prometheus_rule_evaluation_duration_seconds'],
    ['new-profile', '--metric', 'temporal_workflow_endtoend_latency_seconds'],
    ['new-go-only', '--metric', 'temporal_request_attempt_total'],
    ...(awaited === undefined ? [] : [[awaited]]),
    ...[...awkward, ...more].map((name) => [name, '--metric', 'orders_created_total']),
  ];
  const metrics = catalogue(defaultTemporalProfile)
    .metrics()
    .filter(({ of }) => targetLabels.every((label) => of.labels.includes(label)));

  beforeAll(() => {
    project = copyOfProject(true);
    const parts = ['test', 'vitest.config.ts', '.prettierrc.json', '.prettierignore', '.oxlintrc.json', 'knip.json'];
    for (const part of parts) cpSync(join(checkout, part), join(project, part), { recursive: true });
    for (const args of commands) {
      expect(dashboards(['new', ...args], project)).toEqual({
        code: 0,
        stdout: `created: dashboards/${args[0]}.ts\ncreated: dashboards/panels/${args[0]}.ts\nupdated: ${index}\n`,
        stderr: expect.stringMatching(/^Next: npm run build; /),
      });
    }
    for (const [number, placed] of metrics.entries()) {
      const name = `metric-${number}`;
      const place = placeOf(placed);
      const all = sketches(placed, place.expression);
      writeFileSync(join(project, 'dashboards', 'panels', `${name}.ts`), panelFile(name, all, place));
      writeFileSync(join(project, 'dashboards', `${name}.ts`), dashboardFile(name, placed.of.name, all));
      writeFileSync(join(project, index), extended(readFileSync(join(project, index), 'utf8'), name, undefined));
    }
  }, 120_000);
  afterAll(() => rmSync(project, { recursive: true }));

  it('compiles, beside the tests as well, and builds, for every metric of the catalogue and every name', () => {
    expect(metrics.length).toBeGreaterThan(300);
    // As `npm run build` and `npm run typecheck` do, whose options are the same, in one go.
    const both = ['-p', 'test', '--noEmit', 'false', '--outDir', 'dist', '--incremental', 'false'];
    expect(run(program('tsc'), both, project)).toMatchObject({ code: 0, stdout: '' });
    const { code, stderr } = dashboards(['build'], project);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const files = Object.keys(contents(join(project, 'provisioning'))).filter((path) => path.endsWith('.json'));
    expect(files.length).toBeGreaterThanOrEqual(metrics.length + commands.length);
    const [, title] = /"title": ("It's.*"),/.exec(built('new-histogram')) ?? [];
    expect(JSON.parse(title ?? '')).toBe(`It's "new" \\ */ \${x} ü`);
  });

  const built = (name: string): string =>
    Object.entries(contents(join(project, 'provisioning')))
      .filter(([path]) => path.endsWith(`/order-processing-${name}.json`))
      .map(([, text]) => Buffer.from(text, 'latin1').toString())
      .join();

  it('passes every test that runs over all dashboards', () => {
    const folder = join(project, 'test', 'dashboards');
    const general = readdirSync(folder).filter(
      (file) => file.endsWith('.test.ts') && /\/(?:registry|index)\.ts'/.test(readFileSync(join(folder, file), 'utf8')),
    );
    expect(general).toEqual(expect.arrayContaining(['golden.test.ts', 'links.test.ts', 'lint.test.ts']));
    const { code, stdout, stderr } = run(
      program('vitest'),
      ['run', '--reporter=dot', ...general.map((file) => join('test', 'dashboards', file))],
      project,
    );
    expect(code, `${stdout.slice(-5000)}${stderr.slice(-5000)}`).toBe(0);
  }, 120_000);

  it('is laid out as prettier does, and has nothing that oxlint minds', () => {
    expect(run(program('prettier'), ['--check', '--log-level', 'warn', 'dashboards'], project)).toMatchObject({
      code: 0,
      stderr: '',
    });
    const { code, stdout } = run(program('oxlint'), ['--deny-warnings', 'dashboards'], project);
    expect(code, stdout).toBe(0);
  }, 120_000);

  it('passes the look at the architecture', () => {
    const { code, stdout } = run(program('vitest'), ['run', '--reporter=dot', 'test/architecture'], project);
    expect(code, stdout.slice(-5000)).toBe(0);
  }, 120_000);

  it('tells its author what to write', () => {
    expect(built('new-counter')).toContain('**Normal:** not written yet: say in a number what all is well looks like');
    expect(built('new-counter')).toContain('"title": "New counter"');
  });

  it('has the panels that alerts of that name point to', (context) => {
    if (awaited === undefined) return context.skip('every alert has its dashboard');
    expect(built(awaited)).toMatch(/"title": "Guarded by \w+"/);
    return undefined;
  });

  it('of a metric of one SDK says so when the profile is of another', () => {
    put(join(project, 'dashboards.config.yaml'), 'temporal:\n  profile: core\n');
    const { code, stderr } = dashboards(['build'], project);
    rmSync(join(project, 'dashboards.config.yaml'));
    expect(code).toBe(2);
    expect(stderr).toMatch(/dashboards\/new-go-only\.ts: Only the Go SDK has the metrics of this dashboard/);
    expect(stderr).toMatch(
      /\nNext: Take the dashboard out of dashboards\/index\.ts, or set temporal\.profile to go-tally/,
    );
  });
});

describe('a command that', () => {
  let project = '';
  let before: ReturnType<typeof texts> = {};
  beforeAll(() => {
    project = copyOfProject(true);
    before = texts(project);
  });
  afterAll(() => rmSync(project, { recursive: true }));

  test.each([
    ['names what cannot be', ['Order Flow!'], /cannot be called "Order Flow!"[\s\S]*\nNext: Did you mean order-flow\?/],
    ['names what is there', ['orders'], /"orders" is there already[\s\S]*dashboards\/orders\.ts exists/],
    ['names the registry', ['index'], /dashboards\/index\.ts exists/],
    ['names an unknown metric', ['flow', '--metric', 'http_request_total'], /Did you mean http_requests_total\?/],
    ['has an empty title', ['flow', '--title', ' '], /--title is empty\.\nNext: /],
    ['has a title of two lines', ['flow', '--title', 'a\nb'], /--title is not one line of text\.\nNext: /],
    ['has an empty folder', ['flow', '--folder', ''], /--folder is empty\.\nNext: /],
    ['names nothing', [], /missing required argument 'name'/],
  ])('%s is refused and writes nothing', (_, args, message) => {
    const { code, stdout, stderr } = dashboards(['new', ...args], project);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(texts(project)).toEqual(before);
  });

  test.each([
    ['its file', 'dashboards/flow.ts'],
    ['the file of its panels', 'dashboards/panels/flow.ts'],
  ])('would overwrite %s is refused', (_, path) => {
    put(join(project, path), '// mine\n');
    const { code, stderr } = dashboards(['new', 'flow'], project);
    expect(code).toBe(2);
    expect(stderr).toContain(`  ${path} exists\n`);
    expect(readFileSync(join(project, path), 'utf8')).toBe('// mine\n');
    rmSync(join(project, path));
    expect(texts(project)).toEqual(before);
  });

  test.each([
    ['a definition in another file', 'dashboards/other.ts', "  name: 'flow',\n"],
    ['an entry of the registry', index, "export const lost = { file: 'dashboards/flow.ts' };\n"],
  ])('takes the name of %s is refused', (_, path, text) => {
    const was = before[path.slice('dashboards/'.length)];
    put(join(project, path), text);
    const { code, stderr } = dashboards(['new', 'flow'], project);
    if (was === undefined) rmSync(join(project, path));
    else writeFileSync(join(project, path), was, 'latin1');
    expect(code).toBe(2);
    expect(stderr).toContain(`  ${path} has the name\n`);
    expect(texts(project)).toEqual(before);
  });

  it('meets a registry of another form says which line to add', () => {
    const text = readFileSync(join(project, index), 'utf8');
    writeFileSync(join(project, index), text.replace('registry: readonly RegistryEntry[]', 'registry'));
    const { code, stderr } = dashboards(['new', 'flow', '--folder', 'own'], project);
    writeFileSync(join(project, index), text);
    expect(code).toBe(2);
    expect(stderr).toContain(
      "{ file: 'dashboards/flow.ts', folder: 'own', load: async () => (await import('./flow.ts')).flow },",
    );
    expect(texts(project)).toEqual(before);
  });

  it('cannot write all files writes none', () => {
    renameSync(join(project, 'dashboards/panels'), join(project, 'elsewhere'));
    symlinkSync(join(project, 'elsewhere'), join(project, 'dashboards/panels'));
    const { code, stderr } = dashboards(['new', 'flow'], project);
    rmSync(join(project, 'dashboards/panels'));
    renameSync(join(project, 'elsewhere'), join(project, 'dashboards/panels'));
    expect(code).toBe(2);
    expect(stderr).toContain('is a symbolic link');
    expect(texts(project)).toEqual(before);
  });

  it('is interrupted leaves nothing', async () => {
    // It waits for the other end of a pipe in the place of a runbook, so that the signal comes in time.
    const runbook = join(project, 'docs/runbooks/LowInventory.md');
    const text = readFileSync(runbook);
    rmSync(runbook);
    expect(spawnSync('mkfifo', [runbook]).status).toBe(0);
    const { child, outcome } = start(['new', 'flow'], project);
    let pipe = -1;
    await waitFor('the runbook to be read', () => {
      try {
        pipe = openSync(runbook, constants.O_WRONLY | constants.O_NONBLOCK);
        return true;
      } catch {
        return false;
      }
    });
    child.kill('SIGINT');
    writeSync(pipe, text);
    closeSync(pipe);
    const { code, stderr } = await outcome;
    rmSync(runbook);
    writeFileSync(runbook, text);
    expect({ code, stderr }).toEqual({
      code: 5,
      stderr: 'Error: The command was interrupted.\n  nothing was written\nNext: Run it again.\n',
    });
    expect(texts(project)).toEqual(before);
  });

  it('runs beside others registers what it writes', async () => {
    const names = ['one', 'two', 'three', 'four'];
    const outcomes = await Promise.all(names.map((name) => start(['new', name], project).outcome));
    const done = names.filter((_, number) => outcomes[number]?.code === 0);
    expect(done.length).toBeGreaterThan(0);
    const files = Object.keys(texts(project));
    const registered = [...readFileSync(join(project, index), 'utf8').matchAll(/file: 'dashboards\/(\w+)\.ts'/g)];
    const all = registered.map(([, name = '']) => name);
    expect(all.slice(-done.length).toSorted()).toEqual(done.toSorted());
    for (const name of names) {
      expect(files.includes(`${name}.ts`)).toBe(done.includes(name));
      expect(files.includes(`panels/${name}.ts`)).toBe(done.includes(name));
    }
    expect(readdirSync(join(project, 'dashboards')).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('is asked for JSON prints what it wrote', () => {
    const args = ['new', 'json', '--json', '--folder', 'elsewhere', '--title', 'Of JSON'];
    const { code, stdout } = dashboards(args, project);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      created: ['dashboards/json.ts', 'dashboards/panels/json.ts'],
      updated: [index],
    });
    expect(readFileSync(join(project, index), 'utf8')).toContain(
      "{ file: 'dashboards/json.ts', folder: 'elsewhere', load: async () => (await import('./json.ts')).json },\n];",
    );
    expect(readFileSync(join(project, 'dashboards/json.ts'), 'utf8')).toContain("title: 'Of JSON',");
  });

  it('is for a metric that only the configured profile has', () => {
    put(join(project, 'dashboards.config.yaml'), 'temporal:\n  profile: core\n');
    writeFileSync(join(project, index), before['index.ts'] ?? '', 'latin1');
    for (const name of ['one', 'two', 'three', 'four', 'json']) {
      rmSync(join(project, `dashboards/${name}.ts`), { force: true });
      rmSync(join(project, `dashboards/panels/${name}.ts`), { force: true });
    }
    expect(dashboards(['new', 'core', '--metric', 'temporal_activity_task_received'], project).code).toBe(0);
    expect(compile(project).stdout).toBe('');
    expect(dashboards(['build'], project)).toMatchObject({ code: 0, stderr: '' });
  });
});
