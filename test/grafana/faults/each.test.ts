import { afterAll, beforeAll, expect, it } from 'vitest';
import { exitCode } from '../../../src/errors/exit-code.ts';
import type { Match } from '../../support/grafana-double/index.ts';
import { limit, newBench, type Bench } from './bench.ts';
import { kinds, type Kind } from './kinds.ts';
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

/** With FAULTS=all each kind; otherwise one of several, other ones at the next request, so that each kind has its turn. */
function kindsFor({ isWrite }: Request, index: number): readonly Kind[] {
  const step = process.env['FAULTS'] === 'all' ? 1 : isWrite ? 3 : 5;
  return kinds
    .filter(({ of }) => of === 'all' || (of === 'writes') === isWrite)
    .filter((_, place) => (place + index) % step === 0);
}

async function tryOut(bench: Bench, kind: Kind, { name, isWrite, match }: Request): Promise<void> {
  await bench.reset();
  const told = await bench.push(kind.plan(bench, match));
  try {
    if (kind.passes !== undefined) expect(told.exit === exitCode.done).toBe(kind.passes);
    if (kind.passes === true) expect(told.waited).toBeGreaterThanOrEqual(kind.waits ?? 0);
    expect(told.waited).toBeLessThanOrEqual(kind.waitsAtMost ?? limit);
    // What may not be read or counted and is no longer in the code is kept, and told; that is no failure.
    const other = kind.name === '403' && !isWrite;
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
  expect(cases.length).toBeGreaterThan(150);
  const left = cases.values();
  await Promise.all(
    benches.map(async (bench) => {
      for (const { kind, request } of left) await tryOut(bench, kind, request);
    }),
  );
}, 120_000);
