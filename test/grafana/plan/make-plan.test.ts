/** What a plan asks of a Grafana, and what it makes of answers that do not agree. */
import { describe, expect, it } from 'vitest';
import { contentHash } from '../../../src/compare/content-hash.ts';
import type { DesiredDashboard } from '../../../src/grafana/desired.ts';
import { makePlan } from '../../../src/grafana/make-plan.ts';
import { pushMessage } from '../../../src/grafana/marker.ts';
import { InMemoryGrafana } from './in-memory.ts';
import { content, desired, desiredDashboard, home, noOptions, pushed } from './support.ts';

function many(count: number): readonly DesiredDashboard[] {
  return Array.from({ length: count }, (_, index) => desiredDashboard(`board-${index}`));
}

function grafanaWith(dashboards: readonly DesiredDashboard[], facts = {}): InMemoryGrafana {
  const grafana = new InMemoryGrafana(facts);
  grafana.putFolder(home, `Title of ${home}`);
  for (const dashboard of dashboards) pushed(grafana, dashboard);
  return grafana;
}

async function kinds(grafana: InMemoryGrafana, code: readonly DesiredDashboard[]): Promise<readonly string[]> {
  return (await makePlan(desired(code), grafana, noOptions)).dashboards.map(({ kind }) => kind);
}

const lists = { listFolders: 1, listDashboards: 1 };

describe('the requests of a plan', () => {
  it('grow with pages where nothing changed', async () => {
    const code = many(1000);
    const grafana = grafanaWith(code);
    expect(new Set(await kinds(grafana, code))).toEqual(new Set(['leave']));
    expect(grafana.requests()).toEqual({ ...lists, page: 10 });
  });

  it('are as many as dashboards where they cannot be listed whole, ten at once', async () => {
    const code = many(50);
    const grafana = grafanaWith(code, { listsWhole: false });
    expect(new Set(await kinds(grafana, code))).toEqual(new Set(['leave']));
    expect(grafana.requests()).toEqual({ ...lists, dashboard: 50 });
    expect(grafana.mostUnderWay).toBe(10);
  });

  it('read the history of those that differ, and of no others, ten at once', async () => {
    const code = many(200);
    const grafana = grafanaWith(code);
    const changed = code.map((one, index) =>
      index % 5 === 0 ? desiredDashboard(one.uid, { description: 'new' }) : one,
    );
    const steps = await kinds(grafana, changed);
    expect(steps.filter((kind) => kind === 'update')).toHaveLength(40);
    expect(steps.every((kind, index) => kind === (index % 5 === 0 ? 'update' : 'leave'))).toBe(true);
    // A first version does not show its message in the list.
    expect(grafana.requests()).toEqual({ ...lists, page: 2, versions: 40, message: 40 });
    expect(grafana.mostUnderWay).toBe(10);
  });

  it('are few where ours are few among many of others', async () => {
    const code = many(10);
    const grafana = grafanaWith(code);
    for (let index = 0; index < 500; index += 1) grafana.save(`other-${index}`, { content: content('other') });
    await kinds(grafana, code);
    expect(grafana.requests()).toEqual({ ...lists, dashboard: 10 });
  });

  it('end with the page that has the last of ours', async () => {
    const code = many(11);
    const grafana = grafanaWith([]);
    const others = (count: number): void => {
      for (let index = 0; index < count; index += 1) grafana.save(`other-${count}-${index}`, { content: {} });
    };
    others(50);
    for (const one of code) pushed(grafana, one);
    others(500);
    expect(new Set(await kinds(grafana, code))).toEqual(new Set(['leave']));
    expect(grafana.requests()).toEqual({ ...lists, page: 1 });
  });

  it('are the lists alone at a first push of many', async () => {
    const code = many(1000);
    const grafana = grafanaWith([]);
    expect(new Set(await kinds(grafana, code))).toEqual(new Set(['create']));
    expect(grafana.requests()).toEqual(lists);
  });

  it('are for what is there, where most is new', async () => {
    const code = many(100);
    const grafana = grafanaWith(code.slice(0, 10));
    const steps = await kinds(grafana, code);
    expect(steps.filter((kind) => kind === 'leave')).toHaveLength(10);
    expect(grafana.requests()).toEqual({ ...lists, dashboard: 10 });
  });
});

