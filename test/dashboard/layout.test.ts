/** Laws of the layout, for any panels. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { arrange, bottom, columns, type Position, type Wish } from '../../src/dashboard/layout.ts';

const size = (most: number): fc.Arbitrary<number | undefined> =>
  fc.option(fc.integer({ min: 0, max: most }), { nil: undefined });
const wish: fc.Arbitrary<Wish> = fc
  .record({ w: size(24), h: size(20) })
  .map(({ w, h }) => ({ ...(w === undefined ? {} : { w }), ...(h === undefined ? {} : { h }) }));
interface Scene {
  readonly wishes: readonly Wish[];
  readonly perLine: number;
  readonly height: number;
  readonly top: number;
}
const scene: fc.Arbitrary<Scene> = fc.record({
  wishes: fc.array(wish, { maxLength: 30 }),
  perLine: fc.integer({ min: 1, max: 24 }),
  height: fc.integer({ min: 1, max: 20 }),
  top: fc.nat(100),
});

/** Checks a law for any wishes; gets the positions beside what was wished, and by line. */
function law(holds: (positions: readonly Position[], given: Scene, lines: readonly (readonly number[])[]) => void) {
  fc.assert(
    fc.property(scene, (given) => {
      const positions = arrange(given.wishes, given.perLine, given.height, given.top);
      const tops = [...new Set(positions.map(({ y }) => y))];
      const lines = tops.map((y) => positions.flatMap((position, index) => (position.y === y ? [index] : [])));
      holds(positions, given, lines);
    }),
    { numRuns: 500 },
  );
}

const isOpen = ({ w = 0 }: Wish = {}): boolean => w === 0;

describe('for any panels', () => {
  it('each has a place', () => {
    law((positions, { wishes }) => expect(positions).toHaveLength(wishes.length));
  });

  it('none overlaps another', () => {
    law((positions) => {
      for (const [index, a] of positions.entries()) {
        for (const b of positions.slice(index + 1)) {
          const apart = a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y;
          expect(apart, JSON.stringify([a, b])).toBe(true);
        }
      }
    });
  });

  it('none is beyond column 24, or thinner than one', () => {
    law((positions) => {
      for (const { x, w, h } of positions) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(w).toBeGreaterThanOrEqual(1);
        expect(x + w).toBeLessThanOrEqual(columns);
        expect(h).toBeGreaterThanOrEqual(1);
        expect([x, w, h].every(Number.isInteger)).toBe(true);
      }
    });
  });

  it('they are read in their order: left to right, line by line', () => {
    law((positions) => {
      for (const [index, { x, y }] of positions.slice(1).entries()) {
        const before = positions[index];
        expect(before !== undefined && (y > before.y || (y === before.y && x > before.x))).toBe(true);
      }
    });
  });

  it('those of a line touch, and are equally high', () => {
    law((positions, { height, wishes }, lines) => {
      for (const line of lines) {
        let x = 0;
        const h = Math.max(height, ...line.map((index) => wishes[index]?.h ?? 0));
        for (const index of line) {
          expect(positions[index]).toMatchObject({ x, h });
          x += positions[index]?.w ?? 0;
        }
      }
    });
  });

  it('lines touch, from the top on', () => {
    law((positions, { top }) => {
      let y = top;
      for (const position of positions) {
        if (position.y !== y)
          y = bottom(
            positions.filter((other) => other.y < position.y),
            top,
          );
        expect(position.y).toBe(y);
      }
      if (positions.length > 0) expect(positions[0]).toMatchObject({ x: 0, y: top });
    });
  });

  it('a line with a panel that asks for no width is full', () => {
    law((positions, { wishes }, lines) => {
      for (const line of lines.filter((indices) => indices.some((index) => isOpen(wishes[index])))) {
        expect(line.reduce((sum, index) => sum + (positions[index]?.w ?? 0), 0)).toBe(columns);
      }
    });
  });

  it('who asks for a width gets it', () => {
    law((positions, { wishes }) => {
      for (const [index, { w = 0 }] of wishes.entries()) if (w > 0) expect(positions[index]?.w).toBe(w);
    });
  });

  it('those that ask for none share evenly, and are no more in a line than was said', () => {
    law((positions, { wishes, perLine }, lines) => {
      for (const line of lines) {
        const widths = line.filter((index) => isOpen(wishes[index])).map((index) => positions[index]?.w ?? 0);
        expect(widths.length).toBeLessThanOrEqual(perLine);
        if (widths.length > 0) expect(Math.max(...widths) - Math.min(...widths)).toBeLessThanOrEqual(1);
      }
    });
  });

  it('a line ends only where the next does not fit', () => {
    law((positions, { wishes, perLine }, lines) => {
      const share = Math.floor(columns / perLine);
      const asked = (index: number): number => wishes[index]?.w || share;
      for (const [number, line] of lines.slice(1).entries()) {
        const [next = 0] = line;
        const before = lines[number] ?? [];
        const used = before.reduce((sum, index) => sum + asked(index), 0);
        const open = before.filter((index) => isOpen(wishes[index])).length;
        expect(used + asked(next) > columns || (isOpen(wishes[next]) && open === perLine)).toBe(true);
      }
      expect(positions).toHaveLength(wishes.length);
    });
  });
});

