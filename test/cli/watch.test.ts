/** `dashboards build --watch` in a copy of the project, changed as editors and people change it. */
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contents, copyOfProject, edit, put, start, temporaryFolder } from '../support/program.ts';
import { waitFor } from '../support/wait.ts';

const panels = 'dashboards/panels/orders.ts';
const json = 'provisioning/grafana/dashboards/order-processing/order-processing-orders.json';
const title = "title: 'Orders per second'";

type Watch = ReturnType<typeof start>;

let project = '';
let watch: Watch;

/** How many rounds have ended. */
const rounds = (): number => watch.output().match(/^Watching for changes; Ctrl-C ends it\.$/gm)?.length ?? 0;

/** How many rounds a change has begun. */
const changes = (): readonly string[] => watch.output().match(/^changed: .*$/gm) ?? [];

/** Waits until that many rounds have ended. */
const until = (count: number): Promise<void> => waitFor(`round ${count}`, () => rounds() >= count);

const built = (): string => readFileSync(join(project, json), 'utf8');

/** Another change, alone, has one round to itself: then nothing else was waiting. */
async function nothingElseWaits(count: number): Promise<void> {
  put(join(project, 'src/last.ts'), 'export const last = 1;\n');
  await until(count + 1);
  expect(changes().at(-1)).toBe('changed: src/last.ts');
  expect(rounds()).toBe(count + 1);
}

beforeEach(async () => {
  project = copyOfProject(true);
  watch = start(['build', '--watch'], project);
  await until(1);
});

afterEach(async () => {
  watch.child.kill('SIGKILL');
  await watch.outcome;
  rmSync(project, { recursive: true, force: true, maxRetries: 3 });
});

async function interrupted(signal: 'SIGINT' | 'SIGTERM' = 'SIGINT') {
  watch.child.kill(signal);
  const outcome = await watch.outcome;
  expect(outcome.code).toBe(5);
  expect(outcome.stderr).toContain('Interrupted; no longer watching.\n');
  return outcome;
}

/** What a compilation or a build that was broken off could leave behind. */
function leftovers(): readonly string[] {
  return ['', 'provisioning', 'dashboards'].flatMap((folder) =>
    readdirSync(join(project, folder)).filter((name) => /^\.(?:dist|staging)-/.test(name)),
  );
}

