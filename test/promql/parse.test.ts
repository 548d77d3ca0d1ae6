import { describe, expect, test } from 'vitest';
import { mapSelectors, type Node } from '../../src/promql/ast.ts';
import { checkSyntax, parse } from '../../src/promql/parse.ts';
import { print } from '../../src/promql/print.ts';
import { PromqlSyntaxError } from '../../src/promql/syntax-error.ts';
import { nodeOf } from '../../src/promql/vector.ts';
import { examples } from './examples.ts';

/** What people write, and how we write it. */
const canonical: Readonly<Record<string, readonly (readonly [text: string, printed: string])[]>> = {
  'blanks, comments and commas': [
    ['  x  ', 'x'],
    ['sum(\n  rate(x[5m]) # per second\n)\n', 'sum(rate(x[5m]))'],
    ['# what follows\nx', 'x'],
    ['x # what was', 'x'],
    ['x # a\n+ # b\ny # c', 'x + y'],
    ['x # don\'t, $anyone, "believe this\n + y', 'x + y'],
    ["x # don't\n{a='$b'} + $n", 'x{a="$b"} + $n'],
    ['x\t[ 5m ]\toffset\n1h', 'x[5m] offset 1h'],
    ['x offset # back\n - # minus\n 5m', 'x offset -5m'],
    ['x{a="b",}', 'x{a="b"}'],
    ['x{ a = "b" , c != "d" }', 'x{a="b",c!="d"}'],
    ['sum by (a,b,) (x)', 'sum by (a, b) (x)'],
    ['time ( )', 'time()'],
    ['x{}', 'x'],
    ['- # a sign\n 5', '-5'],
    ['(x # a comment at the end\n)', 'x'],
  ],
  strings: [
    ["x{a='b'}", 'x{a="b"}'],
    ['x{a=`b\\d"`}', 'x{a="b\\\\d\\""}'],
    ['x{a=`two\nlines`}', 'x{a="two\\nlines"}'],
    ['x{a="\\a\\b\\f\\n\\r\\t\\v\\\\\\""}', 'x{a="\x07\b\f\\n\\r\\t\x0b\\\\\\""}'],
    ["x{a='it\\'s'}", 'x{a="it\'s"}'],
    ['x{a="\\x41\\176\\u00e9\\U0001F600"}', 'x{a="A~é😀"}'],
    ['x{a="#no comment"} # a comment', 'x{a="#no comment"}'],
    ['x{a="\\ufffd"}', 'x{a="\\ufffd"}'],
    ['x{a=""}', 'x{a=""}'],
    ['label_replace(x, "a", "$1", "b", "(.*)")', 'label_replace(x, "a", "$1", "b", "(.*)")'],
  ],
  'grouping and matching': [
    ['sum(x) by (y)', 'sum by (y) (x)'],
    ['sum(x) without(y)', 'sum without (y) (x)'],
    ['SUM BY (y) (x)', 'sum by (y) (x)'],
    ['topk(3, x) by (y)', 'topk by (y) (3, x)'],
    ['limit_ratio(0.5, x)', 'limit_ratio(0.5, x)'],
    ['limitk(5, x)', 'limitk(5, x)'],
    ['count_values("v", x)', 'count_values("v", x)'],
    ['sum by ("y", "a b") (x)', 'sum by (y, "a b") (x)'],
    ['sum by (on, by, sum, offset) (x)', 'sum by (on, by, sum, offset) (x)'],
    ['x + ON (a) GROUP_LEFT (b) y', 'x + on (a) group_left (b) y'],
    ['x + on(a) group_right y', 'x + on (a) group_right () y'],
    ['x + ignoring("a b") group_left("c d") y', 'x + ignoring ("a b") group_left ("c d") y'],
    ['x AND y OR z', 'x and y or z'],
    ['x == BOOL 1', 'x == bool 1'],
    ['x > bool on (a) y', 'x > bool on (a) y'],
    ['x unless on () y', 'x unless on () y'],
    ['x ATAN2 y', 'x atan2 y'],
  ],
  numbers: [
    ['1e3', '1000'],
    ['.5', '0.5'],
    ['1.50', '1.5'],
    ['1_000_000', '1000000'],
    ['0x1F', '31'],
    ['010', '8'],
    ['09', '9'],
    ['1e-9', '1e-9'],
    ['Inf', '+Inf'],
    ['+inf', '+Inf'],
    ['- Inf', '-Inf'],
    ['nan', 'NaN'],
    ['+a', 'a'],
    ['+5', '5'],
    ['-5', '-5'],
    ['-0', '-0'],
    ['- - 5', '5'],
    ['-(5)', '-5'],
    ['a -5', 'a - 5'],
    ['a - -5', 'a - -5'],
  ],
  'names and selectors': [
    ['{"foo"}', 'foo'],
    ['{"foo", a="b"}', 'foo{a="b"}'],
    ['{a="b", "foo"}', 'foo{a="b"}'],
    ['{"foo.bar", "a.b"="c"}[5m]', '{"foo.bar","a.b"="c"}[5m]'],
    ['x{"a"="b"}', 'x{a="b"}'],
    ['{"offset"}', '{"offset"}'],
    ['{__name__="x",a="b"}', 'x{a="b"}'],
    ['{__name__=~"x.*"}', '{__name__=~"x.*"}'],
    ['x{__name__=~"x.*"}', 'x{__name__=~"x.*"}'],
    ['x{a="1",a!="2"}', 'x{a="1",a!="2"}'],
    ['a:b:c', 'a:b:c'],
    ['sum(sum)', 'sum(sum)'],
    ['x{on="a",by="b",offset="c"}', 'x{on="a",by="b",offset="c"}'],
  ],
  'ranges and offsets': [
    ['x offset -5m', 'x offset -5m'],
    ['x offset +5m', 'x offset 5m'],
    ['x[1h30m]', 'x[1h30m]'],
    ['rate(x[5m] offset 1w)', 'rate(x[5m] offset 1w)'],
    ['x[1h:]', 'x[1h:]'],
    ['x[1h:5m] offset 1d', 'x[1h:5m] offset 1d'],
    ['(x + y)[1h:5m]', '(x + y)[1h:5m]'],
    ['x offset 1d[1h:5m]', 'x offset 1d[1h:5m]'],
  ],
  'fixed times': [
    ['x @ end()', 'x @ end()'],
    ['x @START ( )', 'x @ start()'],
    ['x @ 1609746000', 'x @ 1609746000'],
    ['x @ 1.6e9', 'x @ 1600000000'],
    ['x @ - 1.50', 'x @ -1.5'],
    ['x @ +5', 'x @ 5'],
    ['x @ $t', 'x @ $t'],
    ['x @ -${t}', 'x @ -${t}'],
    ['rate(x[5m] @ start())', 'rate(x[5m] @ start())'],
    ['a + b @ 5', 'a + b @ 5'],
    ['x offset 5m @ end()', 'x @ end() offset 5m'],
    ['x[5m] @ end() offset 5m', 'x[5m] @ end() offset 5m'],
    ['x[1h:5m] @ 5 offset 1d', 'x[1h:5m] @ 5 offset 1d'],
    ['max_over_time((x @ 5)[1h:] @ end())', 'max_over_time(x @ 5[1h:] @ end())'],
  ],
  macros: [
    ['rate(x[$__rate_interval])', 'rate(x[$__rate_interval])'],
    ['rate(x[${__rate_interval}])', 'rate(x[${__rate_interval}])'],
    ['rate(x[${interval}] offset $back)', 'rate(x[${interval}] offset $back)'],
    ['rate(x[5m] offset -$back)', 'rate(x[5m] offset -$back)'],
    ['x[$range:$step]', 'x[$range:$step]'],
    ['x[$range:]', 'x[$range:]'],
    ['topk($n, x)', 'topk($n, x)'],
    ['topk(${n:raw}, x)', 'topk(${n:raw}, x)'],
    ['x > -$limit', 'x > -$limit'],
    ['x * + $factor', 'x * $factor'],
    ['-$n ^ 2', '-$n ^ 2'],
    ['x{a="$b",c=~"${d:regex}"}', 'x{a="$b",c=~"${d:regex}"}'],
    ['x{a="$b"}[$__interval]', 'x{a="$b"}[$__interval]'],
    ['$a + $b * $a', '$a + $b * $a'],
    // A length that reads like the one that stands for a macro while the text is parsed.
    ['x[1y1s] * $n', 'x[1y1s] * $n'],
    ['x[1y2s] * x[2y1s] * $n * $m', 'x[1y2s] * x[2y1s] * $n * $m'],
  ],
  'what binds to what': [
    ['1 + 2 * 3', '1 + 2 * 3'],
    ['(1 + 2) * 3', '(1 + 2) * 3'],
    ['(1 * 2) + 3', '1 * 2 + 3'],
    ['((x))', 'x'],
    ['a - b - c', 'a - b - c'],
    ['a - (b - c)', 'a - (b - c)'],
    ['a ^ b ^ c', 'a ^ b ^ c'],
    ['(a ^ b) ^ c', '(a ^ b) ^ c'],
    ['a ^ (b ^ c)', 'a ^ b ^ c'],
    ['a or b and c unless d', 'a or b and c unless d'],
    ['(a or b) and c', '(a or b) and c'],
    ['a == b + c', 'a == b + c'],
    ['-a ^ 2', '-a ^ 2'],
    ['(-a) ^ 2', '(-a) ^ 2'],
    ['-a * b', '-a * b'],
    ['-(a * b)', '-(a * b)'],
    ['-(-a)', '--a'],
    ['a ^ -b', 'a ^ -b'],
    ['a ^ (-b)', 'a ^ -b'],
    ['a ^ (-b ^ c)', 'a ^ -b ^ c'],
    ['a ^ (-b) ^ c', 'a ^ (-b) ^ c'],
    // The grammar for editors reads these otherwise than the server, which decides.
    ['(-1) ^ 2', '(-1) ^ 2'],
    ['-1 ^ 2', '-1 ^ 2'],
    ['2 * -1 ^ 2', '2 * -1 ^ 2'],
    ['a - b offset 1w', 'a - b offset 1w'],
    ['a - b offset 1w * c', 'a - b offset 1w * c'],
    ['-a offset 1w', '-a offset 1w'],
    ['a * b ^ -c offset 1w == d', 'a * b ^ -c offset 1w == d'],
  ],
};

