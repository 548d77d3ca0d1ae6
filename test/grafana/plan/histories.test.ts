/** Whatever happened before, in whatever order: a push takes nobody's work, and has nothing to do twice. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DesiredDashboard } from '../../../src/grafana/desired.ts';
import { makePlan } from '../../../src/grafana/make-plan.ts';
import type { DashboardStep, Plan, PlanOptions } from '../../../src/grafana/plan.ts';
import type { Json } from '../../../src/lint/read/json.ts';
import { InMemoryGrafana } from './in-memory.ts';
import { content, desired, desiredFolder, home, noOptions, pushed } from './support.ts';

const uid = 'orders';
const folderUids = [home, 'second', 'third'] as const;
const folders = folderUids.map((folder) => desiredFolder(folder));
const properties = ['title', 'description', 'refresh'] as const;
const values = ['1s', '2s', '3s'] as const;

type Event =
  | { readonly kind: 'code' | 'edit'; readonly property: (typeof properties)[number]; readonly value: string }
  | { readonly kind: 'code moves' | 'somebody moves'; readonly folderUid: string }
  | { readonly kind: 'restore'; readonly nth: number }
  | { readonly kind: 'forget'; readonly keep: number }
  | { readonly kind: 'pull' | 'push' | 'force' | 'adopt' };

const inFolder = fc.constantFrom(...folderUids);
const change = { property: fc.constantFrom(...properties), value: fc.constantFrom(...values) };
const events: fc.Arbitrary<Event> = fc.oneof(
  fc.record({ kind: fc.constantFrom('code', 'edit'), ...change }),
  fc.record({ kind: fc.constantFrom('code moves', 'somebody moves'), folderUid: inFolder }),
  fc.record({ kind: fc.constant('restore'), nth: fc.nat(9) }),
  fc.record({ kind: fc.constant('forget'), keep: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ kind: fc.constantFrom('pull', 'push', 'push', 'force', 'adopt') }),
);
const histories = fc.record({
  /** Whether the server keeps a refresh of a second as two, as one with a minimum does. */
  rewrites: fc.boolean(),
  /** Whether somebody made it before the first push. */
  foreign: fc.boolean(),
  events: fc.array(events, { maxLength: 14 }),
});

/** What a push wrote last, and what came of it. */
interface Push {
  readonly sent: DesiredDashboard;
  readonly stored: Json;
}

class World {
  readonly grafana = new InMemoryGrafana();
  readonly #rewrites: boolean;
  code: DesiredDashboard = { uid, title: '', content: content(uid), folderUid: home, file: 'dashboards/orders.ts' };
  last: Push | undefined;

  constructor({ rewrites, foreign }: { readonly rewrites: boolean; readonly foreign: boolean }) {
    this.#rewrites = rewrites;
    for (const folder of folders) this.grafana.putFolder(folder.uid, folder.title);
    if (foreign) this.grafana.save(uid, { content: this.code.content, folderUid: home, by: 'alice' });
  }

  get exists(): boolean {
    return this.grafana.dashboards.has(uid);
  }

  get folderUid(): string | undefined {
    return this.grafana.dashboards.get(uid)?.folderUid;
  }

  /** Whether the server still knows of the last push. */
  get remembers(): boolean {
    return this.grafana.dashboards.get(uid)?.versions.some(({ message }) => message.startsWith('order-')) ?? false;
  }

  /** Whether Grafana had what the code says, after the last push, and somebody went back from it. */
  get takenBack(): boolean {
    const versions = this.grafana.dashboards.get(uid)?.versions ?? [];
    const since = versions.slice(versions.findLastIndex(({ message }) => message.startsWith('order-')) + 1);
    return (
      !same(this.grafana.content(uid), this.code.content) && since.some((one) => same(one.content, this.code.content))
    );
  }

  async plan(options: Partial<PlanOptions>): Promise<DashboardStep> {
    const { dashboards } = await makePlan(desired([this.code], folders), this.grafana, { ...noOptions, ...options });
    const [step] = dashboards;
    if (step === undefined) throw new Error('no step');
    return step;
  }

  planWithout(options: Partial<PlanOptions>): Promise<Plan> {
    return makePlan(desired([], folders), this.grafana, { ...noOptions, prune: true, ...options });
  }

  write(): void {
    const { content: sent } = this.code;
    const stored = this.#rewrites && sent['refresh'] === '1s' ? { ...sent, refresh: '2s' } : sent;
    pushed(this.grafana, this.code, stored);
    this.last = { sent: this.code, stored };
  }

  happen(event: Event): void {
    switch (event.kind) {
      case 'code':
        this.code = { ...this.code, content: { ...this.code.content, [event.property]: event.value } };
        return;
      case 'code moves':
        this.code = { ...this.code, folderUid: event.folderUid };
        return;
      case 'push':
      case 'force':
      case 'adopt':
        return;
      default:
        if (this.exists) this.#toStored(event);
    }
  }

