/** Dashboards that cannot be built are told by their file, without a stack. */
import { describe, expect, it, test } from 'vitest';
import { finishedDashboards } from '../../src/artefacts/dashboards.ts';
import type { DashboardFactory } from '../../src/dashboard/definition.ts';
import type { RegistryEntry } from '../../src/dashboard/registry.ts';
import { UserError } from '../../src/errors/user-error.ts';
import { definition, panel } from '../dashboard/definitions.ts';
import { settings } from '../support/settings.ts';
import { rejected } from '../support/user-error.ts';

const folder = 'a';
const other = 'b';
const folders = [
  { directory: folder, title: 'A', uid: 'a' },
  { directory: other, title: 'B', uid: 'b' },
];

function entry(file: string, factory: DashboardFactory, where = folder): RegistryEntry {
  return { file, folder: where, load: () => Promise.resolve(factory) };
}

function named(name: string, title: string): DashboardFactory {
  return () => definition([panel('a')], { name, title });
}

async function build(...registry: readonly RegistryEntry[]): Promise<readonly string[]> {
  const uids: string[] = [];
  for await (const { dashboard } of finishedDashboards(registry, settings({ folders }))) uids.push(dashboard.uid ?? '');
  return uids;
}

describe('the registry', () => {
  it('is built in its order', async () => {
    expect(await build(entry('x.ts', named('x', 'X')), entry('b.ts', named('b', 'B')))).toEqual([
      'order-processing-x',
      'order-processing-b',
    ]);
  });

  it('cannot have one uid twice, in whatever folder: Grafana would stop writing both', async () => {
    const error = await rejected(() =>
      build(entry('dashboards/a.ts', named('same', 'A')), entry('dashboards/b.ts', named('same', 'B'), other)),
    );
    expect(error.message).toBe('Two dashboards have the uid "order-processing-same".');
    expect(error.details).toEqual(['dashboards/a.ts', 'dashboards/b.ts']);
    expect(error.next).toBe('Give one of them another name.');
  });

  it('can have it in two folders', async () => {
    expect(await build(entry('a.ts', named('a', 'Same')), entry('b.ts', named('b', 'Same'), other))).toHaveLength(2);
  });
});

/** Throws whatever is given, as a file of a careless author would. */
function thrown(value: unknown): () => never {
  return () => {
    throw value;
  };
}

/** A mistake that JavaScript itself finds. */
function typeError(): never {
  const nothing: { readonly panels: { readonly length: number } } = JSON.parse('{}');
  throw new Error(`unreachable: ${nothing.panels.length}`);
}

describe('a file', () => {
  const here = 'test/artefacts/dashboards.test.ts';

  test.each<[string, () => never, RegExp]>([
    ['an Error', thrown(new Error('no such thing')), /^dashboards\/bad\.ts cannot be built: no such thing$/],
    [
      'a TypeError',
      typeError,
      /^dashboards\/bad\.ts cannot be built: Cannot read properties of undefined \(reading 'length'\)$/,
    ],
    ['a text', thrown('just words'), /^dashboards\/bad\.ts cannot be built: just words$/],
    ['nothing', thrown(undefined), /^dashboards\/bad\.ts cannot be built: undefined$/],
  ])('whose factory throws %s', async (_, factory, message) => {
    const error = await rejected(() => build(entry('dashboards/bad.ts', factory)));
    expect(error.message).toMatch(message);
    for (const detail of error.details) expect(detail).toMatch(new RegExp(`^thrown at ${here}:\\d+$`));
    expect(error.next).toMatch(
      /^Mend (test\/artefacts\/dashboards\.test\.ts:\d+|dashboards\/bad\.ts) and build again\.$/,
    );
    expect(`${error.message}${error.details.join('')}${error.next}`).not.toMatch(/\n|    at /);
  });

  it('names the line of a TypeError', async () => {
    const error = await rejected(() => build(entry('dashboards/bad.ts', typeError)));
    expect(error.details).toHaveLength(1);
  });

  test.each<[string, unknown, RegExp]>([
    ['an Error', new Error('at import'), /^dashboards\/bad\.ts cannot be built: at import$/],
    ['a SyntaxError', new SyntaxError('Unexpected token'), /^dashboards\/bad\.ts cannot be built: Unexpected token$/],
    ['a text', 'at import', /^dashboards\/bad\.ts cannot be built: at import$/],
  ])('whose import throws %s', async (_, value, message) => {
    const bad: RegistryEntry = { file: 'dashboards/bad.ts', folder, load: () => Promise.reject(value) };
    expect((await rejected(() => build(bad))).message).toMatch(message);
  });

  it('that is missing is told by its name', async () => {
    const path = '../../dashboards/no-such-file.ts';
    const bad: RegistryEntry = { file: 'dashboards/no-such-file.ts', folder, load: () => import(path) };
    expect((await rejected(() => build(bad))).message).toMatch(/^dashboards\/no-such-file\.ts cannot be built: /);
  });

  it('whose dashboard has defects is named before them, with all details', async () => {
    const twice: DashboardFactory = () => definition([panel('a'), panel('a'), panel('b'), panel('b')]);
    const error = await rejected(() => build(entry('dashboards/twice.ts', twice)));
    expect(error.message).toBe('dashboards/twice.ts: The dashboard "Test" (test) has defects.');
    expect(error.details).toHaveLength(2);
    expect(error.next).toBe('Mend what is named above and build again.');
    expect(error.exit).toBe(2);
  });

  it('that refuses by itself keeps what it says to do', async () => {
    const refusal = new UserError('The team has no budget.', { details: ['line 3'], next: 'Ask for one.', exit: 3 });
    const error = await rejected(() => build(entry('dashboards/poor.ts', thrown(refusal))));
    expect(error).toMatchObject({
      message: 'dashboards/poor.ts: The team has no budget.',
      details: ['line 3'],
      next: 'Ask for one.',
      exit: 3,
    });
  });
});
