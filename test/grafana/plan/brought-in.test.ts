/** An edit of a person that was brought into the code, which has gone on since, is no conflict; all else stays one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentHash } from '../../../src/compare/content-hash.ts';
import type { Desired, DesiredDashboard, Said } from '../../../src/grafana/desired.ts';
import { makePlan } from '../../../src/grafana/make-plan.ts';
import { pushMessage } from '../../../src/grafana/marker.ts';
import type { DashboardStep, PlanOptions } from '../../../src/grafana/plan.ts';
import { InMemoryGrafana } from './in-memory.ts';
import { content, desired, desiredDashboard, desiredFolder, home, noOptions } from './support.ts';

const uid = 'orders';
const elsewhere = 'elsewhere';
const folders = [desiredFolder(home), desiredFolder(elsewhere)];

type Event =
  /** The code says this, and nobody has committed it. */
  | readonly ['code', string]
  | readonly ['commit', string]
  /** All commits are as old as the newest save. */
  | readonly ['rebase']
  /** What Grafana has is brought into the code, and committed. */
  | readonly ['pull']
  | readonly ['push']
  /** By a program that names no commit. */
  | readonly ['push without commit']
  | readonly ['edit', string]
  | readonly ['move']
  /** The server keeps only so many versions. */
  | readonly ['forget', number]
  | readonly ['the code moves it'];

/** A plus stands for a change of another property. */
const told = (text: string) =>
  content(uid, { description: text.replace('+', ''), ...(text.endsWith('+') ? { refresh: '5s' } : {}) });

/** A Grafana and a repository with a line of commits. */
class World {
  readonly grafana = new InMemoryGrafana();
  commits: Said[] = [];
  /** What was asked about the repository. */
  readonly asked: (string | undefined)[] = [];
  code: DesiredDashboard = desiredDashboard(uid);

  constructor(events: readonly Event[]) {
    for (const folder of folders) this.grafana.putFolder(folder.uid, folder.title);
    for (const event of events) this.happen(event);
  }

