/** An edit in Grafana that is brought into the code, and the code that goes on from there: nobody is asked to force it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { apply } from '../../src/grafana/apply.ts';
import { BackupFolder } from '../../src/grafana/backup.ts';
import { readDesired } from '../../src/grafana/desired/folder.ts';
import type { Grafana } from '../../src/grafana/grafana.ts';
import { connectGrafana } from '../../src/grafana/http/connect.ts';
import { makePlan } from '../../src/grafana/make-plan.ts';
import { patience } from '../../src/grafana/patience.ts';
import type { PlanOptions } from '../../src/grafana/plan.ts';
import { pullOwn } from '../../src/grafana/pull.ts';
import { PullFolder } from '../../src/grafana/pull-folder.ts';
import { appliedText } from '../../src/grafana/report/applied-text.ts';
import { planText } from '../../src/grafana/report/plan-text.ts';
import { stateOf } from '../../src/grafana/status.ts';
import { isObject, list, object, type Json } from '../../src/lint/read/json.ts';
import { needs } from '../support/needs.ts';
import { git, gitWith } from '../support/git.ts';
import { startGrafanaDouble, type GrafanaDouble } from '../support/grafana-double/index.ts';
import { put, temporaryFolder } from '../support/program.ts';
import { settings } from '../support/settings.ts';

const uid = 'orders';
const signal = new AbortController().signal;
const patient = patience({ limit: 300, signal });

function dashboard(expr: string): Json {
  const target = { refId: 'A', datasource: { type: 'prometheus', uid: 'p' }, expr };
  const place = { h: 8, w: 12, x: 0, y: 0 };
  const panel = { id: 1, type: 'timeseries', title: 'Orders', gridPos: place, targets: [target] };
  return { uid, title: 'Orders', tags: ['order-dashboards'], schemaVersion: 42, panels: [panel] };
}

/** The same with another query. */
function asking(expr: string): (content: Json) => Json {
  return (content) => ({
    ...content,
    panels: list(content['panels']).map((panel) => ({
      ...object(panel),
      targets: list(object(panel)['targets']).map((target) => ({ ...object(target), expr })),
    })),
  });
}

function exprOf(content: Json | undefined): unknown {
  return object(list(object(list(content?.['panels'])[0])['targets'])[0])['expr'];
}

/** A developer's checkout with one dashboard. */
class Checkout {
  readonly dir = temporaryFolder();
  readonly source = join(this.dir, 'boards');
  readonly grafana: Grafana;
  readonly #file = join(this.source, `${uid}.json`);

  constructor(grafana: Grafana) {
    this.grafana = grafana;
    git(this.dir, 'init', '-q');
  }

