import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { canonicalJson } from '../../src/artefacts/json.ts';

/** The same value, its keys put in by another order at every level. */
function shuffled(value: unknown, seed: number): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, seed));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, shuffled(item, seed)] as const);
  const order = entries.map((entry, index) => ({ entry, rank: Math.sin((index + 1) * (seed + 1)) }));
  return Object.fromEntries(order.toSorted((a, b) => a.rank - b.rank).map(({ entry }) => entry));
}

describe('laws, for any JSON value', () => {
  it('the order of keys does not matter', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(), (value, seed) => {
        expect(canonicalJson(shuffled(value, seed))).toBe(canonicalJson(value));
      }),
    );
  });

  it('it is read back as what JSON itself makes of the value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('is canonical already once it is read back', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
  });

  it('the value itself is left as it was', () => {
    const value = { b: { d: 1, c: 2 }, a: [{ z: 1, y: 2 }] };
    canonicalJson(value);
    expect(JSON.stringify(value)).toBe('{"b":{"d":1,"c":2},"a":[{"z":1,"y":2}]}');
  });
});

describe('the text', () => {
  test.each([
    [
      'sorted keys, two spaces, a line feed at the end',
      { b: 1, a: { d: [], c: {} } },
      '{\n  "a": {\n    "c": {},\n    "d": []\n  },\n  "b": 1\n}\n',
    ],
    ['lists keep their order', [2, 1, { b: 1, a: 2 }], '[\n  2,\n  1,\n  {\n    "a": 2,\n    "b": 1\n  }\n]\n'],
    [
      'capitals before small letters, whatever the locale',
      { a: 1, B: 2, ä: 3 },
      '{\n  "B": 2,\n  "a": 1,\n  "ä": 3\n}\n',
    ],
    ['what is undefined or a function is left out', { a: undefined, b: () => 1, c: 1 }, '{\n  "c": 1\n}\n'],
    ['in a list it is null', [undefined, () => 1], '[\n  null,\n  null\n]\n'],
    ['nothing left', { a: undefined }, '{}\n'],
    [
      'no numbers that JSON does not have',
      { a: Number.NaN, b: -0, c: Infinity },
      '{\n  "a": null,\n  "b": 0,\n  "c": null\n}\n',
    ],
    ['null', null, 'null\n'],
    ['characters as they are', { text: 'Größe "1"\n→ \u2028' }, '{\n  "text": "Größe \\"1\\"\\n→ \u2028"\n}\n'],
    [
      'a key that objects treat as their own',
      JSON.parse('{"b":1,"__proto__":{"x":[]},"a":2}'),
      '{\n  "__proto__": {\n    "x": []\n  },\n  "a": 2,\n  "b": 1\n}\n',
    ],
  ])('%s', (_, value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });
});