describe('build --watch', () => {
  it('builds at first, and again after a change, naming what changed', async () => {
    expect(built()).toContain('"Orders per second"');
    edit(project, panels, title, "title: 'Orders each second'");
    await until(2);
    expect(built()).toContain('"Orders each second"');
    expect(changes()).toEqual([`changed: ${panels}`]);
    expect(watch.output()).toContain('updated: grafana/dashboards/order-processing/order-processing-orders.json\n');
    expect(watch.output()).toMatch(/^1 written, 0 removed, 4 unchanged$/m);
    await interrupted();
    expect(leftovers()).toEqual([]);
  });

  it('tells a type error with file and line, and builds once it is mended', async () => {
    const before = contents(join(project, 'provisioning'));
    edit(project, panels, "{{reason}}')", "{{raeson}}')");
    await until(2);
    expect(watch.output()).toMatch(/^dashboards\/panels\/orders\.ts\(\d+,\d+\): error TS2345: .*raeson/m);
    expect(watch.output()).toContain('Not built, for it does not compile.\n');
    expect(contents(join(project, 'provisioning'))).toEqual(before);
    edit(project, panels, "{{raeson}}')", "{{reason}}')");
    edit(project, panels, title, "title: 'Mended'");
    await until(3);
    expect(built()).toContain('"Mended"');
  });

  it('tells why a build fails, and goes on', async () => {
    edit(project, panels, "key: 'error-ratio'", "key: 'ratio-of-errors'");
    await until(2);
    expect(watch.output()).toContain('HighOrderProcessingErrorRate points to a panel with the key "error-ratio"');
    edit(project, panels, "key: 'ratio-of-errors'", "key: 'error-ratio'");
    await until(3);
    expect(watch.output()).toMatch(/^0 written, 0 removed, 5 unchanged\nWatching/m);
  });

  it('writes nothing where nothing of the output changed', async () => {
    const look = () =>
      Object.keys(contents(join(project, 'provisioning'))).map((path) => {
        const { ino, mtimeNs, ctimeNs } = statSync(join(project, 'provisioning', path), { bigint: true });
        return { path, ino, mtimeNs, ctimeNs };
      });
    const before = look();
    edit(project, panels, '/** The panels about orders. */', '/** All panels about orders. */');
    await until(2);
    expect(watch.output()).toMatch(/^0 written, 0 removed, 5 unchanged$/m);
    expect(look()).toEqual(before);
  });

  it('makes one round of a burst', async () => {
    const text = readFileSync(join(project, panels), 'utf8');
    for (let number = 1; number <= 40; number += 1) {
      const changed = text.replace(title, `title: 'Burst ${number}'`);
      // Some are written in place, some beside it and renamed, as editors do.
      if (number % 2 === 0) writeFileSync(join(project, panels), changed);
      else {
        put(join(project, 'dashboards/panels/.orders.ts.swp'), changed);
        renameSync(join(project, 'dashboards/panels/.orders.ts.swp'), join(project, panels));
      }
    }
    await until(2);
    expect(built()).toContain('"Burst 40"');
    expect(changes()).toEqual([`changed: ${panels}`]);
    await nothingElseWaits(2);
  });

  it('makes one more round of all changes during a round', async () => {
    edit(project, 'dashboards/orders.ts', 'export function', "process.stderr.write('loading\\n');\nexport function");
    await waitFor('the round to be under way', () => changes().length === 1);
    await waitFor('the compiler to be at work', () => readdirSync(project).some((name) => name.startsWith('.dist-')));
    edit(project, panels, title, "title: 'During 1'");
    edit(project, panels, "title: 'During 1'", "title: 'During 2'");
    put(join(project, 'docs/runbooks/LowInventory.md'), '# Other\n');
    await until(3);
    expect(built()).toContain('"During 2"');
    expect(changes()).toHaveLength(2);
    expect(changes()[1]).toBe(`changed: ${panels}, docs/runbooks/LowInventory.md`);
    await nothingElseWaits(3);
  });

  it('notices a configuration that comes, changes and goes, and those beside it', async () => {
    const config = join(project, 'dashboards.config.yaml');
    put(config, 'dataSources:\n  prometheus: first\n');
    await until(2);
    expect(built()).toContain('"value": "first"');
    put(`${config}.new`, 'dataSources:\n  prometheus: second\n');
    renameSync(`${config}.new`, config);
    await until(3);
    expect(built()).toContain('"value": "second"');
    rmSync(config);
    await until(4);
    expect(built()).toContain('"value": "prometheus"');
    put(join(project, 'dashboards.config.staging.yaml'), '{}\n');
    await until(5);
    expect(changes()).toEqual([
      'changed: dashboards.config.yaml',
      'changed: dashboards.config.yaml',
      'changed: dashboards.config.yaml',
      'changed: dashboards.config.staging.yaml',
    ]);
  });

  it('notices files of new folders, of folders that replace others, and files that go', async () => {
    const folder = join(project, 'src/queries/more/deep');
    put(join(folder, 'first.ts'), 'export const first = 1;\n');
    await until(2);
    put(join(folder, 'second.ts'), 'export const second: number = "no number";\n');
    await until(3);
    expect(watch.output()).toMatch(/^src\/queries\/more\/deep\/second\.ts\(1,14\): error TS2322/m);
    rmSync(join(folder, '..'), { recursive: true });
    mkdirSync(folder, { recursive: true });
    await until(4);
    put(join(folder, 'third.ts'), 'export const third = 1;\n');
    await until(5);
    renameSync(join(project, 'src/queries/more'), join(project, 'src/queries/other'));
    await until(6);
    put(join(project, 'src/queries/other/deep/fourth.ts'), 'export const fourth = 1;\n');
    await until(7);
    rmSync(join(project, 'docs/runbooks/LowInventory.md'));
    await until(8);
    expect(watch.output()).toContain('docs/runbooks/LowInventory.md is not there');
    expect(changes()).toEqual([
      'changed: src/queries/more/deep/first.ts',
      'changed: src/queries/more/deep/second.ts',
      'changed: src/queries/more/deep/first.ts, src/queries/more/deep/second.ts',
      'changed: src/queries/more/deep/third.ts',
      'changed: src/queries/more/deep/third.ts, src/queries/other/deep/third.ts',
      'changed: src/queries/other/deep/fourth.ts',
      'changed: docs/runbooks/LowInventory.md',
    ]);
  });

  it('notices a whole folder that is put in the place of another', async () => {
    renameSync(join(project, 'docs'), join(project, 'docs-before'));
    await until(2);
    expect(watch.output()).toContain('has no runbook');
    renameSync(join(project, 'docs-before'), join(project, 'docs'));
    await until(3);
    put(join(project, 'docs/runbooks/LowInventory.md'), '# Other\n');
    await until(4);
    expect(changes().at(-1)).toBe('changed: docs/runbooks/LowInventory.md');
  });

  it('survives a tsconfig.json that is gone for a while', async () => {
    renameSync(join(project, 'tsconfig.json'), join(project, 'elsewhere.json'));
    await until(2);
    expect(watch.output()).toMatch(/error TS5058/);
    renameSync(join(project, 'elsewhere.json'), join(project, 'tsconfig.json'));
    await until(3);
    expect(watch.output()).toMatch(/^0 written, 0 removed, 5 unchanged\nWatching/m);
  });

  it('takes no note of what editors write for a moment', async () => {
    for (const name of ['.orders.ts.swp', 'orders.ts~', '#orders.ts#']) put(join(project, 'dashboards', name), 'x');
    put(join(project, 'README.md'), 'x');
    await nothingElseWaits(1);
    expect(changes()).toHaveLength(1);
  });

  it('says what to install where there is no compiler, and goes on once there is', async () => {
    renameSync(join(project, 'node_modules'), join(project, 'elsewhere'));
    put(join(project, 'src/more.ts'), 'export const more = 1;\n');
    await until(2);
    expect(watch.output()).toMatch(/TypeScript is not installed[\s\S]*\nNext: npm ci\n/);
    renameSync(join(project, 'elsewhere'), join(project, 'node_modules'));
    put(join(project, 'src/more.ts'), 'export const more = 2;\n');
    await until(3);
    expect(watch.output()).toMatch(/^0 written, 0 removed, 5 unchanged\nWatching/m);
  });
});

