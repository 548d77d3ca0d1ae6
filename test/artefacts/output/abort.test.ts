import { expect, it, test } from 'vitest';
import { check } from '../../../src/artefacts/output/check.ts';
import { write } from '../../../src/artefacts/output/write.ts';
import { artefacts, filesIn, identities, snapshot, temporary, userError } from './support.ts';

const files = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`f/${n}`, `${n}`]));

type Run = (root: string, signal: AbortSignal, controller: AbortController) => Promise<unknown>;

async function expectUntouched(run: Run): Promise<void> {
  const root = temporary();
  await write(root, artefacts({ 'f/0': 'old', gone: 'x' }));
  const state = { ...snapshot(root), ...identities(root) };
  const controller = new AbortController();
  const error = await userError(run(root, controller.signal, controller));
  expect(error).toMatchObject({ exit: 5, message: 'The build was interrupted' });
  expect({ ...snapshot(root), ...identities(root) }).toEqual(state);
}

test.each([
  ['write', write],
  ['check', check],
])('%s ends before it begins', async (_name, run) => {
  await expectUntouched((root, signal, controller) => {
    controller.abort();
    return run(root, artefacts(files), { signal });
  });
});

test.each([
  ['write', write],
  ['check', check],
])('%s ends between two artefacts', async (_name, run) => {
  await expectUntouched((root, signal, controller) => {
    const source = (function* () {
      for (const artefact of artefacts(files)) {
        if (artefact.path === 'f/50') controller.abort();
        yield artefact;
      }
    })();
    return run(root, source, { signal });
  });
});

it('ends when the event comes from outside, though the source never waits', async () => {
  await expectUntouched((root, signal, controller) => {
    const source = (function* () {
      setImmediate(() => controller.abort());
      for (let n = 0; n < 1e6; n += 1) yield { path: `f/${n}`, content: '' };
    })();
    return write(root, source, { signal });
  });
});

it('ends while it waits for an artefact that never comes', async () => {
  await expectUntouched((root, signal, controller) => {
    const source = (async function* () {
      yield* artefacts(files);
      setImmediate(() => controller.abort());
      await new Promise(() => undefined);
    })();
    return write(root, source, { signal });
  });
});

it('ends after the last artefact, before the commit', async () => {
  await expectUntouched((root, signal, controller) => {
    const source = (function* () {
      yield* artefacts(files);
      controller.abort();
    })();
    return write(root, source, { signal });
  });
});

it('does nothing without an abort', async () => {
  const root = temporary();
  const { signal } = new AbortController();
  const source = (async function* () {
    yield* artefacts(files);
  })();
  await write(root, source, { signal });
  expect(filesIn(root)).toEqual(files);
});