  #toStored(event: Exclude<Event, { kind: 'code' | 'code moves' | 'push' | 'force' | 'adopt' }>): void {
    const { grafana } = this;
    const versions = grafana.dashboards.get(uid)?.versions ?? [];
    switch (event.kind) {
      case 'somebody moves':
        return grafana.move(uid, event.folderUid, 'alice');
      case 'restore':
        return grafana.restore(uid, versions[event.nth % versions.length]?.version ?? 1, 'bob');
      case 'forget':
        return grafana.forget(uid, event.keep);
      case 'pull':
        this.code = { ...this.code, content: grafana.content(uid) };
        return;
      case 'edit':
        grafana.save(uid, { content: { ...grafana.content(uid), [event.property]: event.value }, by: 'alice' });
    }
  }
}

function same(one: Json, other: Json | undefined): boolean {
  return properties.every((property) => one[property] === other?.[property]);
}

/** That an update without a word from anybody takes nothing that somebody did since the last push. */
function expectNothingLost(world: World): void {
  const { last, code, grafana } = world;
  const stored = grafana.content(uid);
  expect(last, 'an update of what was never pushed').toBeDefined();
  expect(world.remembers, 'an update without knowing of a push').toBe(true);
  for (const property of properties.filter((one) => stored[one] !== last?.stored[one])) {
    expect(code.content[property], `the edit of ${property} would be lost`).toBe(stored[property]);
  }
  if (world.folderUid !== last?.sent.folderUid) expect(code.folderUid).toBe(world.folderUid);
}

/** What must be found where it is known what happened. */
function expectedKind(world: World): DashboardStep['kind'] | undefined {
  const { last, code, grafana } = world;
  if (!world.exists) return 'create';
  const stored = grafana.content(uid);
  const inPlace = world.folderUid === code.folderUid;
  if (inPlace && same(stored, code.content)) return 'leave';
  const untouched = same(stored, last?.stored) && world.folderUid === last?.sent.folderUid;
  if (!untouched || !world.remembers) return undefined;
  if (world.takenBack) return 'conflict';
  return inPlace && same(code.content, last?.sent.content) ? 'leave' : 'update';
}

describe('any history', () => {
  it('keeps what people did, does what is to be done, and nothing twice', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async ({ events: history, ...kind }) => {
        const world = new World(kind);
        for (const event of [...history, { kind: 'push' } as const]) {
          world.happen(event);
          if (event.kind !== 'push' && event.kind !== 'force' && event.kind !== 'adopt') continue;
          const plain = await world.plan({});
          const expected = expectedKind(world);
          if (expected !== undefined) expect(plain.kind).toBe(expected);
          if (plain.kind === 'update') expectNothingLost(world);
          const step = event.kind === 'push' ? plain : await world.plan({ [event.kind]: true });
          const isForced = event.kind === 'force' || (event.kind === 'adopt' && isUnknown(plain));
          if (plain.kind === 'conflict' && isForced) {
            expect(step).toMatchObject({
              kind: 'update',
              stored: plain.stored,
              overwritten: { kind: plain.conflict, edits: plain.edits, lost: plain.difference },
            });
          } else expect(step).toEqual(plain);
          if (step.kind !== 'create' && step.kind !== 'update') continue;
          if (step.kind === 'update') expect(step.stored.version).toBe(newest(world.grafana));
          world.write();
          expect(await world.plan({})).toMatchObject({ kind: 'leave' });
        }
      }),
      { numRuns: 500 },
    );
  });

  it('of a dashboard that the code no longer has: it is deleted only as a push left it', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async ({ events: history, ...kind }) => {
        const world = new World(kind);
        for (const event of history) {
          world.happen(event);
          if (event.kind !== 'push') continue;
          const step = await world.plan({});
          if (step.kind === 'create' || step.kind === 'update') world.write();
        }
        const { last, grafana } = world;
        const { retired } = await world.planWithout({});
        const { retired: forced } = await world.planWithout({ force: true });
        expect([...retired, ...forced].map((step) => step.uid)).toEqual(world.exists ? [uid, uid] : []);
        if (!world.exists) return;
        const untouched = same(grafana.content(uid), last?.stored) && world.folderUid === last?.sent.folderUid;
        expect(retired[0]?.kind).toBe(untouched && world.remembers ? 'delete' : 'keep');
        expect(forced[0]?.kind).toBe(world.remembers ? 'delete' : 'keep');
      }),
      { numRuns: 500 },
    );
  });
});

function isUnknown(step: DashboardStep): boolean {
  return step.kind === 'conflict' && step.conflict === 'unknown';
}

function newest(grafana: InMemoryGrafana): number | undefined {
  return grafana.dashboards.get(uid)?.versions.at(-1)?.version;
}
