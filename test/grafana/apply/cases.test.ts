import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exitOf } from '../../../src/grafana/exit-of.ts';
import { desired, desiredDashboard, desiredFolder, home, noOptions, pushed } from '../plan/support.ts';
import { before, filesIn, outcomes, planned, push, temporary, wanted } from './scenario.ts';
import { expectTruth } from './truth.ts';
import { WritableGrafana } from './writable.ts';

function withHome(): WritableGrafana {
  const grafana = new WritableGrafana();
  grafana.putFolder(home, `Title of ${home}`);
  return grafana;
}

describe('backups', () => {
  it('hold what is overwritten and deleted, and nothing else', async () => {
    const grafana = before();
    const backup = temporary();
    const stored = grafana.content('forced');
    const applied = await push(grafana, await planned(grafana), { backup });
    const told = [...applied.dashboards, ...applied.retired].map((done) => done.backup).filter((file) => file);
    const files = filesIn(backup);
    expect(files.map(({ path }) => path).toSorted()).toEqual(told.toSorted());
    expect(files).toHaveLength(2);
    expect(files.map(({ json }) => json)).toContainEqual({
      dashboard: stored,
      meta: { folderUid: 'named', folderTitle: 'New name', url: '/d/forced', version: 2 },
    });
  });

  it('that cannot be written keep the write from being made', async () => {
    const grafana = before();
    const file = join(temporary(), 'file');
    writeFileSync(file, '');
    const applied = await push(grafana, await planned(grafana), { backup: file });
    expect(outcomes(applied)).toMatchObject({ forced: 'failed', retired: 'failed', changed: 'done', old: 'left' });
    expect(grafana.sent).not.toContain('saveDashboard forced');
    expect(grafana.sent).not.toContain('deleteDashboard retired');
    expect(exitOf(applied)).toBe(4);
    expectTruth(applied, grafana);
  });

  it('of what is deleted are of what is there: a change since the plan keeps it', async () => {
    const grafana = before();
    const plan = await planned(grafana);
    grafana.edit('retired');
    const applied = await push(grafana, plan);
    expect(outcomes(applied)).toMatchObject({ retired: 'changed-since', old: 'left' });
    expect(grafana.dashboards.has('retired')).toBe(true);
    expect(grafana.sent).not.toContain('deleteDashboard retired');
    expectTruth(applied, grafana);
  });
});

describe('a save', () => {
  it('that the server rewrites is found by its message where the answer is lost', async () => {
    const grafana = withHome();
    grafana.rewrite = (content) => ({ ...content, refresh: '30s' });
    const plan = await planned(grafana, desired([desiredDashboard('a', { refresh: '1s' })]), noOptions);
    grafana.faults.set('saveDashboard a', ['done-lost']);
    const applied = await push(grafana, plan);
    expect(outcomes(applied)).toMatchObject({ a: 'done' });
    expect(grafana.oursIn('a')).toBe(1);
  });

  it.each([
    ['the same', {}, 'nothing', 0],
    ['something else', { title: 'Theirs' }, 'changed-since', 4],
  ])('of what somebody made meanwhile, %s', async (_, changes, kind, exit) => {
    const grafana = withHome();
    const plan = await planned(grafana, desired([desiredDashboard('a')]), noOptions);
    const { content, folderUid } = desiredDashboard('a', changes);
    grafana.save('a', { content, folderUid, by: 'ann' });
    const applied = await push(grafana, plan);
    expect(outcomes(applied)).toMatchObject({ a: kind });
    expect(exitOf(applied)).toBe(exit);
    expect(grafana.dashboards.get('a')?.versions).toHaveLength(1);
  });

  it('is not made where a person deleted it and the answer was lost', async () => {
    const grafana = withHome();
    pushed(grafana, desiredDashboard('a'));
    const plan = await planned(grafana, desired([desiredDashboard('a', { title: 'New' })]), noOptions);
    grafana.faults.set('saveDashboard a', ['lost']);
    const write = grafana.write.bind(grafana);
    grafana.write = async (...args) => {
      const written = await write(...args);
      grafana.dashboards.delete('a');
      return written;
    };
    expect(outcomes(await push(grafana, plan))).toMatchObject({ a: 'changed-since' });
    expect(grafana.sent).toEqual(['saveDashboard a']);
  });

  it('that arrives late is found even where it is refused the second time', async () => {
    const grafana = before();
    const plan = await planned(grafana);
    grafana.faults.set('saveDashboard changed', ['late', 'refused']);
    expect(outcomes(await push(grafana, plan, { concurrency: 1 }))).toMatchObject({ changed: 'done' });
  });

  it('is not taken for one of an earlier push', async () => {
    const grafana = withHome();
    const said = (title: string) => desired([desiredDashboard('a', { title })]);
    for (const title of ['One', 'Two']) await push(grafana, await planned(grafana, said(title), noOptions));
    const plan = await planned(grafana, said('One'), noOptions);
    grafana.faults.set('saveDashboard a', ['lost-edited']);
    expect(outcomes(await push(grafana, plan))).toMatchObject({ a: 'changed-since' });
  });

  it('that only moves is found where the server counts no version for it', async () => {
    const grafana = before();
    const plan = await planned(grafana);
    const read = grafana.dashboard.bind(grafana);
    grafana.dashboard = async (uid) => {
      const stored = await read(uid);
      return stored === undefined || uid !== 'moved' ? stored : { ...stored, version: 1 };
    };
    grafana.faults.set('saveDashboard moved', ['done-lost']);
    expect(outcomes(await push(grafana, plan))).toMatchObject({ moved: 'done' });
    expect(grafana.sent.filter((sent) => sent === 'saveDashboard moved')).toHaveLength(1);
  });

  it('of the same content in another folder is not ours', async () => {
    const grafana = withHome();
    const { content } = desiredDashboard('a');
    const plan = await planned(grafana, desired([desiredDashboard('a')]), noOptions);
    grafana.save('a', { content, by: 'ann' });
    expect(outcomes(await push(grafana, plan))).toMatchObject({ a: 'changed-since' });
  });

  it('at most so many at once', async () => {
    const grafana = withHome();
    const uids = Array.from({ length: 30 }, (_, index) => `d${index}`);
    const plan = await planned(grafana, desired(uids.map((uid) => desiredDashboard(uid))), noOptions);
    const write = grafana.write.bind(grafana);
    let underWay = 0;
    let most = 0;
    grafana.write = async (...args) => {
      underWay += 1;
      most = Math.max(most, underWay);
      const written = await write(...args);
      underWay -= 1;
      return written;
    };
    await push(grafana, plan, { concurrency: 7 });
    expect(most).toBe(7);
  });
});

