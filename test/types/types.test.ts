/** Mistakes that must not compile, and queries that must. */
import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '../..');
const marker = '// error: ';

/** What the compiler said, by `file:line`; the first line of a message and those indented below it. */
let said: ReadonlyMap<string, string>;

beforeAll(async () => {
  said = diagnostics(await compile());
}, 120_000);

const files = (await readdir(join(here, 'cases')))
  .filter((name) => name.endsWith('.ts'))
  .map((name) => join('cases', name));
const marks = (await Promise.all([...files, 'good.ts'].map(marksOf))).flat();

describe('must not compile', () => {
  test.each(marks.map(({ code, ...mark }) => [code, mark] as const))('%s', (_, { place, fragment }) => {
    expect(said.get(place) ?? 'it compiles', place).toContain(fragment);
  });
});

test('nothing else fails to compile', () => {
  const expected = new Set(marks.map(({ place }) => place));
  expect([...said].filter(([place]) => !expected.has(place))).toEqual([]);
});

test('there are cases, and good.ts has none', () => {
  expect(files.length).toBeGreaterThan(0);
  expect(marks.length).toBeGreaterThan(60);
  expect(marks.filter(({ place }) => place.includes('good.ts'))).toEqual([]);
});

interface Mark {
  /** `file:line` of the line that must not compile, as the compiler names it. */
  readonly place: string;
  readonly code: string;
  /** A part of the message. */
  readonly fragment: string;
}

/** The marked lines of a file. */
async function marksOf(file: string): Promise<readonly Mark[]> {
  const lines = (await readFile(join(here, file), 'utf8')).split('\n');
  return lines.flatMap((line, index) => {
    if (!line.trim().startsWith(marker)) return [];
    const fragment = line.trim().slice(marker.length);
    return [{ place: `${relative(root, join(here, file))}:${index + 2}`, code: lines[index + 1] ?? '', fragment }];
  });
}

/** Everything that the compiler prints of the cases. */
async function compile(): Promise<string> {
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const child = spawn(process.execPath, [compiler, '-p', here, '--pretty', 'false'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
  });
  await new Promise((resolve, reject) => {
    child.on('close', resolve).on('error', reject);
  });
  return output;
}

/** The compiler's messages by where they belong; two at one line are joined. */
function diagnostics(output: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let place = 'outside of the cases';
  for (const line of output.split('\n')) {
    const [, file, at] = /^(\S.*?)\((\d+),\d+\): error /.exec(line) ?? [];
    if (file !== undefined) place = `${file}:${at}`;
    if (line !== '') found.set(place, `${found.get(place) ?? ''}${line}\n`);
  }
  return found;
}
