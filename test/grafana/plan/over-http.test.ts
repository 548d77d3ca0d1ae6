/** Plans against servers: what the tables say of a Grafana in memory holds over HTTP, for each generation of its API. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contentHash } from '../../../src/compare/content-hash.ts';
import type { Desired, DesiredDashboard } from '../../../src/grafana/desired.ts';
import type { Grafana } from '../../../src/grafana/grafana.ts';
import { connectGrafana } from '../../../src/grafana/http/connect.ts';
import { makePlan } from '../../../src/grafana/make-plan.ts';
import { pushMessage } from '../../../src/grafana/marker.ts';
import { patience } from '../../../src/grafana/patience.ts';
import type { Plan, PlanOptions } from '../../../src/grafana/plan.ts';
import { ownTag } from '../../../src/identity/ids.ts';
import { startGrafanaDouble, type GrafanaDouble } from '../../support/grafana-double/index.ts';
import { content, desired, desiredDashboard, desiredFolder, home, noOptions } from './support.ts';

const signal = new AbortController().signal;
const versions = ['12', '11', '10'] as const;

describe.each(versions)('a plan for Grafana %s', (version) => {
  let server: GrafanaDouble;
  let grafana: Grafana;

  beforeAll(async () => {
    server = await startGrafanaDouble({ grafana: version });
    grafana = await connected(server);
  });
  beforeEach(() => server.reset());
  afterAll(() => server.stop());

  const plan = (code: Desired, options: Partial<PlanOptions> = {}): Promise<Plan> =>
    makePlan(code, grafana, { ...noOptions, ...options });

  async function push(code: Desired, options: Partial<PlanOptions> = {}): Promise<void> {
    await write(grafana, await plan(code, options));
  }

  async function told(code: Desired, options: Partial<PlanOptions> = {}): Promise<readonly unknown[]> {
    const { dashboards } = await plan(code, options);
    return dashboards.map((step) => {
      if (step.kind === 'conflict') return [step.conflict, ...step.edits.map(({ by }) => by)];
      return step.kind === 'leave' && step.rewritten ? 'rewritten' : step.kind;
    });
  }

  const one = desired([desiredDashboard('orders')]);
  const changed = desired([desiredDashboard('orders', { description: 'new' })]);

  it('has nothing to do after a push, in as many requests as there are pages, where whole ones are listed', async () => {
    const code = desired(Array.from({ length: 30 }, (_, index) => desiredDashboard(`board-${index}`)));
    await push(code);
    server.clearRequests();
    expect(new Set(await told(code))).toEqual(new Set(['leave']));
    expect(server.writes()).toEqual([]);
    if (version === '12') expect(server.requests.length).toBeLessThan(6);
    else expect(server.requests.length).toBeLessThan(36);
  });

  it('knows who changed what', async () => {
    await push(one);
    await server.uiSave('orders', (dashboard) => dashboard, 'alice');
    expect(await told(one)).not.toContainEqual(expect.arrayContaining(['edited']));
    expect(await told(changed)).toEqual(['update']);
    await server.edit('orders', (dashboard) => ({ ...dashboard, refresh: '10s' }), 'alice');
    await server.edit('orders', (dashboard) => ({ ...dashboard, refresh: '20s' }), 'bob');
    // The first of her saves is what the code says, in another spelling: that is no edit.
    expect(await told(one)).toEqual([['edited', 'bob', 'alice']]);
    expect(await told(changed)).toEqual([['both', 'bob', 'alice', 'alice']]);
    expect(await told(desired([desiredDashboard('orders', { refresh: '20s', description: 'new' })]))).toEqual([
      'update',
    ]);
    await push(changed, { force: true });
    expect(await told(changed)).toEqual(['leave']);
    await server.restore('orders', 1, 'alice');
    expect(await told(changed)).toEqual([['edited', 'alice']]);
    expect(await told(one)).toEqual(['leave']);
  });

  it('knows who moved what', async () => {
    const folders = [desiredFolder(home), desiredFolder('second')];
    const here = desired([desiredDashboard('orders')], folders);
    const there = desired([desiredDashboard('orders', {}, 'second')], folders);
    await push(here);
    expect(await told(there)).toEqual(['update']);
    await push(there);
    expect(await told(there)).toEqual(['leave']);
    await server.moveDashboard('orders', home, 'alice');
    expect(await told(there)).toEqual([['moved', 'alice']]);
    expect(await told(here)).toEqual(['leave']);
  });

  it('leaves what the server rewrote', async () => {
    const fast = desired([desiredDashboard('orders', { refresh: '1s' })]);
    await push(fast);
    expect(await told(fast)).toEqual(['rewritten']);
    await server.edit('orders', (dashboard) => ({ ...dashboard, refresh: '1m' }), 'alice');
    expect(await told(fast)).toEqual([['edited', 'alice']]);
  });

  it('leaves what is not ours', async () => {
    await push(desired([]));
    server.provision({ content: content('from-file', { refresh: '1h' }), folderUid: home });
    await server.addDashboard(content('hers', { refresh: '1h' }), { folderUid: home }, 'alice');
    const code = desired(['from-file', 'hers'].map((uid) => desiredDashboard(uid)));
    expect(await told(code)).toEqual(['managed', ['unknown']]);
    expect(await told(code, { adopt: true })).toEqual(['managed', 'update']);
    await push(code, { adopt: true });
    expect(await told(code)).toEqual(['managed', 'leave']);
    if (version !== '12') return;
    server.addV2('v2', 'A v2 dashboard', home);
    expect(await told(desired([desiredDashboard('v2')]))).toEqual(['unreadable']);
  });

  it('knows nothing of a push that the history no longer has', async () => {
    await push(one);
    for (let edit = 0; edit < 25; edit += 1) {
      await server.edit('orders', (dashboard) => ({ ...dashboard, refresh: `${10 + edit}s` }), 'alice');
    }
    expect(await told(changed)).toEqual([['unknown']]);
  });

  it('renames and moves folders that nobody else changed', async () => {
    const before = desired([], [desiredFolder('a', 'A'), desiredFolder('b', 'B'), desiredFolder('c', 'C')]);
    await push(before);
    const after = desired([], [desiredFolder('a', 'A'), desiredFolder('b', 'B new', 'a'), desiredFolder('c', 'C new')]);
    await server.renameFolder('c', 'Hers', 'alice');
    const { folders } = await plan(after);
    expect(folders).toMatchObject([
      { kind: 'leave' },
      { kind: 'move', rename: true },
      { kind: 'conflict', reason: expect.stringMatching(/^it is called "Hers" and not "C new"; .*by alice at 20/) },
    ]);
    await push(after, { force: true });
    expect((await plan(after)).folders.map(({ kind }) => kind)).toEqual(['leave', 'leave', 'leave']);
  });

  it('deletes what a push left and nobody touched', async () => {
    const folders = [desiredFolder(home), desiredFolder('inner', 'Inner', home), desiredFolder('held', 'Held', home)];
    const uids = [
      ['kept', home],
      ['gone', home],
      ['edited', 'held'],
      ['inside', 'inner'],
    ] as const;
    await push(
      desired(
        uids.map(([uid, folderUid]) => desiredDashboard(uid, {}, folderUid)),
        folders,
      ),
    );
    await server.edit('edited', (dashboard) => ({ ...dashboard, refresh: '10s' }), 'alice');
    await server.addDashboard({ ...content('copy'), tags: [ownTag] }, { folderUid: home }, 'alice');
    const now = desired([desiredDashboard('kept')], [desiredFolder(home)]);
    const { retired, emptied } = await plan(now, { prune: true });
    const reasons = retired.map((step) => [step.uid, step.kind === 'keep' ? step.reason : 'deleted']);
    expect(new Map(reasons.map(([uid, reason]) => [uid, reason]))).toEqual(
      new Map([
        ['gone', 'deleted'],
        ['inside', 'deleted'],
        ['edited', expect.stringMatching(/^edited by alice at \S+ since our last push; --force/)],
        ['copy', 'nothing in its history says that a push of ours made it'],
      ]),
    );
    expect(emptied.map(({ stored }) => stored.uid)).toEqual(['inner']);
  });
});

async function connected(server: GrafanaDouble): Promise<Grafana> {
  const authorization = `Bearer ${await server.token('Editor')}`;
  return connectGrafana(
    { url: server.url, authorization, caFile: undefined, credentialsFrom: 'the test' },
    { patience: patience({ limit: 10, signal }), timeout: 10, connections: 10, signal },
  );
}

/** A push as simple as can be. */
async function write(grafana: Grafana, { folders, dashboards }: Plan): Promise<void> {
  for (const step of folders) {
    if (step.kind === 'create') expect(await grafana.createFolder(step.folder)).toEqual({ kind: 'done' });
    if (step.kind === 'move') {
      expect(await grafana.moveFolder(step.folder.uid, step.folder.parentUid)).toEqual({ kind: 'done' });
    }
    if (step.kind === 'rename' || (step.kind === 'move' && step.rename)) {
      const version = (await grafana.folder(step.folder.uid))?.version ?? 0;
      expect(await grafana.renameFolder(step.folder.uid, step.folder.title, version)).toEqual({ kind: 'done' });
    }
  }
  for (const step of dashboards) {
    if (step.kind !== 'create' && step.kind !== 'update') continue;
    const version = step.kind === 'update' ? step.stored.version : undefined;
    expect(await grafana.saveDashboard({ ...saved(step.dashboard), version })).toEqual({ kind: 'done' });
  }
}

function saved({ uid, content: code, folderUid }: DesiredDashboard) {
  const message = pushMessage({ hash: contentHash(code), folderUid, commit: 'abc1234' });
  return { uid, content: code, folderUid, message };
}