describe('folders', () => {
  it.each([
    [[], { inner: 'done' }, { title: 'New title', parentUid: 'outer' }],
    [['moveFolder inner', 'done-lost'], { inner: 'done' }, { title: 'New title', parentUid: 'outer' }],
    [['renameFolder inner', 'refused'], { inner: 'failed' }, { title: 'Title of inner', parentUid: 'outer' }],
    [['moveFolder inner', 'refused'], { inner: 'failed' }, { title: 'Title of inner', parentUid: undefined }],
  ] as const)('are moved and renamed: %j', async ([write, fault], told, there) => {
    const grafana = new WritableGrafana();
    grafana.putFolder('outer', 'Title of outer');
    grafana.putFolder('inner', 'Title of inner');
    const folders = [desiredFolder('outer'), desiredFolder('inner', 'New title', 'outer')];
    const plan = await planned(grafana, desired([desiredDashboard('a', {}, 'inner')], folders), noOptions);
    if (write !== undefined) grafana.faults.set(write, [fault]);
    const applied = await push(grafana, plan);
    expect(outcomes(applied)).toMatchObject({ ...told, a: 'done' });
    expect(grafana.folders.get('inner')).toMatchObject(there);
    const reason = write === 'renameFolder inner' ? 'it was moved, and not renamed: it is not liked' : undefined;
    if (reason !== undefined) expect(applied.folders[1]?.outcome).toMatchObject({ reason });
  });

  it.each([
    ['renamed', (grafana: WritableGrafana) => grafana.edit('inner')],
    ['moved', (grafana: WritableGrafana) => grafana.putFolder('inner', 'Title of inner', 'theirs', 'ann')],
  ])('that somebody %s since the plan are not moved', async (_, change) => {
    const grafana = new WritableGrafana();
    grafana.putFolder('outer', 'Title of outer');
    grafana.putFolder('inner', 'Title of inner');
    const folders = [desiredFolder('outer'), desiredFolder('inner', undefined, 'outer')];
    const plan = await planned(grafana, desired([], folders), noOptions);
    change(grafana);
    expect(outcomes(await push(grafana, plan))).toMatchObject({ inner: 'changed-since' });
    expect(grafana.sent).toEqual([]);
  });

  it.each([
    [
      'holds an alert rule',
      (grafana: WritableGrafana) => void grafana.others.set('old', { alertrule: 1 }),
      'alertrule 1',
    ],
    ['cannot be counted', (grafana: WritableGrafana) => void (grafana.counts = false), 'cannot say'],
    [
      'holds a dashboard by now',
      (grafana: WritableGrafana) => grafana.save('x', { content: {}, folderUid: 'old' }),
      'dashboard 1',
    ],
  ])('stay where one %s', async (_, change, reason) => {
    const grafana = before();
    const plan = await planned(grafana);
    change(grafana);
    const applied = await push(grafana, plan);
    expect(applied.emptied[0]?.outcome).toEqual({ kind: 'left', reason: expect.stringContaining(reason) });
    expect(grafana.folders.has('old')).toBe(true);
  });

  it('are gone although the server says that they are not found', async () => {
    const grafana = before();
    const write = grafana.write.bind(grafana);
    grafana.write = async (name, uid, task) => {
      const written = await write(name, uid, task);
      return name === 'deleteFolder' ? { kind: 'missing' } : written;
    };
    const applied = await push(grafana, await planned(grafana));
    expect(outcomes(applied)).toMatchObject({ old: 'done' });
    expect(grafana.sent.filter((sent) => sent === 'deleteFolder old')).toHaveLength(1);
  });
});