  /** @param hoursAgo when */
  commit(content: Json, hoursAgo = 0): void {
    put(this.#file, JSON.stringify(content));
    git(this.dir, 'add', 'boards');
    gitWith({ at: Math.floor(Date.now() / 1000) - 3600 * hoursAgo }, this.dir, 'commit', '-q', '-m', 'x');
  }

  desired() {
    return readDesired(this.source, settings());
  }

  async plan(options: Partial<PlanOptions> = {}) {
    const none = { force: false, adopt: false, prune: false, retiredFolders: [] };
    return makePlan(await this.desired(), this.grafana, { ...none, ...options });
  }

  async push() {
    const { commit } = await this.desired();
    const backup = new BackupFolder(join(this.dir, 'backups'));
    return apply(await this.plan(), this.grafana, { commit, backup, patience: patient, concurrency: 10, signal });
  }

  /** What a pull writes, which is copied into the code. */
  async pull(): Promise<Json> {
    const { dashboards } = await this.plan();
    const out = await PullFolder.open(join(this.dir, 'pulled'));
    await pullOwn(dashboards, { grafana: this.grafana, out, folders: new Map(), concurrency: 1 });
    const pulled: unknown = JSON.parse(readFileSync(join(this.dir, 'pulled', `${uid}.json`), 'utf8'));
    return isObject(pulled) ? pulled : {};
  }

  get head(): string {
    return git(this.dir, 'rev-parse', 'HEAD').slice(0, 12);
  }
}

describe.each(['12', '10'] as const)('in Grafana %s', (version) => {
  needs('git');
  let server: GrafanaDouble;
  let grafana: Grafana;

  beforeAll(async () => {
    server = await startGrafanaDouble({ grafana: version });
    const authorization = `Bearer ${await server.token('Editor')}`;
    grafana = await connectGrafana(
      { url: server.url, authorization, caFile: undefined, credentialsFrom: 'the test' },
      { patience: patient, timeout: 10, connections: 10, signal },
    );
  });
  beforeEach(() => server.reset());
  afterAll(() => server.stop());

  const stored = async (): Promise<unknown> => exprOf((await server.dashboard(uid))?.content);

  /** Pushed, edited in the UI, pulled, merged, pushed: which writes nothing. Answers the commit that brought it in. */
  async function broughtIn(checkout: Checkout): Promise<string> {
    checkout.commit(dashboard('rate(orders[5m])'), 3);
    await checkout.push();
    await server.uiSave(uid, asking('rate(orders[1m])'), 'alice');
    expect((await checkout.plan()).dashboards).toMatchObject([{ kind: 'conflict', conflict: 'edited' }]);
    checkout.commit(await checkout.pull());
    server.clearRequests();
    const { dashboards } = await checkout.push();
    expect(dashboards).toMatchObject([{ step: { kind: 'leave' }, outcome: { kind: 'nothing' } }]);
    expect(server.writes()).toEqual([]);
    return checkout.head;
  }

  it('the code changes the same query again, and a push writes it', async () => {
    const checkout = new Checkout(grafana);
    const commit = await broughtIn(checkout);
    checkout.commit(dashboard('rate(orders[2m])'));
    const plan = await checkout.plan();
    expect(plan.dashboards).toMatchObject([{ kind: 'update', known: commit, overwritten: undefined }]);
    expect(plan.dashboards.map(stateOf)).toEqual(['code ahead']);
    expect(planText(plan)).toContain(`Grafana has what the code said in ${commit}`);
    const applied = await checkout.push();
    expect(applied.dashboards).toMatchObject([{ outcome: { kind: 'done' }, backup: undefined }]);
    expect(appliedText(applied)).toContain('updated');
    expect(await stored()).toBe('rate(orders[2m])');
    expect((await checkout.plan()).dashboards).toMatchObject([{ kind: 'leave' }]);
  });

  it('the edit is reverted, and a push takes it back', async () => {
    const checkout = new Checkout(grafana);
    const commit = await broughtIn(checkout);
    git(checkout.dir, 'revert', '--no-edit', 'HEAD');
    expect((await checkout.plan()).dashboards).toMatchObject([{ kind: 'update', known: commit }]);
    await checkout.push();
    expect(await stored()).toBe('rate(orders[5m])');
  });

  it('the edit goes on in Grafana: that is a conflict again', async () => {
    const checkout = new Checkout(grafana);
    await broughtIn(checkout);
    checkout.commit(dashboard('rate(orders[2m])'));
    await server.uiSave(uid, asking('rate(orders[9m])'), 'alice');
    expect((await checkout.plan()).dashboards).toMatchObject([{ kind: 'conflict', conflict: 'both' }]);
    const { dashboards } = await checkout.push();
    expect(dashboards).toMatchObject([{ outcome: { kind: 'left' } }]);
    expect(await stored()).toBe('rate(orders[9m])');
  });

  it('somebody goes back to an older push: that is meant, though the repository has it', async () => {
    const checkout = new Checkout(grafana);
    checkout.commit(dashboard('rate(orders[1m])'), 3);
    await checkout.push();
    checkout.commit(dashboard('rate(orders[5m])'), 2);
    await checkout.push();
    await server.restore(uid, 1, 'alice');
    expect((await checkout.plan()).dashboards).toMatchObject([{ kind: 'conflict', conflict: 'edited' }]);
    checkout.commit(dashboard('rate(orders[2m])'), 1);
    expect((await checkout.plan()).dashboards).toMatchObject([{ kind: 'conflict', conflict: 'both' }]);
  });

  it('somebody makes what the code had said for an hour and says no more: that is meant', async () => {
    const checkout = new Checkout(grafana);
    checkout.commit(dashboard('rate(orders[5m])'), 3);
    await checkout.push();
    checkout.commit(dashboard('rate(orders[1m])'), 2);
    checkout.commit(dashboard('rate(orders[5m])'), 1);
    await server.uiSave(uid, asking('rate(orders[1m])'), 'alice');
    expect((await checkout.plan()).dashboards).toMatchObject([{ kind: 'conflict', conflict: 'edited' }]);
  });

  it('imported by hand from an earlier commit, it is taken over as it is', async () => {
    const checkout = new Checkout(grafana);
    checkout.commit(dashboard('rate(orders[5m])'), 3);
    await server.addDashboard(dashboard('rate(orders[5m])'), {}, 'alice');
    const imported = checkout.head;
    checkout.commit(dashboard('rate(orders[1m])'), 2);
    expect((await checkout.plan()).dashboards).toMatchObject([{ kind: 'update', known: imported }]);
    await server.edit(uid, asking('rate(orders[9m])'), 'alice');
    expect((await checkout.plan()).dashboards).toMatchObject([{ kind: 'conflict', conflict: 'unknown' }]);
  });
});
