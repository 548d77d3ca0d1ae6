/** Secrets are read where the configuration says; a message names the place, never the content. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { environmentSecret, readSecret, type Secret } from '../../src/config/secret.ts';
import { asNobody } from '../support/as-nobody.ts';
import { temporaryFolder } from '../support/program.ts';
import { refused, rejected } from '../support/user-error.ts';

function file(text: string): Secret {
  const path = join(temporaryFolder(), 'secret');
  writeFileSync(path, text);
  return { kind: 'file', path };
}

const variable: Secret = { kind: 'environment', name: 'TOKEN' };

test.each([
  ['abc', 'abc'],
  ['abc\n', 'abc'],
  ['abc\r\n', 'abc'],
  ['abc\n\n', 'abc\n'],
  [' a b ', ' a b '],
  ['\nabc', '\nabc'],
  ['${OTHER}', '${OTHER}'],
])('%j is the secret %j, in a file and in a variable', async (text, secret) => {
  expect(await readSecret(file(text), {})).toBe(secret);
  expect(await readSecret(variable, { TOKEN: text })).toBe(secret);
});

describe('a secret that is not there', () => {
  it.each([
    [{}, 'The environment variable TOKEN is not set.'],
    [{ token: 'abc' }, 'The environment variable TOKEN is not set.'],
    [{ TOKEN: '' }, 'The environment variable TOKEN is empty.'],
    [{ TOKEN: '\n' }, 'The environment variable TOKEN is empty.'],
  ])('in the environment %j', async (environment, message) => {
    const error = await rejected(() => readSecret(variable, environment));
    expect(error.message).toBe(message);
    expect(error.next).toBe('Set TOKEN to the secret that the configuration takes from it.');
  });

  it('in a file that is missing', async () => {
    const path = join(temporaryFolder(), 'none');
    const error = await rejected(() => readSecret({ kind: 'file', path }, {}));
    expect(error.message).toBe(`${path} is not there.`);
    expect(error.next).toBe('Write the secret into that file.');
  });

  it('in an empty file', async () => {
    const empty = file('\r\n');
    const error = await rejected(() => readSecret(empty, {}));
    expect(error.message).toBe(`${empty.kind === 'file' ? empty.path : ''} is empty.`);
  });

  it('in a folder', async () => {
    const path = temporaryFolder();
    expect((await rejected(() => readSecret({ kind: 'file', path }, {}))).message).toBe(
      `${path} cannot be read (EISDIR).`,
    );
  });

  it('in a file that nobody may read', async () => {
    const error = await asNobody(
      (folder) => writeFileSync(join(folder, 'token'), 'abc', { mode: 0 }),
      (folder) => rejected(() => readSecret({ kind: 'file', path: join(folder, 'token') }, {})),
    );
    expect(error.exit).toBe(3);
  });
});

describe('a reference', () => {
  it('is ${NAME}', () => {
    expect(environmentSecret('${GRAFANA_TOKEN}')).toEqual({ kind: 'environment', name: 'GRAFANA_TOKEN' });
  });

  it.each(['hunter2', '$TOKEN', '${}', '${A-hunter2}', ' ${A}', '${A}\n', '${A}${B}'])(
    'and nothing else, which is not repeated: %j',
    (text) => {
      const error = refused(() => environmentSecret(text));
      expect(error.message).toBe('A secret is written out in the configuration.');
      expect(`${error.message}${error.next}`).not.toContain('hunter2');
    },
  );
});