describe('for example', () => {
  const widths = (wishes: readonly Wish[], perLine: number): readonly (readonly number[])[] => {
    const positions = arrange(wishes, perLine, 8, 0);
    return [...new Set(positions.map(({ y }) => y))].map((y) =>
      positions.filter((each) => each.y === y).map(({ w }) => w),
    );
  };
  const open = (count: number): readonly Wish[] => Array.from({ length: count }, () => ({}));

  test.each([
    [4, 4, [[6, 6, 6, 6]]],
    [
      6,
      4,
      [
        [6, 6, 6, 6],
        [12, 12],
      ],
    ],
    [7, 3, [[8, 8, 8], [8, 8, 8], [24]]],
    [5, 5, [[5, 5, 5, 5, 4]]],
    [6, 5, [[5, 5, 5, 5, 4], [24]]],
    [8, 7, [[4, 4, 4, 3, 3, 3, 3], [24]]],
    [2, 1, [[24], [24]]],
    [0, 4, []],
  ])('%d panels, %d in a line', (count, perLine, lines) => {
    expect(widths(open(count), perLine)).toEqual(lines);
  });

  it('spans 8, 8 and 24 make two lines: the SDK would draw the third beyond the edge', () => {
    expect(arrange([{ w: 8 }, { w: 8 }, { w: 24 }], 3, 8, 1)).toEqual([
      { x: 0, y: 1, w: 8, h: 8 },
      { x: 8, y: 1, w: 8, h: 8 },
      { x: 0, y: 9, w: 24, h: 8 },
    ]);
  });

  it('a wide panel beside two that share the rest', () => {
    expect(widths([{ w: 12 }, {}, {}], 4)).toEqual([[12, 6, 6]]);
    expect(widths([{ w: 16 }, {}, {}], 3)).toEqual([[16, 8], [24]]);
  });

  it('a higher panel raises its whole line, and only that', () => {
    expect(arrange([{}, { h: 12 }, {}], 2, 8, 0)).toEqual([
      { x: 0, y: 0, w: 12, h: 12 },
      { x: 12, y: 0, w: 12, h: 12 },
      { x: 0, y: 12, w: 24, h: 8 },
    ]);
  });

  it('widths that cannot be are brought to the nearest that can', () => {
    expect(widths([{ w: 99 }, { w: -3 }], 4)).toEqual([[24], [1]]);
    expect(widths(open(2), 0)).toEqual([[24], [24]]);
    expect(widths(open(25), 99)).toEqual([Array.from({ length: 24 }, () => 1), [24]]);
  });

  it('the bottom of nothing is the top', () => {
    expect(bottom([], 7)).toBe(7);
  });
});
