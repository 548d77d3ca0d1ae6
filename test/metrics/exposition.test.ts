import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors/user-error.ts';
import { parseExposition } from '../../src/metrics/exposition.ts';

describe('families', () => {
  test('collect their samples by suffix', () => {
    const text = [
      '# HELP took_seconds How long.',
      '# TYPE took_seconds histogram',
      'took_seconds_bucket{le="1"} 2',
      'took_seconds_bucket{le="+Inf"} 3',
      'took_seconds_sum 4.5',
      'took_seconds_count 3',
    ].join('\n');
    expect(parseExposition(text)).toEqual([
      {
        name: 'took_seconds',
        type: 'histogram',
        series: [
          { suffix: '_bucket', labels: { le: '1' }, value: 2 },
          { suffix: '_bucket', labels: { le: '+Inf' }, value: 3 },
          { suffix: '_sum', labels: {}, value: 4.5 },
          { suffix: '_count', labels: {}, value: 3 },
        ],
      },
    ]);
  });

  test('keep a suffix that belongs to the name', () => {
    const text = '# TYPE pg_locks counter\n# TYPE pg_locks_count gauge\npg_locks_count{mode="x"} 1\n';
    const families = parseExposition(text);
    expect(families.map(({ name, series }) => [name, series.length])).toEqual([
      ['pg_locks', 0],
      ['pg_locks_count', 1],
    ]);
  });

  test('are untyped without a declaration, and when it says unknown', () => {
    const families = parseExposition('a_count 1\n# TYPE b unknown\nb 2\n# TYPE c untyped\nc 3');
    expect(families.map(({ name, type }) => [name, type])).toEqual([
      ['a_count', 'untyped'],
      ['b', 'untyped'],
      ['c', 'untyped'],
    ]);
  });

  test('are there without a sample', () => {
    expect(parseExposition('# TYPE nothing gauge\n')).toEqual([{ name: 'nothing', type: 'gauge', series: [] }]);
  });

  test('have the name under which Prometheus stores an OpenMetrics counter or info', () => {
    const counter = '# TYPE made counter\nmade_total 1\nmade_created 1.7e9\n';
    const text = `${counter}# TYPE build info\nbuild_info{v="1"} 1\n# EOF\n`;
    expect(parseExposition(text)).toEqual([
      {
        name: 'made_total',
        type: 'counter',
        series: [
          { suffix: '', labels: {}, value: 1 },
          { suffix: '_created', labels: {}, value: 1.7e9 },
        ],
      },
      { name: 'build_info', type: 'info', series: [{ suffix: '', labels: { v: '1' }, value: 1 }] },
    ]);
  });
});

describe("a counter of OpenMetrics that Go's client declares under the name of a gauge", () => {
  const gauge = '# TYPE a gauge\na 1\n';
  const counter = '# TYPE a counter\na_total 2\n';

  test.each([
    ['after it', gauge + counter],
    ['before it', counter + gauge],
  ])('%s', (_, text) => {
    const found = parseExposition(text).map(({ name, type, series }) => [name, type, series.map(({ value }) => value)]);
    expect(new Set(found)).toEqual(
      new Set([
        ['a', 'gauge', [1]],
        ['a_total', 'counter', [2]],
      ]),
    );
  });

  test('may not be declared again', () => {
    expect(() => parseExposition(gauge + counter + counter)).toThrow('a is declared twice');
    expect(() => parseExposition(`# TYPE a_total gauge\n${gauge}${counter}`)).toThrow('a is declared twice');
  });
});

function only(line: string): { readonly labels: Readonly<Record<string, string>>; readonly value: number } | undefined {
  return parseExposition(line)[0]?.series[0];
}

describe('samples', () => {
  test.each([
    [String.raw`a{path="C:\\dir\\"} 1`, { path: 'C:\\dir\\' }],
    [String.raw`a{said="\"hi\"\n"} 1`, { said: '"hi"\n' }],
    [String.raw`a{odd="\d"} 1`, { odd: String.raw`\d` }],
    ['a{x="1,2",y="} # {"} 1', { x: '1,2', y: '} # {' }],
    ['a{ x = "1" , y="2", } 1', { x: '1', y: '2' }],
    ['a {x="1"} 1', { x: '1' }],
    ['a{empty=""} 1', { empty: '' }],
    ['a{} 1', {}],
    ['a{constructor="x"} 1', { constructor: 'x' }],
  ])('labels of %s', (line, labels) => {
    expect(only(line)?.labels).toEqual(labels);
    expect(only(line)?.value).toBe(1);
  });

  test.each([
    ['a +Inf', Infinity],
    ['a -Inf', -Infinity],
    ['a NaN', NaN],
    ['a 1.5e+06', 1.5e6],
    ['a -0.25', -0.25],
    ['a 3 1700000000000', 3],
    ['a 3 1700000000.123', 3],
    ['a_bucket{le="1"} 7 # {trace_id="4bf9"} 0.67 1700000000.5', 7],
    ['a_total 7 1700000000 # {trace_id="a # b"} 1', 7],
    ['  a 4\r', 4],
  ])('value of %s', (line, value) => {
    expect(only(line)?.value).toBe(value);
  });

  test('end at # EOF; comments and empty lines are passed over', () => {
    expect(parseExposition('\n# a remark\n# UNIT a seconds\na 1\n# EOF\nb 2\n').map(({ name }) => name)).toEqual(['a']);
    expect(parseExposition('')).toEqual([]);
  });
});

describe('errors name the line', () => {
  test.each([
    ['a 1\nb one', 'line 2: "one" is not a value'],
    ['a 1\n\n<html>', 'line 3: no metric name'],
    ['a', 'line 1: "" is not a value'],
    ['a{x=1} 1', 'line 1: no label="value"'],
    ['a{x="1" 1', 'line 1: no label="value"'],
    ['a{x="1"y="2"} 1', 'line 1: no label="value"'],
    ['a{x="1",x="2"} 1', 'line 1: the label x comes twice'],
    ['a 1 2 3', 'line 1: "1 2 3" is not a value with an optional timestamp'],
    ['a 1 soon', 'line 1: "1 soon" is not a value with an optional timestamp'],
    ['# TYPE a tachometer', 'line 1: unknown type'],
    ['# TYPE a', 'line 1: unknown type'],
    ['# TYPE a gauge\n# TYPE a gauge', 'line 2: a is declared twice'],
    ['a 1\n# TYPE a gauge', 'line 2: a is declared twice, or after its first sample'],
  ])('%j', (text, message) => {
    const parse = (): unknown => parseExposition(text);
    expect(parse).toThrow(UserError);
    expect(parse).toThrow(message);
  });
});