for (const [title, rows] of Object.entries(canonical)) {
  describe(title, () => {
    test.each(rows)('%s', (text, printed) => {
      expect(print(parse(text))).toBe(printed);
      expect(print(parse(printed))).toBe(printed);
      expect(() => checkSyntax(text)).not.toThrow();
    });
  });
}

test.each([
  ['-1 ^ 2', { kind: 'negation', expr: { kind: 'binary', operator: '^', left: number(1), right: number(2) } }],
  ['(-1) ^ 2', { kind: 'binary', operator: '^', left: number(-1), right: number(2) }],
  [
    'a - b offset 1w',
    { kind: 'binary', operator: '-', left: selector('a'), right: { ...selector('b'), offset: '1w' } },
  ],
  [
    'a - b offset 1w * c',
    {
      kind: 'binary',
      operator: '-',
      left: selector('a'),
      right: { kind: 'binary', operator: '*', left: { ...selector('b'), offset: '1w' }, right: selector('c') },
    },
  ],
  ['-a[1h:]', { kind: 'negation', expr: { kind: 'subquery', expr: selector('a'), range: '1h' } }],
  [
    'a * b[1h:]',
    {
      kind: 'binary',
      operator: '*',
      left: selector('a'),
      right: { kind: 'subquery', expr: selector('b'), range: '1h' },
    },
  ],
  ['a + b[1h]', { kind: 'binary', operator: '+', left: selector('a'), right: { ...selector('b'), range: '1h' } }],
  [
    'a or b and c',
    {
      kind: 'binary',
      operator: 'or',
      left: selector('a'),
      right: { kind: 'binary', operator: 'and', left: selector('b'), right: selector('c') },
    },
  ],
])('%s means what the server takes it for', (text, structure) => {
  expect(parse(text)).toEqual(structure);
});