describe('answers that do not agree', () => {
  const [code] = many(1);
  if (code === undefined) throw new Error('none');
  const changed = desiredDashboard(code.uid, { description: 'new' });
  const byAlice = content(code.uid, { refresh: '5s' });

  it('a dashboard that the list does not have yet is found', async () => {
    const grafana = grafanaWith([code]);
    grafana.listDashboards = () => Promise.resolve([]);
    expect(await kinds(grafana, [code])).toEqual(['leave']);
  });

  it('a dashboard that the list does not have yet is found among many', async () => {
    const all = many(20);
    const grafana = grafanaWith(all);
    const listed = await grafana.listDashboards();
    grafana.listDashboards = () => Promise.resolve(listed.slice(0, 15));
    expect(new Set(await kinds(grafana, all))).toEqual(new Set(['leave']));
  });

  it('a dashboard is held against its history in the form that the history has', async () => {
    const grafana = grafanaWith([code]);
    const read = grafana.dashboard.bind(grafana);
    grafana.dashboard = async (uid) => {
      const stored = await read(uid);
      return stored?.content === undefined ? stored : { ...stored, content: { ...stored.content, liveNow: true } };
    };
    expect(await kinds(grafana, [changed])).toEqual(['update']);
  });

  it('a dashboard that is listed and in no page is read alone', async () => {
    const all = many(20);
    const grafana = grafanaWith(all);
    const pages = grafana.allDashboards.bind(grafana);
    grafana.allDashboards = async function* without() {
      for await (const one of pages()) if (one.uid !== code.uid) yield one;
    };
    expect(new Set(await kinds(grafana, all))).toEqual(new Set(['leave']));
    expect(grafana.requests()).toEqual({ ...lists, page: 1, dashboard: 1 });
  });

  it('a save between the dashboard and its history is seen, with the version that a write must name', async () => {
    const grafana = grafanaWith([code]);
    grafana.before.set('versions', () => grafana.save(code.uid, { content: byAlice, by: 'alice' }));
    const { dashboards } = await makePlan(desired([changed]), grafana, { ...noOptions, force: true });
    expect(dashboards).toMatchObject([
      { kind: 'update', stored: { version: 2, content: byAlice }, overwritten: { kind: 'both' } },
    ]);
    expect(grafana.requests()).toEqual({ ...lists, dashboard: 2, versions: 1, message: 1 });
  });

  it('a move between the dashboard and its history is seen', async () => {
    const grafana = grafanaWith([code]);
    grafana.before.set('versions', () => grafana.move(code.uid, undefined, 'alice'));
    const { dashboards } = await makePlan(desired([changed]), grafana, noOptions);
    expect(dashboards).toMatchObject([{ kind: 'conflict', conflict: 'moved', stored: { folderUid: undefined } }]);
  });

  it('a save that makes it what the code says leaves nothing to do', async () => {
    const grafana = grafanaWith([code]);
    grafana.before.set('versions', () => grafana.save(code.uid, { content: changed.content, by: 'alice' }));
    expect(await kinds(grafana, [changed])).toEqual(['leave']);
  });

  it('a dashboard that is deleted before its history is read is created', async () => {
    const grafana = grafanaWith([code]);
    grafana.before.set('dashboard', () => undefined);
    grafana.before.set('versions', () => {
      grafana.save(code.uid, { content: byAlice, by: 'alice' });
      grafana.before.set('dashboard', () => grafana.dashboards.delete(code.uid));
    });
    expect(await kinds(grafana, [changed])).toEqual(['create']);
  });

  it('a dashboard that becomes managed meanwhile is left', async () => {
    const grafana = grafanaWith([code]);
    grafana.before.set('versions', () => {
      grafana.save(code.uid, { content: byAlice, by: 'alice' });
      grafana.manage(code.uid, { kind: 'tool', name: 'terraform', id: undefined });
    });
    expect(await kinds(grafana, [changed])).toEqual(['managed']);
  });

  it('with somebody who saves all the time, the older version is named, which the server then refuses', async () => {
    const grafana = grafanaWith([code]);
    let seconds = 0;
    const save = (): void => {
      seconds += 1;
      grafana.save(code.uid, { content: content(code.uid, { refresh: `${seconds}s` }), by: 'alice' });
    };
    const [versions, dashboard] = [grafana.versions.bind(grafana), grafana.dashboard.bind(grafana)];
    grafana.versions = (uid, limit) => {
      save();
      return versions(uid, limit);
    };
    grafana.dashboard = (uid) => {
      save();
      return dashboard(uid);
    };
    const { dashboards } = await makePlan(desired([changed]), grafana, noOptions);
    const newest = grafana.dashboards.get(code.uid)?.versions.at(-1)?.version ?? 0;
    const [step] = dashboards;
    if (step?.kind !== 'conflict') throw new Error('no conflict');
    expect(step.stored.version).toBeLessThan(newest);
    expect(step.edits[0]?.version).toBe(step.stored.version);
    expect(grafana.requests()['versions']).toBe(4);
  });
});

