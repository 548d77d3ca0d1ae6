/** `dashboards build --watch` in a copy of the project, changed as editors and people change it. */
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkout, compile, contents, copyOfProject, edit, put, start, temporaryFolder } from '../support/program.ts';
import { waitFor } from '../support/wait.ts';

const panels = 'dashboards/panels/orders.ts';
const json = 'provisioning/grafana/dashboards/order-processing/order-processing-orders.json';

type Watch = ReturnType<typeof start>;

let project = '';
let watch: Watch;
/** What it had said when the test began. */
let began = { stdout: '', stderr: '' };

/** What it has said during this test: of its builds, then of itself. */
function output(): string {
  const { stdout, stderr } = watch.said();
  return stdout.slice(began.stdout.length) + stderr.slice(began.stderr.length);
}

/** How the last build ended. */
const summary = (): string | undefined => watch.said().stdout.split('\n').at(-2);

/** How many rounds have ended during this test. */
const rounds = (): number => output().match(/^Watching for changes; Ctrl-C ends it\.$/gm)?.length ?? 0;

/** The rounds that a change has begun during this test. */
const changes = (): readonly string[] => output().match(/^changed: .*$/gm) ?? [];

/** Waits until that many rounds have ended during this test. */
const until = (count: number): Promise<void> => waitFor(`round ${count} after:\n${output()}`, () => rounds() >= count);

const built = (): string => readFileSync(join(project, json), 'utf8');