/** Of two operators in a row, which takes the operand between them. */
const ranks: readonly (readonly string[])[] = [
  ['or'],
  ['and', 'unless'],
  ['==', '!=', '>', '<', '>=', '<='],
  ['+', '-'],
  ['*', '/', '%', 'atan2'],
  ['^'],
];

describe('of two operators', () => {
  const operators = ranks.flatMap((names, rank) => names.map((name) => ({ name, rank })));
  test.each(operators)('$name and any other', (first) => {
    for (const second of operators) {
      const right = first.rank < second.rank || (first.name === '^' && second.name === '^');
      const parenthesised = right ? `a ${first.name} (b ${second.name} c)` : `(a ${first.name} b) ${second.name} c`;
      const bare = `a ${first.name} b ${second.name} c`;
      expect(parse(bare), bare).toEqual(parse(parenthesised));
      expect(print(parse(parenthesised))).toBe(bare);
    }
  });

  test.each(operators)('$name and a sign', ({ name }) => {
    const bare = `-a ${name} b`;
    expect(parse(bare)).toEqual(parse(name === '^' ? '-(a ^ b)' : `(-a) ${name} b`));
    expect(parse(`a ${name} -b`)).toEqual(parse(`a ${name} (-b)`));
  });
});

test('every typed expression reads back as it was written', () => {
  for (const [expression, text] of Object.values(examples).flat()) {
    expect(print(parse(text))).toBe(text);
    expect(parse(text)).toEqual(withoutMetrics(nodeOf(expression)));
  }
});

