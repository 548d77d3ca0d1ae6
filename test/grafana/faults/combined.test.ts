/** Several things go wrong in one push. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exitCode } from '../../../src/errors/exit-code.ts';
import { readMarker } from '../../../src/grafana/marker.ts';
import type { Json } from '../../../src/lint/read/json.ts';
import { gateway, type Match } from '../../support/grafana-double/index.ts';
import { ofPeople } from '../../support/grafana-double/server.ts';
import { newBench, type Bench, type Told } from './bench.ts';
import { kinds } from './kinds.ts';
import { acts, perform } from './people.ts';
import { expectWhole } from './truth.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await newBench();
});
afterAll(() => bench.stop());

const saves: Match = { method: 'POST', path: '/api/dashboards/db' };
const wholeOf = (uid: string): Match => ({ method: 'GET', path: `/dashboards/${uid}`, nth: 2 });

function outcomeOf({ applied }: Told, uid: string): string | undefined {
  return applied?.dashboards.find(({ step }) => step.dashboard.uid === uid)?.outcome.kind;
}

it('a save that arrives only when it is sent again: the second is refused, and it is told as done', async () => {
  await bench.reset();
  const { double, token } = bench;
  double.fault({ method: 'POST', path: '/api/dashboards/db' }, { kind: 'reset' });
  let late = 0;
  // The request that was lost comes to Grafana right before the next one that says the same.
  double.before({ ...saves, times: 100 }, async () => {
    const lost = double.requests.find(({ path, status }) => path === '/api/dashboards/db' && status === 0);
    const settling = double.requests.filter(({ path }) => path.includes('/dashboards/new-in-outer')).length;
    if (lost === undefined || settling < 2 || late > 0) return;
    late += 1;
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', [ofPeople]: 'true' };
    await fetch(`${double.url}${lost.path}`, { method: 'POST', headers, body: JSON.stringify(lost.body) });
  });
  const told = await bench.push();
  expect(late).toBe(1);
  expect(double.requests.some(({ status }) => status === 412)).toBe(true);
  expect(told.exit).toBe(exitCode.done);
  await expectWhole(bench, told, []);
});

describe('a save whose answer is lost', () => {
  const lost = async (plan: () => void, of: Parameters<Bench['push']>[0] = {}): Promise<Told> => {
    await bench.reset();
    bench.double.fault({ ...saves, times: 5 }, { kind: 'lost' });
    plan();
    return bench.push(of);
  };

  it('is read until the server can be read again', async () => {
    const told = await lost(() =>
      bench.double.fault({ method: 'GET', path: '/apis/', nth: 9, times: 12 }, gateway(503)),
    );
    expect(told.exit).toBe(exitCode.done);
    await expectWhole(bench, told, []);
  });

  it('is not certain only where nothing can be read', async () => {
    const told = await lost(() => bench.double.fault({ ...wholeOf('changed'), times: 1000 }, gateway(503)));
    expect(outcomeOf(told, 'changed')).toBe('unsure');
    expect(outcomeOf(told, 'new-in-outer')).toBe('done');
    expect(told.exit).toBe(exitCode.partial);
    await expectWhole(bench, told, [], { unsure: true });
  });

  it.each([
    ['during the save', saves],
    ['during the read', wholeOf('changed')],
  ])('is not waited for long after an interruption %s, where no read is answered', async (_, moment) => {
    const controller = new AbortController();
    const told = await lost(
      () => {
        bench.double.before(moment, () => controller.abort());
        bench.double.fault({ method: 'GET', path: '/apis/', nth: 9, times: 100 }, { kind: 'silent' });
      },
      { interruption: controller.signal, timeout: 1000 },
    );
    expect(told.applied?.dashboards.map(({ outcome }) => outcome.kind)).toContain('unsure');
    expect(told.exit).toBe(exitCode.interrupted);
    await expectWhole(bench, told, [], { unsure: true });
  });

  it('is found in the history where a person has saved before it is read', async () => {
    const saved: Json[] = [];
    const [act] = acts;
    if (act === undefined) throw new Error('nobody does anything');
    const told = await lost(() =>
      bench.double.before(wholeOf('changed'), async () => void saved.push(...(await perform(bench, act)))),
    );
    const versions = bench.double.state.dashboards.get('changed')?.versions ?? [];
    expect(versions.map(({ by, message }) => [by?.login, readMarker(message) !== undefined])).toEqual([
      [bench.us.login, true],
      [bench.us.login, true],
      ['alice', false],
    ]);
    expect(outcomeOf(told, 'changed')).toBe('done');
    await expectWhole(bench, told, saved, { people: true });
  });
});

it('Grafana starts again during the saves, is away for a while, and nothing is lost', async () => {
  await bench.reset();
  bench.double.fault({ ...saves, nth: 2 }, { kind: 'restart', ms: 30, done: true });
  const told = await bench.push();
  expect(told.exit).toBe(exitCode.done);
  await expectWhole(bench, told, []);
});

describe('whatever goes wrong', () => {
  /** What is waited for in earnest is tried in the other tests. */
  const quick = kinds.filter(({ name }) => !name.includes('no answer'));

  it('nothing is lost, and what is told is true', async () => {
    const { requests } = bench;
    const at = fc.nat({ max: requests.length - 1 });
    const fault = fc.tuple(at, fc.constantFrom(...quick));
    const deed = fc.tuple(at, fc.constantFrom(...acts));
    const property = fc.asyncProperty(
      fc.array(fault, { minLength: 1, maxLength: 3 }),
      fc.array(deed, { maxLength: 2 }),
      async (faults, deeds) => {
        await bench.reset();
        let saved: Json[] = [];
        const takes = deeds.flatMap(([, act]) => act.takes);
        for (const [index, act] of deeds) {
          // A deletion names no version: who saves between the read before it and the deletion itself loses that.
          const match = matchOf(bench, index);
          if (match.method === 'DELETE') continue;
          bench.double.before(match, async () => {
            saved.push(...(await perform(bench, act)));
            // Who deletes what she saved has no need of it.
            if (!bench.double.state.dashboards.has(act.uid)) saved = saved.filter(({ uid }) => uid !== act.uid);
          });
        }
        const options = faults.map(([index, kind]) => kind.plan(bench, matchOf(bench, index)));
        const told = await bench.push(Object.assign({}, ...options));
        await expectWhole(bench, told, saved, {
          unsure: faults.some(([, { allowed }]) => allowed?.unsure) || faults.length > 1,
          people: true,
          except: takes,
        });
      },
    );
    await fc.assert(property, { seed: 6, numRuns: 50, endOnFailure: true });
  });
});

function matchOf({ requests }: Bench, index: number): Match {
  const [method = '', path = ''] = (requests[index] ?? '').split(' ');
  const nth = requests.slice(0, index + 1).filter((one) => one === requests[index]).length;
  return { method, path: new RegExp(`^${path.replaceAll(/[.?&]/g, String.raw`\$&`)}$`), nth };
}