it('keeps a retired dashboard whose successor could not be written', async () => {
  const grafana = before();
  const planOfAll = await planned(grafana);
  const dashboards = planOfAll.dashboards.map((step) =>
    step.kind === 'create' && step.dashboard.uid === 'new-in-outer' ? { ...step, renamedFrom: 'retired' } : step,
  );
  grafana.faults.set('saveDashboard new-in-outer', ['refused']);
  const applied = await push(grafana, { ...planOfAll, dashboards });
  expect(outcomes(applied)).toMatchObject({ retired: 'left' });
  expect(grafana.dashboards.has('retired')).toBe(true);
});

it('stops where nothing may be written, with the exit code of a permission', async () => {
  const grafana = withHome();
  const uids = Array.from({ length: 30 }, (_, index) => `d${index}`);
  const plan = await planned(grafana, desired(uids.map((uid) => desiredDashboard(uid))), noOptions);
  for (const uid of uids) grafana.faults.set(`saveDashboard ${uid}`, ['forbidden']);
  const applied = await push(grafana, plan, { concurrency: 1 });
  expect(grafana.sent).toHaveLength(10);
  expect(applied.stopped).toBe('refused');
  expect(exitOf(applied)).toBe(3);
  expect(applied.dashboards[0]?.outcome).toMatchObject({ reason: 'Permissions needed: dashboards:write' });
});

it('goes on where some may be written', async () => {
  const grafana = withHome();
  const uids = Array.from({ length: 30 }, (_, index) => `d${index}`);
  const plan = await planned(grafana, desired(uids.map((uid) => desiredDashboard(uid))), noOptions);
  for (const uid of uids.slice(1)) grafana.faults.set(`saveDashboard ${uid}`, ['forbidden']);
  const applied = await push(grafana, plan, { concurrency: 1 });
  expect(grafana.sent).toHaveLength(30);
  expect(exitOf(applied)).toBe(4);
});

it('leaves conflicts and what others manage, and says why', async () => {
  const grafana = before();
  grafana.manage('same', { kind: 'tool', name: 'terraform', id: undefined });
  const plan = await planned(grafana, wanted(), { ...noOptions, force: false });
  const applied = await push(grafana, plan);
  const reasons = Object.fromEntries(
    applied.dashboards.map(({ step, outcome }) => [step.dashboard.uid, 'reason' in outcome ? outcome.reason : '']),
  );
  expect(reasons['forced']).toContain('edited in Grafana');
  expect(reasons['same']).toBe('terraform manages it');
  expect(exitOf(applied)).toBe(4);
});

it('gives up a read that settles a lost answer after a while, once it is interrupted', async () => {
  const grafana = before();
  const plan = await planned(grafana);
  grafana.faults.set('saveDashboard changed', ['interrupted-lost']);
  grafana.dashboard = () => new Promise(() => undefined);
  const applied = await push(grafana, plan, { concurrency: 1 });
  expect(outcomes(applied)).toMatchObject({ changed: 'unsure', moved: 'left', old: 'left' });
  expect(exitOf(applied)).toBe(5);
});

it('lets a mistake of the program through', async () => {
  const grafana = before();
  const plan = await planned(grafana);
  grafana.write = () => Promise.reject(new TypeError('a mistake'));
  await expect(push(grafana, plan)).rejects.toThrow('a mistake');
});