test('a name is looked up in the catalogue', () => {
  const looked: string[] = [];
  parse('a + {"b"} / {__name__="c"} or {d="e"}', (name) => {
    looked.push(name);
    return undefined;
  });
  expect(looked).toEqual(['a', 'b', 'c']);
});

/** What is refused: where, counted from 1, and what of the text and the reason the message shows. */
const refused: Readonly<
  Record<string, readonly (readonly [text: string, position: number | undefined, shown: string])[]>
> = {
  'what the grammar does not know': [
    ['', undefined, 'it is empty'],
    [' \n', undefined, 'it is empty'],
    ['# nothing', undefined, 'it is empty'],
    ['sum(x', 6, 'it ends too early'],
    ['x +', 4, 'it ends too early'],
    ['x y', 3, '"y" is not expected'],
    ['rate(x[5m]))', 12, '")" is not expected'],
    ['x{a="b" c="d"}', 9, '"c="d"}" is not expected'],
    ['x{a="b" or c="d"}', 9, 'is not expected'],
    ['x{a}', 4, '"}" is not expected'],
    ['x{a=5}', 5, '"5}" is not expected'],
    ['sum by (a) x', 12, '"x" is not expected'],
    ['sum by (a) (x) by (b)', 16, 'is not expected'],
    ['sum(x,)', 7, '")" is not expected'],
    ['Rate(x[5m])', 5, '"(x[5m])" is not expected'],
    ['no_such_function(x)', 17, '"(x)" is not expected'],
    ['1 2', 3, '"2" is not expected'],
    ['x[]', 3, '"]" is not expected'],
    ['x[:5m]', 3, '":5m]" is not expected'],
    ['x + group_left y', 5, '"group_left y" is not expected'],
  ],
  strings: [
    ['"abc', 1, 'the string is not closed'],
    ['x{a="b}', 5, 'the string is not closed'],
    ['x{a="b\n,c="d"}', 5, 'the string is not closed'],
    ['"abc\\"', 1, 'the string is not closed'],
    [
      'x{a=~"\\d+"}',
      6,
      '"\\d+"": the string is not closed, or has an escape that PromQL does not know (a backslash itself is \\\\)',
    ],
    ['x{a="\\\'"}', 5, 'escape'],
    ["x{a='\\\"'}", 5, 'escape'],
    ['x{a="\\U00110000"}', 5, 'escape'],
    ['x{a="\\ud800"}', 5, 'escape'],
    ['x{a="\\xc3\\xa9"}', 5, 'escape'],
    ['x{a="\\400"}', 5, 'escape'],
    ['x{a="\\x4"}', 5, 'escape'],
    ['label_replace(x, "a", "\\d", "b", "c")', 23, 'escape'],
    ['sum by ("\\d") (x)', 9, 'escape'],
  ],
  macros: [
    ['rate(x[$__rate_interval]', 25, 'it ends too early'],
    ['rate(x[$__rate_interval])) + $n', 26, '") + $n" is not expected'],
    ['x $n y', 3, '"$n y" is not expected'],
    ['$n $__rate_interval', 4, '"$__rate_interval" is not expected'],
    ['sum by ($label) (x)', 9, '"$label) (x)" is not expected'],
    ['x{$label="a"}', 3, '"$label="a"}" is not expected'],
    ['x{a=$value}', 5, '"$value}" is not expected'],
    ['orders_$env', 1, '"orders_$env": a variable that is only a part of a name'],
    ['$env_total{a="b"}', 11, '"{a="b"}" is not expected'],
    ['x:$y', 1, '"x:$y": a variable that is only a part of a name'],
    ['x[5$unit]', 3, '"5$unit": a variable that is only a part of a name, a number or a duration'],
    ['x[${n}m]', 7, '"m]" is not expected'],
    ['x[$a$b]', undefined, ''],
    ['x[$__range + 5m]', 3, '"$__range + 5m": a duration is a number with a unit, or a variable'],
    ['rate($metric[5m])', 6, '"$metric[5m]": a range stands right after a selector'],
    ['x[${a.b}]', 3, '"${a.b}]" is not expected'],
    ['x[[[range]]]', 3, '"[[range]]]" is not expected'],
    ['5m + $n', 1, '"5m": durations as numbers are not supported'],
  ],
  'what we have no structure for': [
    ['rate(x[5m] anchored)', 6, 'AnchoredExpr is not supported here'],
    ['rate(x[5m] smoothed)', 6, 'SmoothedExpr is not supported here'],
    ['x + fill(0) y', 5, '"fill(0)": FillModifier is not supported here'],
    ['x + on (a) fill_left(0) fill_right(1) y', 12, 'FillModifier is not supported here'],
    ['x >/ 5', 3, '">/": the operator is not supported'],
    ['x </ 5', 3, '"</": the operator is not supported'],
    ['x[5m + 1m]', 3, '"5m + 1m": a duration is a number with a unit, or a variable'],
    ['x[(5m)]', 3, '"(5m)": a duration is'],
    ['x[-5m]', 3, '"-5m": a duration is'],
    ['x[step()]', 3, '"step()": a duration is'],
    ['x[max_of(1m, range())]', 3, 'a duration is'],
    ['x[inf]', 3, '"inf": a duration is'],
    ['x[1h:5m * 2]', 6, '"5m * 2": a duration is'],
    ['x offset (5m + 1m)', 10, '"(5m + 1m)": a duration is'],
    ['x offset --5m', 11, '"-5m": a duration is'],
    ['x offset step()', 10, '"step()": a duration is'],
    ['5m', 1, '"5m": durations as numbers are not supported'],
    ['1e400', 1, '"1e400": the number is too large'],
  ],
  'what the server refuses and the grammar does not': [
    ['sum(1, x)', 1, 'sum takes one argument, not 2'],
    ['sum(1, 2, x)', 1, 'sum takes one argument, not 3'],
    ['sum()', 1, 'sum takes one argument, not 0'],
    ['topk(x)', 1, 'topk takes two arguments, not 1'],
    ['topk(1, 2, x)', 1, 'topk takes two arguments, not 3'],
    ['x + bool y', 5, '"bool": only comparisons answer 0 or 1'],
    ['x and bool y', 7, 'only comparisons answer 0 or 1'],
    ['x and on (a) group_left (b) y', 7, '"and" joins many to many, so it takes no group'],
    ['x or ignoring (a) group_right y', 6, '"or" joins many to many'],
    ['foo{"bar"}', 1, 'a selector has one name only'],
    ['{"foo","bar"}', 1, 'a selector has one name only'],
    ['x[5m][3m]', 1, 'a range stands right after a selector'],
    ['x @ 5 @ 6', 1, 'a range stands right after a selector'],
    ['x @ 5[3m]', 1, 'a range stands right after a selector'],
    ['(x) @ 5', 1, 'a range stands right after a selector'],
    ['sum(x) @ 5', 1, 'a range stands right after a selector'],
    ['x @ Inf', 1, 'a time is a finite number of seconds'],
    ['x @ NaN', 1, 'a time is a finite number of seconds'],
    [
      'x offset 5m offset 6m',
      1,
      'a range stands right after a selector, an offset and @ after a selector or its range, once each',
    ],
    ['x offset 5m[5m]', 1, 'a range stands'],
    ['(x)[5m]', 1, 'a range stands'],
    ['(x) offset 5m', 1, 'a range stands'],
    ['rate(x[5m]) offset 1w', 1, 'a range stands'],
    ['1 offset 5m', 1, 'a range stands'],
    ['sum(x)[5m]', 1, 'a range stands'],
  ],
};

