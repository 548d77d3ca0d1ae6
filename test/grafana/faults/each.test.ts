import { afterAll, beforeAll, expect, it } from 'vitest';
import { exitCode } from '../../../src/errors/exit-code.ts';
import type { Match } from '../../support/grafana-double/index.ts';
import { limit, newBench, type Bench } from './bench.ts';
import { families, kinds, type Kind } from './kinds.ts';
import { expectWhole } from './truth.ts';

/** Several, for some faults are waited for; what is counted is the work. */
const lanes = 3;
let benches: readonly Bench[];

beforeAll(async () => {
  benches = await Promise.all(Array.from({ length: lanes }, () => newBench()));
});

afterAll(() => Promise.all(benches.map(({ stop }) => stop())));

interface Request {
  readonly name: string;
  readonly isWrite: boolean;
  readonly match: Match;
}

/** Each write, and each read that is not like one before it. */
function requestsOf({ requests }: Bench): readonly Request[] {
  const counts = new Map<string, number>();
  const all = requests.map((request) => {
    const [method = '', path = ''] = request.split(' ');
    const nth = (counts.get(request) ?? 0) + 1;
    counts.set(request, nth);
    const exact = new RegExp(`^${path.replaceAll(/[.?&]/g, String.raw`\$&`)}$`);
    return { name: `${request} (${nth})`, isWrite: method !== 'GET', match: { method, path: exact, nth } };
  });
  const alike = new Set<string>();
  return all.filter(({ name, isWrite }) => {
    const like = name.replace(/\b(?:new-in-outer|moved|forced|same)\b/, 'changed');
    if (!isWrite && alike.has(like)) return false;
    alike.add(like);
    return true;
  });
}

/**
 * With FAULTS=all each kind. Otherwise of each family one for a read and two for a write, other ones at the next request,
 * which is a third of the work.
 */
function kindsFor({ isWrite }: Request, index: number): readonly Kind[] {
  const fitting = kinds.filter(({ of }) => of === 'all' || (of === 'writes') === isWrite);
  if (process.env['FAULTS'] === 'all') return fitting;
  return families.flatMap((family) => {
    const some = fitting.filter((kind) => kind.family === family);
    return some.filter((_, place) => (place + index) % Math.ceil(some.length / (isWrite ? 2 : 1)) === 0);
  });
}

async function tryOut(bench: Bench, kind: Kind, { name, match }: Request): Promise<void> {
  await bench.reset();
  const told = await bench.push(kind.plan(bench, match));
  try {
    if (kind.passes !== undefined) expect(told.exit === exitCode.done).toBe(kind.passes);
    if (kind.passes === true) expect(told.waited).toBeGreaterThanOrEqual(kind.waits ?? 0);
    expect(told.waited).toBeLessThanOrEqual(kind.waitsAtMost ?? limit);
    // What may not be counted is kept, and that is no failure.
    const other = kind.name === '403' && name.includes('/counts');
    await expectWhole(bench, told, [], { ...kind.allowed, other });
  } catch (error) {
    if (error instanceof Error) error.message = `${kind.name}, at ${name}: ${error.message}\n${told.shown.join('\n')}`;
    throw error;
  }
}

it('each fault at each request of a push', async () => {
  const cases = benches
    .slice(0, 1)
    .flatMap(requestsOf)
    .flatMap((request, index) => kindsFor(request, index).map((kind) => ({ kind, request })));
  expect(cases.length).toBeGreaterThan(200);
  const left = cases.values();
  await Promise.all(
    benches.map(async (bench) => {
      for (const { kind, request } of left) await tryOut(bench, kind, request);
    }),
  );
}, 120_000);
