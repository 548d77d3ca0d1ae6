/** Which changes of the file system give a round, and how many. */
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { rounds } from '../../src/watch/rounds.ts';
import { Sources } from '../../src/watch/sources.ts';
import { put, temporaryFolder } from '../support/program.ts';
import { waitFor } from '../support/wait.ts';

/** Tells how often the files were read. */
class Counted extends Sources {
  override scan() {
    scans += 1;
    return super.scan();
  }
}

let scans = 0;
let root = '';
let log: (readonly string[])[] = [];
let during: (changed: readonly string[]) => Promise<void> | void = () => undefined;
let controller = new AbortController();
let sources = new Sources('/');
let ended: Promise<void> = Promise.resolve();

const at = (path: string): string => join(root, path);
const write = (path: string, text: string): void => put(at(path), text);

beforeEach(async () => {
  root = temporaryFolder();
  for (const path of ['dashboards/panels/a.ts', 'src/x/b.ts', 'docs/runbooks/A.md', 'tsconfig.json']) write(path, '1');
  log = [];
  during = () => undefined;
  controller = new AbortController();
  scans = 0;
  sources = new Counted(root);
  ended = rounds(
    sources,
    async (changed) => {
      await during(changed);
      log.push(changed);
    },
    controller.signal,
  );
  await until(1);
});

afterEach(async () => {
  controller.abort();
  await ended;
  sources.close();
  rmSync(root, { recursive: true });
});

function until(count: number): Promise<void> {
  return waitFor(`round ${count}; there were ${JSON.stringify(log)}`, () => log.length >= count, 5000);
}

/** The rounds after the first, once nothing waits any more: a last change has one for itself. */
async function settled(): Promise<readonly (readonly string[])[]> {
  const last = 'src/last.ts';
  write(last, String(log.length));
  await waitFor(`a round of its own; there were ${JSON.stringify(log)}`, () => log.at(-1)?.join() === last, 5000);
  return log.slice(1, -1);
}

type Step = readonly [action: () => void, ...changed: string[]];

/** A file that another takes the place of at once, as most editors save. */
function save(path: string, text: string): void {
  writeFileSync(at(`${path}~`), text);
  renameSync(at(`${path}~`), at(path));
}

describe('each of these gives one round, that names the files', () => {
  const table: Readonly<Record<string, readonly Step[]>> = {
    'a file that is written, extended, touched': [
      [() => write('dashboards/panels/a.ts', '2'), 'dashboards/panels/a.ts'],
      [() => appendFileSync(at('dashboards/panels/a.ts'), '3'), 'dashboards/panels/a.ts'],
      [() => utimesSync(at('dashboards/panels/a.ts'), 1, 1), 'dashboards/panels/a.ts'],
    ],
    'a file that is saved at once, again and again': [
      [() => save('src/x/b.ts', '2'), 'src/x/b.ts'],
      [() => save('src/x/b.ts', '3'), 'src/x/b.ts'],
      [() => write('src/x/b.ts', '4'), 'src/x/b.ts'],
    ],
    'a file that is made, renamed, deleted': [
      [() => write('dashboards/new.ts', '1'), 'dashboards/new.ts'],
      [
        () => renameSync(at('dashboards/new.ts'), at('dashboards/other.ts')),
        'dashboards/new.ts',
        'dashboards/other.ts',
      ],
      [() => rmSync(at('dashboards/other.ts')), 'dashboards/other.ts'],
    ],
    'a configuration that comes, changes, goes and comes again': [
      [() => write('dashboards.config.yaml', '1'), 'dashboards.config.yaml'],
      [() => save('dashboards.config.yaml', '2'), 'dashboards.config.yaml'],
      [() => rmSync(at('dashboards.config.yaml')), 'dashboards.config.yaml'],
      [() => write('dashboards.config.yaml', '2'), 'dashboards.config.yaml'],
      [() => write('dashboards.config.staging.yaml', '2'), 'dashboards.config.staging.yaml'],
    ],
    'a tsconfig.json that goes and comes': [
      [() => rmSync(at('tsconfig.json')), 'tsconfig.json'],
      [() => write('tsconfig.json', '2'), 'tsconfig.json'],
      [() => write('tsconfig.json', '3'), 'tsconfig.json'],
    ],
    'files of new folders': [
      [() => write('src/new/deep/deeper/c.ts', '1'), 'src/new/deep/deeper/c.ts'],
      [() => write('src/new/deep/deeper/c.ts', '2'), 'src/new/deep/deeper/c.ts'],
      [() => write('src/new/deep/d.ts', '1'), 'src/new/deep/d.ts'],
    ],
    'a folder that is renamed': [
      [() => renameSync(at('src/x'), at('src/y')), 'src/x/b.ts', 'src/y/b.ts'],
      [() => write('src/y/b.ts', '2'), 'src/y/b.ts'],
    ],
    'a folder that is deleted and made again': [
      [() => rmSync(at('src/x'), { recursive: true }), 'src/x/b.ts'],
      [() => write('src/x/b.ts', '1'), 'src/x/b.ts'],
      [() => write('src/x/b.ts', '2'), 'src/x/b.ts'],
    ],
    'a folder that is deleted and made again in one': [
      [
        () => {
          rmSync(at('src/x'), { recursive: true });
          write('src/x/b.ts', '2');
        },
        'src/x/b.ts',
      ],
      [() => write('src/x/b.ts', '3'), 'src/x/b.ts'],
    ],
    'a folder of folders that is exchanged for another': [
      [
        () => {
          write('other/panels/a.ts', '2');
          renameSync(at('dashboards'), at('before'));
          renameSync(at('other'), at('dashboards'));
        },
        'dashboards/panels/a.ts',
      ],
      [() => write('dashboards/panels/a.ts', '3'), 'dashboards/panels/a.ts'],
    ],
    'the folder of documents that goes and comes': [
      [() => renameSync(at('docs'), at('before')), 'docs/runbooks/A.md'],
      [() => renameSync(at('before'), at('docs')), 'docs/runbooks/A.md'],
      [() => write('docs/runbooks/A.md', '2'), 'docs/runbooks/A.md'],
      [() => rmSync(at('docs/runbooks'), { recursive: true }), 'docs/runbooks/A.md'],
      [() => write('docs/runbooks/A.md', '2'), 'docs/runbooks/A.md'],
    ],
  };

  test.each(Object.entries(table))('%s', async (_, steps) => {
    for (const [index, [action]] of steps.entries()) {
      action();
      await until(index + 2);
    }
    expect(await settled()).toEqual(steps.map(([, ...changed]) => changed));
  });
});

