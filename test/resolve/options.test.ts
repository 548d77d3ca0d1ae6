/** What variables offer: filtered, sorted, written out. */
import { describe, expect, it } from 'vitest';
import { distinct, filtered, listed, listedAsJson, sorted, type Option } from '../../src/live/variables/options.ts';

function plain(...values: readonly string[]): readonly Option[] {
  return values.map((value) => ({ value, text: value }));
}

describe('a regular expression', () => {
  it.each<[string, string, readonly string[], readonly Option[]]>([
    ['none', '', ['a', 'b'], plain('a', 'b')],
    ['without slashes, which matches as a whole', 'a', ['a', 'ab', 'ba'], plain('a')],
    ['with slashes, which matches anywhere', '/a/', ['a', 'ab', 'c'], plain('a', 'ab')],
    ['with a flag', '/A/i', ['a', 'b'], plain('a')],
    ['with a group', '/host-(\\d+)/', ['host-1', 'host-22', 'x'], plain('1', '22')],
    ['with a group, without slashes', 'host-(.*)', ['host-1'], plain('1')],
    ['with a group of several matches', '/(\\d)/g', ['1a2', 'b'], plain('1', '2')],
    ['with a group of one of several', '/(\\d)/', ['1a2'], plain('1')],
    ['with a group that may be missing', '/x(y)?/', ['x'], plain('')],
    ['with names', '/(?<text>\\w+)=(?<value>\\w+)/', ['a=1', 'b'], [{ value: '1', text: 'a' }]],
    ['with the name of the value alone', '/=(?<value>\\w+)/', ['a=1'], plain('1')],
    ['with the name of the text alone', '/(?<text>\\w+)=/', ['a=1'], plain('a')],
    ['with names of alternatives', '/(?<text>[a-z]+)|(?<value>\\d+)/g', ['ab12'], [{ value: '12', text: 'ab' }]],
    ['that matches nothing of its own', '/x*/g', ['y'], plain('y')],
    ['with a slash in it', '/a/b/', ['xa/by'], plain('xa/by')],
  ])('%s', (_, regex, names, options) => {
    expect(filtered(names, regex)).toEqual(options);
  });

  it.each(['/a', '/(/', '(', '/a/x'])('%s is none', (regex) => {
    expect(() => filtered(['a'], regex)).toThrow(SyntaxError);
  });
});

describe('sorted', () => {
  const names = plain('b2', 'B10', 'a1', 'x', 'b1', 'A3');
  it.each([
    [0, 'b2 B10 a1 x b1 A3'],
    [1, 'A3 B10 a1 b1 b2 x'],
    [2, 'x b2 b1 a1 B10 A3'],
    [3, 'x a1 b1 b2 A3 B10'],
    [4, 'B10 A3 b2 b1 a1 x'],
    [5, 'a1 A3 b1 B10 b2 x'],
    [6, 'x b2 B10 b1 A3 a1'],
    [7, 'a1 A3 b1 b2 B10 x'],
    [8, 'x B10 b2 b1 A3 a1'],
    [9, 'b2 B10 a1 x b1 A3'],
    [-1, 'b2 B10 a1 x b1 A3'],
  ])('by %d', (order, expected) => {
    expect(
      sorted(names, order)
        .map(({ value }) => value)
        .join(' '),
    ).toBe(expected);
  });
});

it('each is offered once: the first of a value', () => {
  expect(distinct([{ value: '1', text: 'a' }, { value: '1', text: 'b' }, ...plain('2', '2')])).toEqual([
    { value: '1', text: 'a' },
    { value: '2', text: '2' },
  ]);
});

describe('written out', () => {
  it.each<[string, readonly Option[]]>([
    ['1, 2,3', plain('1', '2', '3')],
    [
      'one : 1, two : 2',
      [
        { value: '1', text: 'one' },
        { value: '2', text: 'two' },
      ],
    ],
    ['a\\,b,c', plain('a,b', 'c')],
    ['a:b', plain('a:b')],
    ['a : b : c', [{ value: 'c', text: 'a : b' }]],
    ['http://x : y', [{ value: 'y', text: 'http://x' }]],
    ['', []],
    [' , ', plain('', '')],
  ])('"%s"', (query, options) => {
    expect(listed(query)).toEqual(options);
  });

  it.each<[string, readonly Option[]]>([
    ['', []],
    ['[{"text":"one","value":1},{"value":" x "}]', [{ value: '1', text: 'one' }, ...plain('x')]],
  ])('as JSON %s', (query, options) => {
    expect(listedAsJson(query)).toEqual(options);
  });

  it.each(['{}', '[', '1'])('as JSON, %s is no list', (query) => {
    expect(() => listedAsJson(query)).toThrow(SyntaxError);
  });
});