  happen([kind, value]: Event): void {
    const { grafana } = this;
    switch (kind) {
      case 'code':
      case 'commit':
        this.code = { ...this.code, content: told(value) };
        if (kind === 'commit') this.#commit();
        return;
      case 'rebase':
        this.commits = this.commits.map((commit) => ({ ...commit, at: this.#now }));
        return;
      case 'pull':
        this.code = { ...this.code, content: grafana.content(uid) };
        return this.#commit();
      case 'push':
        return this.#push(this.#described());
      case 'push without commit':
        return this.#push(undefined);
      case 'edit':
        return grafana.save(uid, { content: told(value), folderUid: this.folderUid ?? home, by: 'alice' });
      case 'move':
        return grafana.move(uid, elsewhere, 'bob');
      case 'forget':
        return grafana.forget(uid, value);
      case 'the code moves it':
        this.code = { ...this.code, folderUid: elsewhere };
    }
  }

  get folderUid(): string | undefined {
    return this.grafana.dashboards.get(uid)?.folderUid;
  }

  async plan(options: Partial<PlanOptions> = {}): Promise<DashboardStep> {
    const code: Desired = { ...desired([this.code], folders), saidSince: this.#saidSince };
    const { dashboards } = await makePlan(code, this.grafana, { ...noOptions, ...options });
    const [step] = dashboards;
    if (step === undefined) throw new Error('no step');
    return step;
  }

  readonly #saidSince: NonNullable<Desired['saidSince']> = (_, since) => {
    this.asked.push(since);
    const name = since?.replace('+', '');
    const base = this.commits.findIndex(({ commit }) => commit === name);
    if (name !== undefined && base < 0) return Promise.resolve(undefined);
    return Promise.resolve({ base: this.commits[base]?.content, later: this.commits.slice(base + 1).toReversed() });
  };

  /** Half a minute after what happened last in Grafana, which counts in minutes; Unix time. */
  get #now(): number {
    const last = this.grafana.dashboards.get(uid)?.versions.at(-1)?.created ?? '2026-11-22T10:00:00Z';
    return Date.parse(last) / 1000 + 30;
  }

  #commit(): void {
    const { content: now } = this.code;
    const before = this.commits.at(-1)?.content;
    if (before !== undefined && contentHash(before) === contentHash(now)) return;
    const commit = `${this.commits.length + 1}`.padStart(12, 'c');
    this.commits.push({ commit, at: this.#now, content: now });
  }

  #described(): string | undefined {
    const head = this.commits.at(-1);
    if (head === undefined) return undefined;
    return contentHash(head.content) === contentHash(this.code.content) ? head.commit : `${head.commit}+`;
  }

  #push(commit: string | undefined): void {
    const { content: sent, folderUid } = this.code;
    this.grafana.save(uid, {
      content: sent,
      folderUid,
      message: pushMessage({ hash: contentHash(sent), folderUid, commit }),
    });
  }
}

function essence(step: DashboardStep): string {
  if (step.kind === 'conflict') return step.conflict;
  if (step.kind !== 'update') return step.kind;
  if (step.overwritten !== undefined) return `over ${step.overwritten.kind}`;
  const moved = step.movedFrom === undefined ? '' : ', moved';
  return step.known === undefined ? `update${moved}` : `brought in by ${Number(step.known.replace(/^c+/, ''))}${moved}`;
}

const pulled: readonly Event[] = [['commit', 'X'], ['push'], ['edit', 'Y'], ['commit', 'Y']];

const cases: readonly (readonly [string, readonly Event[], string])[] = [
  ['the code went on from a pulled edit', [...pulled, ['commit', 'Z']], 'brought in by 2'],
  ['in a change that is not committed', [...pulled, ['code', 'Z']], 'brought in by 2'],
  ['after other commits', [...pulled, ['commit', 'W'], ['commit', 'V'], ['code', 'Z']], 'brought in by 2'],
  ['the pulled edit was reverted', [...pulled, ['commit', 'X']], 'brought in by 2'],
  ['two edits were pulled', [...pulled, ['edit', 'W'], ['commit', 'W'], ['commit', 'Z']], 'brought in by 3'],
  [
    'the second of two edits was pulled',
    [['commit', 'X'], ['push'], ['edit', 'Y'], ['edit', 'W'], ['commit', 'W'], ['commit', 'Z']],
    'brought in by 2',
  ],
  ['saved once more as it is, after the pull', [...pulled, ['edit', 'Y'], ['commit', 'Z']], 'brought in by 2'],
  ['a pulled edit, and more: it is still there', [...pulled, ['commit', 'Y+']], 'update'],
  [
    'saved as it was, then edited, pulled and reverted',
    [['commit', 'X'], ['push'], ['edit', 'X'], ['edit', 'Y'], ['commit', 'Y'], ['commit', 'X']],
    'brought in by 2',
  ],
  [
    'made, changed, made again, and pulled',
    [['commit', 'X'], ['push'], ['edit', 'Y'], ['edit', 'W'], ['edit', 'Y'], ['commit', 'Y'], ['commit', 'Z']],
    'brought in by 2',
  ],
  [
    'the code has what a person had left',
    [['commit', 'X'], ['push'], ['edit', 'W'], ['edit', 'Y'], ['commit', 'Y'], ['code', 'W']],
    'edited',
  ],
  [
    'a rebase made all commits young, and a person had gone back',
    [...pulled, ['edit', 'W'], ['commit', 'W'], ['edit', 'Y'], ['rebase'], ['commit', 'Z']],
    'both',
  ],
  [
    'a rebase made all commits young',
    [...pulled, ['edit', 'W'], ['commit', 'W'], ['rebase'], ['commit', 'Z']],
    'brought in by 3',
  ],
  ['an edit was pulled twice', [...pulled, ['commit', 'W'], ['commit', 'Y'], ['commit', 'Z']], 'brought in by 4'],
  [
    'a person went back to an earlier push, and that was pulled',
    [['commit', 'Y'], ['push'], ['commit', 'X'], ['push'], ['edit', 'Y'], ['commit', 'Y'], ['commit', 'Z']],
    'brought in by 3',
  ],
  ['nothing was pulled', [['commit', 'X'], ['push'], ['edit', 'Y'], ['commit', 'Z']], 'both'],
  ['nothing was pulled, the code is as it was', [['commit', 'X'], ['push'], ['edit', 'Y']], 'edited'],
  ['only the first of two edits was pulled', [...pulled, ['edit', 'W'], ['commit', 'Z']], 'both'],

  [
    'a person went back to what was pushed before',
    [['commit', 'Y'], ['push'], ['commit', 'X'], ['push'], ['edit', 'Y'], ['commit', 'Z']],
    'both',
  ],
  [
    'the same, and the code is as it was',
    [['commit', 'Y'], ['push'], ['commit', 'X'], ['push'], ['edit', 'Y']],
    'edited',
  ],
  [
    'a person went back to the pulled edit before last',
    [...pulled, ['edit', 'W'], ['commit', 'W'], ['edit', 'Y'], ['commit', 'Z']],
    'both',
  ],
  ['the same, and the code is as it was', [...pulled, ['edit', 'W'], ['commit', 'W'], ['edit', 'Y']], 'edited'],
  [
    'a person made what the code had said and no push had written',
    [['commit', 'X'], ['push'], ['commit', 'Y'], ['commit', 'X'], ['edit', 'Y']],
    'edited',
  ],
  [
    'a person made at the same time what the code said later',
    [['commit', 'X'], ['push'], ['edit', 'Y'], ['commit', 'Z'], ['commit', 'Y'], ['commit', 'Z']],
    'brought in by 3',
  ],

  [
    'changed files were pushed',
    [['commit', 'V'], ['code', 'X'], ['push'], ['edit', 'Y'], ['commit', 'Y'], ['commit', 'Z']],
    'both',
  ],
  [
    'changed files were pushed, and committed later',
    [['commit', 'V'], ['code', 'X'], ['push'], ['edit', 'Y'], ['commit', 'X'], ['commit', 'Y'], ['commit', 'Z']],
    'brought in by 3',
  ],
  [
    'changed files were pushed twice, a person went back, and both were committed',
    [
      ['commit', 'V'],
      ['code', 'Y'],
      ['push'],
      ['code', 'X'],
      ['push'],
      ['edit', 'Y'],
      ['commit', 'Y'],
      ['commit', 'X'],
      ['commit', 'Z'],
    ],
    'both',
  ],
  [
    'a push that names no commit',
    [['commit', 'X'], ['push without commit'], ['edit', 'Y'], ['commit', 'Y'], ['commit', 'Z']],
    'both',
  ],

  [
    'put there by hand, from an earlier commit',
    [
      ['commit', 'Y'],
      ['edit', 'Y'],
      ['commit', 'Z'],
    ],
    'brought in by 1',
  ],
  [
    'put there by hand, again and again',
    [
      ['commit', 'X'],
      ['edit', 'X'],
      ['commit', 'Y'],
      ['edit', 'Y'],
      ['commit', 'Z'],
    ],
    'brought in by 2',
  ],
  [
    'put there by hand, and then back',
    [
      ['commit', 'X'],
      ['edit', 'X'],
      ['commit', 'Y'],
      ['edit', 'Y'],
      ['edit', 'X'],
      ['commit', 'Z'],
    ],
    'unknown',
  ],
  [
    'put there by hand, then edited',
    [
      ['commit', 'X'],
      ['edit', 'X'],
      ['edit', 'Y'],
      ['commit', 'Z'],
    ],
    'unknown',
  ],
  [
    'put there by hand as the code is, then taken back',
    [
      ['commit', 'X'],
      ['commit', 'Y'],
      ['edit', 'Y'],
      ['edit', 'X'],
    ],
    'edited',
  ],
  ['put there by hand in another folder', [['commit', 'Y'], ['edit', 'Y'], ['move'], ['commit', 'Z']], 'unknown'],
  ['a history without its beginning', [...pulled, ['commit', 'Z'], ['forget', 1]], 'unknown'],

  ['pulled, and moved by a person', [...pulled, ['move'], ['commit', 'Z']], 'moved'],
  ['pulled, and moved by the code', [...pulled, ['the code moves it'], ['commit', 'Z']], 'brought in by 2, moved'],
  ['moved by a person', [['commit', 'Y'], ['push'], ['move'], ['commit', 'Z']], 'moved'],
];

describe('where the code said it before', () => {
  it.each(cases)('%s', async (_, events, expected) => {
    expect(essence(await new World(events).plan())).toBe(expected);
  });

  it('nothing is overwritten that would be lost, also with --force', async () => {
    const events = [...pulled, ['commit', 'Z']] as const;
    expect(essence(await new World(events).plan({ force: true }))).toBe('brought in by 2');
    const lost = [...pulled, ['edit', 'W'], ['commit', 'Z']] as const;
    expect(essence(await new World(lost).plan({ force: true }))).toBe('over both');
    const foreign = [
      ['commit', 'Y'],
      ['edit', 'Y'],
      ['commit', 'Z'],
    ] as const;
    expect(essence(await new World(foreign).plan({ adopt: true }))).toBe('brought in by 1');
  });

  it('a time that is none is no time after which something was committed', async () => {
    const world = new World([...pulled, ['commit', 'Z']]);
    const kept = world.grafana.dashboards.get(uid);
    if (kept !== undefined) kept.versions = kept.versions.map((version) => ({ ...version, created: 'yesterday' }));
    expect(essence(await world.plan())).toBe('both');
  });

  it('a commit in the second of the save counts, one of the second before does not', async () => {
    const world = new World([...pulled, ['commit', 'Z']]);
    const kept = world.grafana.dashboards.get(uid);
    const savedAt = (created: string): void => {
      if (kept !== undefined) kept.versions = kept.versions.map((version) => ({ ...version, created }));
    };
    savedAt(new Date((world.commits[1]?.at ?? 0) * 1000 + 999).toISOString());
    expect(essence(await world.plan())).toBe('brought in by 2');
    savedAt(new Date((world.commits[1]?.at ?? 0) * 1000 + 1000).toISOString());
    expect(essence(await world.plan())).toBe('both');
  });
});

describe('the repository is asked', () => {
  it.each<[string, readonly Event[], readonly unknown[]]>([
    ['since the push, where work would be lost', [...pulled, ['commit', 'Z']], ['ccccccccccc1']],
    ['since what changed files were on', [['commit', 'X'], ['code', 'V'], ['push'], ['edit', 'Y']], ['ccccccccccc1+']],
    [
      'for all it knows, where there was no push',
      [
        ['commit', 'Z'],
        ['edit', 'Y'],
      ],
      [undefined],
    ],
    ['nothing where a push names no commit', [['push without commit'], ['edit', 'Y']], []],
    ['nothing where the code alone changed', [['commit', 'X'], ['push'], ['commit', 'Z']], []],
    ['nothing where nothing changed', [['commit', 'X'], ['push']], []],
    ['nothing where a person moved it', [['commit', 'X'], ['push'], ['move'], ['commit', 'Z']], []],
    ['nothing where it is not there', [['commit', 'X']], []],
  ])('%s', async (_, events, expected) => {
    for (const force of [false, true]) {
      const world = new World(events);
      await world.plan({ force });
      expect(world.asked).toEqual(expected);
    }
  });
});

const letters = fc.constantFrom('X', 'Y', 'Z');
const events: fc.Arbitrary<Event> = fc.oneof(
  fc.tuple(fc.constantFrom('code', 'commit', 'commit', 'edit', 'edit'), letters),
  fc.constantFrom<Event>(
    ['pull'],
    ['pull'],
    ['pull'],
    ['push'],
    ['push'],
    ['push without commit'],
    ['move'],
    ['the code moves it'],
  ),
  fc.tuple(fc.constant('forget'), fc.integer({ min: 1, max: 4 })),
);

const start = fc.constantFrom<readonly Event[]>([], [['commit', 'X'], ['push']]);

describe('whatever happened', () => {
  it('only what was brought into the code after it was saved is overwritten', async () => {
    let known = 0;
    await fc.assert(
      fc.asyncProperty(start, fc.array(events, { minLength: 2, maxLength: 10 }), letters, async (first, more, last) => {
        const all: readonly Event[] = [...first, ...more, ['commit', last]];
        const happened = all.filter(
          ([kind], index) =>
            (kind !== 'move' && kind !== 'forget' && kind !== 'pull') ||
            all.slice(0, index).some(([before]) => before === 'edit' || before.startsWith('push')),
        );
        const world = new World(happened);
        const step = await world.plan();
        if (step.kind !== 'update' || step.known === undefined) return;
        known += 1;
        const stored = world.grafana.content(uid)['description'];
        const versions = world.grafana.dashboards.get(uid)?.versions ?? [];
        const commit = world.commits.find((one) => one.commit === step.known);
        expect(commit?.content['description']).toBe(stored);
        const pushes = versions.filter(({ message }) => message.startsWith('order-'));
        if (pushes.length === 0) expect(versions[0]?.version).toBe(1);
        else {
          const first = versions.findLastIndex((version) => version.content['description'] !== stored) + 1;
          expect(commit?.at).toBeGreaterThan(Date.parse(versions[first]?.created ?? '') / 1000);
          expect(pushes.at(-1)?.message).toMatch(/, commit c+\d+\+?$/);
        }
        // Whoever moved it, did it on purpose.
        const put = happened.findLast(([kind]) => kind === 'move' || kind.startsWith('push'));
        if (put?.[0] === 'move') expect(step.dashboard.folderUid).toBe(elsewhere);
      }),
      { numRuns: 2000 },
    );
    expect(known).toBeGreaterThan(30);
  });

  it('an edit that was brought in is overwritten, whatever the code said and pushed before and says after', async () => {
    const before = fc.array(fc.oneof(fc.tuple(fc.constant('commit'), letters), fc.constant<Event>(['push'])), {
      maxLength: 6,
    });
    const after = fc.array(fc.tuple(fc.constant('commit'), letters), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(before, after, async (first, last) => {
        const world = new World([...first, ['commit', 'X'], ['push'], ['edit', 'new'], ['commit', 'new'], ...last]);
        expect(essence(await world.plan())).toMatch(/^brought in/);
      }),
      { numRuns: 300 },
    );
  });
});
