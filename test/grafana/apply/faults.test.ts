import { beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/errors/user-error.ts';
import { exitOf } from '../../../src/grafana/exit-of.ts';
import { before, outcomes, planned, push, wanted } from './scenario.ts';
import { expectTruth } from './truth.ts';
import { faults, WritableGrafana, type Fault } from './writable.ts';

const writes = [
  'createFolder outer',
  'createFolder inner',
  'renameFolder named',
  'saveDashboard new-in-outer',
  'saveDashboard new-in-inner',
  'saveDashboard changed',
  'saveDashboard moved',
  'saveDashboard forced',
  'deleteDashboard retired',
  'deleteFolder old',
];

async function faulty(write: string, ...some: Fault[]) {
  const grafana = before();
  const plan = await planned(grafana);
  grafana.faults.set(write, some);
  return { grafana, plan };
}

describe('a push whose writes all go well', () => {
  let grafana: WritableGrafana;
  beforeAll(() => {
    grafana = before();
  });

  it('writes each once, folders first, then dashboards, deletions and emptied folders', async () => {
    let steps = 0;
    const applied = await push(grafana, await planned(grafana), {
      advance: () => {
        steps += 1;
      },
    });
    expect(grafana.sent.slice(0, 3)).toEqual(writes.slice(0, 3));
    expect(grafana.sent.slice(3, 8).toSorted()).toEqual(writes.slice(3, 8).toSorted());
    expect(grafana.sent.slice(8)).toEqual(writes.slice(8));
    expectTruth(applied, grafana);
    expect(steps).toBe(11);
    expect(exitOf(applied)).toBe(0);
    expect(applied.stopped).toBeUndefined();
  });

  it('has nothing to do after that', async () => {
    grafana.sent.length = 0;
    const applied = await push(grafana, await planned(grafana));
    expect(grafana.sent).toEqual([]);
    expect(new Set(Object.values(outcomes(applied)))).toEqual(new Set(['nothing']));
    expect(exitOf(applied)).toBe(0);
  });
});

describe.each(writes)('%s', (write) => {
  it.each(faults)('%s: what is told is true, and the next push ends it', async (fault) => {
    const { grafana, plan } = await faulty(write, fault);
    const applied = await push(grafana, plan);
    expectTruth(applied, grafana);
    if (fault.startsWith('interrupted')) expect([0, 5]).toContain(exitOf(applied));
    grafana.faults.clear();
    grafana.effects.length = 0;
    const again = await push(grafana, await planned(grafana), { signal: new AbortController().signal });
    expectTruth(again, grafana);
    const last = await planned(grafana);
    expect(last.dashboards.map(({ kind }) => kind)).toEqual(wanted().dashboards.map(() => 'leave'));
    expect(last.folders.map(({ kind }) => kind)).toEqual(wanted().folders.map(() => 'leave'));
    expect(last.retired).toEqual([]);
  });

  it.each(['done-lost', 'late', 'busy'] as const)('%s: it is done in the end', async (fault) => {
    const { grafana, plan } = await faulty(write, fault);
    const applied = await push(grafana, plan);
    expect(new Set(Object.values(outcomes(applied)))).toEqual(new Set(['done', 'nothing']));
    expect(exitOf(applied)).toBe(0);
  });

  it('is sent again where it was lost, and no more than a few times', async () => {
    const { grafana, plan } = await faulty(write, 'lost', 'lost', 'busy', 'lost', 'lost', 'lost');
    const applied = await push(grafana, plan);
    expect(grafana.sent.filter((sent) => sent === write)).toHaveLength(6);
    expect(outcomes(applied)[write.split(' ')[1] ?? '']).toBe('failed');
    expect(exitOf(applied)).toBe(4);
    expect(applied.stopped).toBeUndefined();
    expectTruth(applied, grafana);
  });

  it('is told as not certain where it was lost and nothing can be read', async () => {
    const { grafana, plan } = await faulty(write, 'lost');
    const send = grafana.write.bind(grafana);
    grafana.write = async (name, uid, task) => {
      const written = await send(name, uid, task);
      if (written.kind === 'unsure') {
        grafana.beforeRead = () => {
          throw new UserError('the server is away.', { next: 'Start it.', exit: 4 });
        };
      }
      return written;
    };
    const applied = await push(grafana, plan);
    expect(outcomes(applied)[write.split(' ')[1] ?? '']).toBe('unsure');
    expect(exitOf(applied)).toBe(4);
  });

  it('stays undone where time is up', async () => {
    const { grafana, plan } = await faulty(write, 'busy');
    const applied = await push(grafana, plan, { waits: 0, concurrency: 1 });
    expect(outcomes(applied)[write.split(' ')[1] ?? '']).toBe('failed');
    expect(applied.stopped).toBe('time-limit');
    expect(grafana.sent).toEqual(writes.slice(0, writes.indexOf(write) + 1));
    expectTruth(applied, grafana);
  });

  it('leaves the rest where time is up and nothing failed', async () => {
    const { grafana, plan } = await faulty(write);
    const isOver = () => grafana.sent.includes(write);
    const applied = await push(grafana, plan, { isOver, concurrency: 1 });
    expect(outcomes(applied)[write.split(' ')[1] ?? '']).toBe('done');
    expect(grafana.sent).toEqual(writes.slice(0, writes.indexOf(write) + 1));
    expect(applied.stopped).toBe(write === writes.at(-1) ? undefined : 'time-limit');
    expectTruth(applied, grafana);
  });

  it('leaves the rest where it is interrupted', async () => {
    const { grafana, plan } = await faulty(write, 'interrupted-done-lost');
    const applied = await push(grafana, plan, { concurrency: 1 });
    expect(outcomes(applied)[write.split(' ')[1] ?? '']).toBe('done');
    expect(grafana.sent).toEqual(writes.slice(0, writes.indexOf(write) + 1));
    expect(exitOf(applied)).toBe(write === writes.at(-1) ? 0 : 5);
  });

  it('takes nothing with it that does not need it', async () => {
    const { grafana, plan } = await faulty(write, 'refused');
    const told = outcomes(await push(grafana, plan));
    const needs: Record<string, readonly string[]> = {
      'createFolder outer': ['inner', 'new-in-outer', 'new-in-inner', 'moved'],
      'createFolder inner': ['new-in-inner'],
      'deleteDashboard retired': ['old'],
    };
    const left = Object.keys(told).filter((uid) => told[uid] === 'left');
    expect(left.toSorted()).toEqual((needs[write] ?? []).toSorted());
    expect(told[write.split(' ')[1] ?? '']).toBe('failed');
  });
});

it('leaves all the rest where the credentials are refused in the middle', async () => {
  const { grafana, plan } = await faulty('saveDashboard changed', 'signed-out');
  const applied = await push(grafana, plan, { concurrency: 1 });
  expect(applied.stopped).toBe('refused');
  expect(outcomes(applied)).toMatchObject({
    'new-in-inner': 'done',
    changed: 'failed',
    moved: 'left',
    retired: 'left',
  });
  expect(exitOf(applied)).toBe(4);
});