describe('Ctrl-C of a watch', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('ends it with exit code 5 while it waits (%s)', async (signal) => {
    await interrupted(signal);
    expect(leftovers()).toEqual([]);
  });

  it('ends it while it compiles, and leaves the compiled program whole', async () => {
    const before = [contents(join(project, 'dist')), contents(join(project, 'provisioning'))];
    edit(project, panels, title, "title: 'Too late'");
    await waitFor('the compiler to be at work', () => readdirSync(project).some((name) => name.startsWith('.dist-')));
    await interrupted();
    expect([contents(join(project, 'dist')), contents(join(project, 'provisioning'))]).toEqual(before);
    expect(leftovers()).toEqual([]);
  });

  it('ends it while it builds, and leaves the output as it was', async () => {
    const before = contents(join(project, 'provisioning'));
    const waits = 'await new Promise((resolve) => setTimeout(resolve, 60_000));';
    edit(project, panels, title, "title: 'Too late'");
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

it('passes its options on to each build', async () => {
  const out = temporaryFolder();
  const other = start(['build', '--watch', '--out', out], project);
  await waitFor('its first build', () => other.output().includes('Watching for changes'));
  expect(contents(out)).toEqual(contents(join(project, 'provisioning')));
  other.child.kill('SIGINT');
  expect((await other.outcome).code).toBe(5);
});
