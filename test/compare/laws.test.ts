/** What holds of each dashboard: shown with the three that this project commits, changed at random. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/artefacts/json.ts';
import { carries } from '../../src/compare/carries.ts';
import { compare } from '../../src/compare/compare.ts';
import { contentHash } from '../../src/compare/content-hash.ts';
import { deepEqual } from '../../src/compare/deep-equal.ts';
import { summary } from '../../src/compare/summary.ts';
import { isSame } from '../../src/compare/difference.ts';
import { normalised } from '../../src/compare/normalise.ts';
import { respelled } from '../../src/compare/respelled.ts';
import { isObject, object } from '../../src/lint/read/json.ts';
import type { Json } from '../../src/lint/read/json.ts';
import { committed, pushed, savedInUi } from './fixtures.ts';
import { another, changed, leaves, reasonToIgnore } from './mutations.ts';
import type { Path } from './mutations.ts';

const dashboards = { ...committed, pushed };
const names = ['database', 'orders', 'temporal', 'pushed'] as const;
const paths = new Map(names.map((name) => [name, leaves(dashboards[name])]));

/** Small enough to be told when a law fails. */
type Change =
  | { readonly of: (typeof names)[number]; readonly kind: 'value'; readonly path: Path }
  /** What people do to panels: some go, some change places. */
  | { readonly of: (typeof names)[number]; readonly kind: 'panels'; readonly order: readonly number[] };

const values: fc.Arbitrary<Change> = fc
  .constantFrom(...names)
  .chain((of) => fc.constantFrom(...(paths.get(of) ?? [])).map((path) => ({ of, kind: 'value', path }) as const));

const panels: fc.Arbitrary<Change> = fc
  .constantFrom(...names)
  .chain((of) =>
    fc
      .shuffledSubarray([...panelsOf(dashboards[of]).keys()], { minLength: 1 })
      .map((order) => ({ of, kind: 'panels', order }) as const),
  );

function applied(change: Change): { readonly before: Json; readonly after: Json } {
  const before = dashboards[change.of];
  if (change.kind === 'value') return { before, after: object(changed(before, change.path, another)) };
  const [old, gridPos] = [panelsOf(before), { h: 2, w: 24, x: 0 }];
  return {
    before,
    after: {
      ...before,
      panels: change.order.map((index, y) => ({ ...object(old[index]), gridPos: { ...gridPos, y: 2 * y } })),
    },
  };
}

function panelsOf(dashboard: Json): readonly unknown[] {
  return Array.isArray(dashboard['panels']) ? dashboard['panels'] : [];
}

function backwards(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(backwards);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]) => [key, backwards(item)])
      .toReversed(),
  );
}

const runs = { numRuns: 150 };

describe('laws of the comparison', () => {
  it.each([...Object.values(committed), pushed, savedInUi])('a dashboard is the same as itself (%#)', (dashboard) => {
    expect(isSame(compare(dashboard, structuredClone(dashboard)))).toBe(true);
    expect(isSame(compare(normalised(dashboard), dashboard))).toBe(true);
    expect(normalised(normalised(dashboard))).toEqual(normalised(dashboard));
    expect(canonicalJson(normalised(object(backwards(dashboard))))).toBe(canonicalJson(normalised(dashboard)));
  });

  it('each other value is seen, but where the list says why it is not', () => {
    fc.assert(
      fc.property(values, (change) => {
        const { before, after } = applied(change);
        const path = change.kind === 'value' ? change.path : [];
        const reason = reasonToIgnore(before, path);
        if (path.at(-1) === 'y') return;
        expect(isSame(compare(before, after)), reason).toBe(reason !== undefined);
      }),
      { numRuns: 400 },
    );
  });

  it('the hash is the same exactly where the comparison finds nothing', () => {
    fc.assert(
      fc.property(fc.oneof(values, panels), (change) => {
        const { before, after } = applied(change);
        const same = isSame(compare(before, after));
        expect(contentHash(before) === contentHash(after)).toBe(same);
        expect(isSame(compare(after, before))).toBe(same);
        expect(deepEqual(normalised(normalised(after)), normalised(after))).toBe(true);
      }),
      runs,
    );
  });

  it('the code carries what it has, and not what it lacks', () => {
    fc.assert(
      fc.property(fc.oneof(values, panels), (change) => {
        const { before: from, after: to } = applied(change);
        expect(carries(to, { from, to })).toBe(true);
        expect(carries(from, { from, to })).toBe(isSame(compare(from, to)));
      }),
      runs,
    );
  });

  it('what is respelled means what the server has, and is the code where that means the same', () => {
    fc.assert(
      fc.property(fc.oneof(values, panels), (change) => {
        const { before: code, after: server } = applied(change);
        const result = respelled(server, code);
        expect(summary(compare(result, server))).toBe('no difference');
        if (isSame(compare(code, server))) expect(deepEqual(result, code)).toBe(true);
        // A row that becomes something else takes all that is in it along.
        else if (change.kind !== 'value' || change.path.at(-1) !== 'type')
          expect(deepEqual(result, normalised(server)), 'nothing of the spelling is kept').toBe(false);
      }),
      runs,
    );
  });
});