/** Gives the first panel another title. */
function retitle(to: string): void {
  const text = readFileSync(join(project, panels), 'utf8');
  writeFileSync(join(project, panels), text.replace(/title: '[^']*'/, `title: '${to}'`));
}

/** Another change, alone, has one round to itself: then nothing else was waiting. */
async function nothingElseWaits(count: number): Promise<void> {
  put(join(project, 'src/last.ts'), `export const last = ${began.stderr.length};\n`);
  await until(count + 1);
  expect(changes().at(-1)).toBe('changed: src/last.ts');
  expect(rounds()).toBe(count + 1);
}

/** Begins a watch in a new copy; its first round has ended. */
async function begin(...options: readonly string[]): Promise<void> {
  began = { stdout: '', stderr: '' };
  project = copyOfProject(true);
  watch = start(['build', '--watch', ...options], project);
  await until(1);
}

async function end(): Promise<void> {
  watch.child.kill('SIGKILL');
  await watch.outcome;
  rmSync(project, { recursive: true, force: true, maxRetries: 3 });
}

async function interrupted(signal: 'SIGINT' | 'SIGTERM' = 'SIGINT') {
  watch.child.kill(signal);
  const outcome = await watch.outcome;
  expect(outcome.code).toBe(5);
  expect(outcome.stderr).toContain('Interrupted; no longer watching.\n');
  return outcome;
}

/** What a compilation or a build that was broken off could leave behind. */
function leftovers(): readonly string[] {
  const folders = ['', 'provisioning', 'dashboards'].filter((folder) => existsSync(join(project, folder)));
  return folders.flatMap((folder) =>
    readdirSync(join(project, folder)).filter((name) => /^\.(?:dist|staging)-/.test(name)),
  );
}

describe('build --watch', () => {
  // One for all of these: it has to go on after whatever happens. Each leaves the sources without an error.
  beforeAll(() => begin());
  afterAll(end);
  beforeEach(() => {
    began = watch.said();
  });

  it('builds at first, and again after a change, naming what changed', async () => {
    expect(built()).toContain('"Orders per second"');
    retitle('Orders each second');
    await until(1);
    expect(built()).toContain('"Orders each second"');
    expect(changes()).toEqual([`changed: ${panels}`]);
    expect(output()).toContain('updated: grafana/dashboards/order-processing/order-processing-orders.json\n');
    expect(output()).toMatch(/^1 written, 0 removed, \d+ unchanged$/m);
    expect(leftovers()).toEqual([]);
  });

  it('tells a type error with file and line, and builds once it is mended', async () => {
    const before = contents(join(project, 'provisioning'));
    edit(project, panels, "{{reason}}')", "{{raeson}}')");
    await until(1);
    expect(output()).toMatch(/^dashboards\/panels\/orders\.ts\(\d+,\d+\): error TS2345: .*raeson/m);
    expect(output()).toContain('Not built, for it does not compile.\n');
    expect(contents(join(project, 'provisioning'))).toEqual(before);
    edit(project, panels, "{{raeson}}')", "{{reason}}')");
    retitle('Mended');
    await until(2);
    expect(built()).toContain('"Mended"');
  });

  it('tells why a build fails, and goes on', async () => {
    edit(project, panels, "key: 'error-ratio'", "key: 'ratio-of-errors'");
    await until(1);
    expect(output()).toContain('HighOrderProcessingErrorRate points to a panel with the key "error-ratio"');
    edit(project, panels, "key: 'ratio-of-errors'", "key: 'error-ratio'");
    await until(2);
    expect(summary()).toMatch(/^0 written, 0 removed, \d+ unchanged$/);
  });

  it('writes nothing where nothing of the output changed', async () => {
    const look = () =>
      Object.keys(contents(join(project, 'provisioning'))).map((path) => {
        const { ino, mtimeNs, ctimeNs } = statSync(join(project, 'provisioning', path), { bigint: true });
        return { path, ino, mtimeNs, ctimeNs };
      });
    const before = look();
    edit(project, panels, '/** The panels about orders. */', '/** All panels about orders. */');
    await until(1);
    expect(output()).toMatch(/^0 written, 0 removed, \d+ unchanged$/m);
    expect(look()).toEqual(before);
  });

  it('makes one round of a burst', async () => {
    const text = readFileSync(join(project, panels), 'utf8');
    for (let number = 1; number <= 40; number += 1) {
      const changed = text.replace(/title: '[^']*'/, `title: 'Burst ${number}'`);
      // Some are written in place, some beside it and renamed, as editors do.
      if (number % 2 === 0) writeFileSync(join(project, panels), changed);
      else {
        put(join(project, 'dashboards/panels/.orders.ts.swp'), changed);
        renameSync(join(project, 'dashboards/panels/.orders.ts.swp'), join(project, panels));
      }
    }
    await until(1);
    expect(built()).toContain('"Burst 40"');
    expect(changes()).toEqual([`changed: ${panels}`]);
    await nothingElseWaits(1);
  });

  it('makes one more round of all changes during a round', async () => {
    edit(project, 'dashboards/orders.ts', 'export function', "process.stderr.write('loading\\n');\nexport function");
    await waitFor('the round to be under way', () => changes().length === 1);
    await waitFor('the compiler to be at work', () => readdirSync(project).some((name) => name.startsWith('.dist-')));
    retitle('During 1');
    retitle('During 2');
    put(join(project, 'docs/runbooks/LowInventory.md'), '# Other\n');
    await until(2);
    expect(built()).toContain('"During 2"');
    expect(changes()).toHaveLength(2);
    expect(changes()[1]).toBe(`changed: ${panels}, docs/runbooks/LowInventory.md`);
    await nothingElseWaits(2);
  });

  it('notices a configuration that comes later, and files of new folders', async () => {
    put(join(project, 'dashboards.config.yaml'), 'dataSources:\n  prometheus: first\n');
    await until(1);
    expect(built()).toContain('"value": "first"');
    put(join(project, 'src/queries/more/deep/first.ts'), 'export const first: number = "no number";\n');
    await until(2);
    expect(output()).toMatch(/^src\/queries\/more\/deep\/first\.ts\(1,14\): error TS2322/m);
    expect(changes()).toEqual(['changed: dashboards.config.yaml', 'changed: src/queries/more/deep/first.ts']);
    rmSync(join(project, 'src/queries/more'), { recursive: true });
    await until(3);
  });

  it('survives a tsconfig.json and packages that are gone for a while', async () => {
    renameSync(join(project, 'tsconfig.json'), join(project, 'elsewhere.json'));
    await until(1);
    expect(output()).toMatch(/error TS5058/);
    renameSync(join(project, 'node_modules'), join(project, 'elsewhere'));
    renameSync(join(project, 'elsewhere.json'), join(project, 'tsconfig.json'));
    await until(2);
    expect(output()).toMatch(/TypeScript is not installed[\s\S]*\nNext: npm ci\n/);
    renameSync(join(project, 'elsewhere'), join(project, 'node_modules'));
    put(join(project, 'src/more.ts'), 'export const more = 1;\n');
    await until(3);
    expect(summary()).toMatch(/^0 written, 0 removed, \d+ unchanged$/);
  });

  it('ends at Ctrl-C while it waits, and leaves what a compilation anew gives', async () => {
    await interrupted();
    expect(leftovers()).toEqual([]);
    const compiled = () =>
      Object.fromEntries(
        Object.entries(contents(join(project, 'dist'))).filter(([path]) => !path.endsWith('.tsbuildinfo')),
      );
    const left = compiled();
    rmSync(join(project, 'dist'), { recursive: true });
    expect(compile(project)).toMatchObject({ code: 0, stdout: '' });
    // What the checkout compiled of files that are gone by now lies there as well.
    expect(left).toMatchObject(compiled());
  });
});

describe('a signal to a watch', () => {
  afterEach(end);

  it('ends it (SIGTERM); it has passed its options on to each build', async () => {
    const out = temporaryFolder();
    await begin('--out', out);
    expect(contents(out)).toEqual(contents(join(checkout, 'provisioning')));
    expect(existsSync(join(project, 'provisioning'))).toBe(false);
    await interrupted('SIGTERM');
    expect(leftovers()).toEqual([]);
  });

  it('ends it while it compiles, and leaves the compiled program whole', async () => {
    await begin();
    const before = [contents(join(project, 'dist')), contents(join(project, 'provisioning'))];
    retitle('Too late');
    await waitFor('the compiler to be at work', () => readdirSync(project).some((name) => name.startsWith('.dist-')));
    await interrupted();
    expect([contents(join(project, 'dist')), contents(join(project, 'provisioning'))]).toEqual(before);
    expect(leftovers()).toEqual([]);
  });

  it('ends it while it builds, and leaves the output as it was', async () => {
    await begin();
    const before = contents(join(project, 'provisioning'));
    const waits = 'await new Promise((resolve) => setTimeout(resolve, 60_000));';
    retitle('Too late');
    edit(
      project,
      'dashboards/orders.ts',
      'export function',
      `process.stderr.write('process ' + process.pid);\n${waits}\nexport function`,
    );
    await waitFor('the build to be under way', () => /process \d+/.test(watch.output()));
    const { stderr } = await interrupted();
    expect(stderr).toContain('The build was interrupted');
    expect(contents(join(project, 'provisioning'))).toEqual(before);
    expect(leftovers()).toEqual([]);
    const pid = Number(/process (\d+)/.exec(stderr)?.[1]);
    expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
  });
});