describe('the search for our last push', () => {
  const code = desiredDashboard('orders');
  const changed = desiredDashboard('orders', { description: 'new' });

  function edited(times: number): InMemoryGrafana {
    const grafana = grafanaWith([desiredDashboard('orders', { refresh: '1d' }), code].map((one) => one));
    for (let index = 0; index < times; index += 1) {
      grafana.save('orders', { content: content('orders', { refresh: `${index}s` }), by: 'alice' });
    }
    return grafana;
  }

  it.each([
    [0, 1],
    [19, 1],
    [20, 2],
    [99, 2],
    [100, 3],
    [999, 3],
  ])('goes back over %i edits in %i requests', async (edits, requests) => {
    const grafana = edited(edits);
    const { dashboards } = await makePlan(desired([changed]), grafana, noOptions);
    const [step] = dashboards;
    expect(step?.kind === 'conflict' ? step.edits.length : step?.kind).toBe(edits === 0 ? 'update' : edits);
    expect(grafana.requests()).toEqual({ ...lists, dashboard: 1, versions: requests });
  });

  it('ends with the first version', async () => {
    const grafana = new InMemoryGrafana();
    for (const refresh of ['1s', '2s', '3s']) grafana.save('orders', { content: content('orders', { refresh }) });
    await makePlan(desired([code]), grafana, noOptions);
    expect(grafana.requests()).toEqual({ ...lists, dashboard: 1, versions: 1, message: 1 });
  });

  it('ends after a thousand', async () => {
    const grafana = edited(1200);
    const { dashboards } = await makePlan(desired([changed]), grafana, noOptions);
    expect(dashboards).toMatchObject([{ kind: 'conflict', conflict: 'unknown' }]);
    expect(grafana.requests()['versions']).toBe(3);
  });

  it('does not ask for the true message of a first version where a newer one is ours', async () => {
    const grafana = grafanaWith([code, changed]);
    expect(await kinds(grafana, [code])).toEqual(['update']);
    expect(grafana.requests()['message']).toBeUndefined();
  });

  it('takes a message like ours that stands in the middle for none', async () => {
    const grafana = grafanaWith([]);
    const message = pushMessage({ hash: contentHash(code.content), folderUid: home, commit: undefined });
    grafana.save('orders', { content: code.content, folderUid: home, by: 'alice', message: `like ${message}` });
    expect(await kinds(grafana, [changed])).toEqual(['conflict']);
  });
});

it('a plan has what cannot be used, and the order of the source', async () => {
  const code = many(30).toReversed();
  const unusable = [{ file: 'bad.json', reason: 'no JSON' }];
  const grafana = grafanaWith(code.slice(10));
  const plan = await makePlan({ ...desired(code), unusable }, grafana, noOptions);
  expect(plan.unusable).toBe(unusable);
  expect(plan.dashboards.map((step) => step.dashboard)).toEqual(code);
});

it('a dashboard cannot have the uid of a folder that is yet to be made', async () => {
  const { folders, dashboards } = await makePlan(desired([desiredDashboard(home)]), new InMemoryGrafana(), noOptions);
  expect(folders).toMatchObject([{ kind: 'create' }]);
  expect(dashboards).toMatchObject([{ kind: 'impossible', reason: `a folder has the uid "${home}"` }]);
});