function passing(): void {
  write('src/4913', '1');
  rmSync(at('src/4913'));
}

describe('none of these gives a round', () => {
  test.each<readonly [string, () => void]>([
    ['what editors write for a moment', () => ['.a.ts.swp', 'a.ts~', '#a.ts#'].forEach((n) => write(`src/${n}`, '1'))],
    ['an empty folder', () => mkdirSync(at('src/empty'))],
    ['other files of the root', () => write('README.md', '1')],
    ['other folders of the root', () => write('dist/src/cli.js', '1')],
    ['other documents', () => write('docs/json-output.md', '1')],
    ['a file that is there for a moment', passing],
    ['who may read it', () => chmodSync(at('src/x/b.ts'), 0o600)],
  ])('%s', async (_, action) => {
    action();
    expect(await settled()).toEqual([]);
  });
});

it('a link to nothing, or to a folder above, does no harm', async () => {
  symlinkSync(at('nothing'), at('src/nothing'));
  symlinkSync('..', at('src/loop'));
  write('src/x/b.ts', '2');
  await until(2);
  expect((await settled()).flat()).toContain('src/x/b.ts');
});

it('a burst gives one round', async () => {
  for (let number = 0; number < 300; number += 1) {
    if (number % 2 === 0) write('src/x/b.ts', String(number));
    else save('src/x/b.ts', String(number));
  }
  write('dashboards/panels/a.ts', '2');
  await until(2);
  expect(await settled()).toEqual([['dashboards/panels/a.ts', 'src/x/b.ts']]);
});

it('changes in quick succession give few rounds', async () => {
  for (let number = 0; number < 30; number += 1) {
    write('src/x/b.ts', String(number));
    await pause(5);
  }
  await until(2);
  await sources.quiet(controller.signal);
  // One, unless the machine is so busy that the pauses grow long.
  expect(log.length).toBeLessThan(10);
});

it('nothing is read while nothing happens', async () => {
  write('src/x/b.ts', '2');
  await until(2);
  await sources.quiet(controller.signal);
  const before = scans;
  // Long enough for some rounds of one that would look again and again.
  await pause(300);
  expect(scans).toBeLessThanOrEqual(before + 1);
});

it('changes during a round give exactly one more', async () => {
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  let entered = false;
  during = async () => {
    entered = true;
    await gate;
  };
  write('src/x/b.ts', '2');
  await waitFor('the round', () => entered);
  write('src/x/b.ts', '3');
  write('src/x/c.ts', '1');
  write('src/x/c.ts', '2');
  rmSync(at('docs/runbooks/A.md'));
  open();
  await until(3);
  expect(await settled()).toEqual([['src/x/b.ts'], ['docs/runbooks/A.md', 'src/x/b.ts', 'src/x/c.ts']]);
});

it('a change in the same tick of the clock as the one before is a change', async () => {
  const path = at('src/x/b.ts');
  let first = true;
  during = () => {
    if (!first) return;
    first = false;
    const { atime, mtime } = statSync(path);
    writeFileSync(path, '3');
    utimesSync(path, atime, mtime);
  };
  write('src/x/b.ts', '2');
  utimesSync(at('src/x/b.ts'), 1, 1);
  await until(3);
  expect(await settled()).toEqual([['src/x/b.ts'], ['src/x/b.ts']]);
});

it('ends where it waits, and after the round that is under way', async () => {
  controller.abort();
  await ended;
  expect(log).toEqual([[]]);
});