for (const [title, rows] of Object.entries(refused)) {
  describe(`refuses ${title}`, () => {
    test.each(rows)('%j', (text, position, shown) => {
      const error = thrown(() => parse(text));
      expect(error).toBeInstanceOf(PromqlSyntaxError);
      expect(error).toMatchObject({ text });
      const { message } = error;
      expect(message).toContain(shown);
      expect(message.endsWith(`: ${text}`), 'the text itself is shown').toBe(true);
      expect(message).not.toMatch(/\d{3}y|\d+ms/);
      if (position === undefined) return;
      expect(message).toContain(` (at character ${position}): `);
      expect(error).toMatchObject({ position: position - 1 });
    });
  });
}

test.each(['', 'sum(x', 'x y', '"abc', 'x{a=~"\\d"}', 'orders_$env'])(
  'the check of syntax alone refuses %j',
  (text) => {
    expect(() => checkSyntax(text)).toThrow(PromqlSyntaxError);
  },
);

/** As text alone tells it, without what the catalogue says of the names. */
function withoutMetrics(node: Node): Node {
  return mapSelectors(node, ({ metric: _, ...selector }) => selector);
}

function number(value: number) {
  return { kind: 'number', value };
}

function selector(name: string) {
  return { kind: 'selector', name, matchers: [] };
}

function thrown(act: () => unknown): Error {
  try {
    act();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('nothing was thrown');
}

test.each(Object.getOwnPropertyNames(Object.prototype))(
  'the metric name %s, which every object has, reads back',
  (name) => {
    const selector: Node = { kind: 'selector', name, matchers: [] };
    expect(parse(print(selector))).toEqual(selector);
    expect(parse(print({ ...selector, matchers: [{ label: name, operator: '=', value: name }] }))).toMatchObject({
      name,
      matchers: [{ label: name, operator: '=', value: name }],
    });
  },
);
