import fc from 'fast-check';
import { parser } from '@prometheus-io/lezer-promql';
import { describe, expect, test } from 'vitest';
import { mapSelectors, selectors, type Matcher, type Node } from '../../src/promql/ast.ts';
import { noneOf, oneOf } from '../../src/promql/matchers.ts';
import { checkSyntax, parse } from '../../src/promql/parse.ts';
import { print } from '../../src/promql/print.ts';
import { scope } from '../../src/promql/scope.ts';
import { quote, unquote } from '../../src/promql/strings.ts';
import { isPlain, SyntaxTree } from '../../src/promql/syntax-tree.ts';
import { PromqlSyntaxError } from '../../src/promql/syntax-error.ts';
import { anyText, expressions } from './arbitrary.ts';

const anyExpression = expressions({ macros: true });
const runs = { numRuns: 1000 };

describe('printing and parsing', () => {
  test('reading what was written gives the same structure, and the same text again', () => {
    fc.assert(
      fc.property(anyExpression, (node) => {
        const text = print(node);
        const read = parse(text);
        expect(read).toEqual(node);
        expect(print(read)).toBe(text);
        checkSyntax(text);
      }),
      runs,
    );
  });

  test('more parentheses, blanks and comments change nothing', () => {
    fc.assert(
      fc.property(anyExpression, (node) => {
        expect(parse(` # (\n( ${print(node)} # )\n)`)).toEqual(node);
      }),
      runs,
    );
  });

  test('every pair of parentheses is needed', () => {
    fc.assert(
      fc.property(expressions({ macros: false }), (node) => {
        const text = print(node);
        for (const [from, to] of parentheses(text)) {
          const without = `${text.slice(0, from)} ${text.slice(from + 1, to - 1)} ${text.slice(to)}`;
          expect(structure(without), `${text}\nwithout a pair: ${without}`).not.toEqual(node);
        }
      }),
      runs,
    );
  });

  test('the generator reaches what it is meant to', () => {
    const texts = fc.sample(anyExpression, { numRuns: 2000, seed: 1 }).map(print);
    for (const part of [
      / atan2 /,
      / unless /,
      / == bool /,
      /\^ -/,
      /\) \^ /,
      / on \(/,
      / group_left \(/,
      / ignoring \(.*group_right \(/,
      /--/,
      /\[[^\]]*:\]/,
      /:\$/,
      /offset -/,
      /\$__rate_interval\]/,
      /"\}\[/,
      /topk/,
      / without \(/,
      /NaN/,
      /\+Inf/,
      /-0\b/,
      /\{"/,
      /^\{/,
      /\\ufffd/,
      /label_replace/,
      /time\(\)/,
      /e[+-]\d/,
    ]) {
      expect(
        texts.some((text) => part.test(text)),
        String(part),
      ).toBe(true);
    }
  });
});

describe('narrowing', () => {
  const matchers = fc.uniqueArray(
    fc.record({
      label: fc.constantFrom('environment', 'job', 'instance', 'a b'),
      operator: fc.constantFrom<Matcher['operator'][]>('=', '=~', '!='),
      value: anyText,
    }),
    { maxLength: 3, selector: (matcher) => JSON.stringify(matcher) },
  );

  test('the selectors are those that can be replaced', () => {
    fc.assert(
      fc.property(anyExpression, (node) => {
        const replaced: Node[] = [];
        const copy = mapSelectors(node, (selector) => {
          replaced.push(selector);
          return selector;
        });
        expect(copy).toEqual(node);
        expect(new Set(selectors(node))).toEqual(new Set(replaced));
        expect(selectors(node)).toHaveLength(replaced.length);
      }),
      runs,
    );
  });

  test('reaches every selector, once, and nothing else', () => {
    fc.assert(
      fc.property(anyExpression, matchers, (node, added) => {
        const narrowed = scope(node, added);
        expect(scope(narrowed, added)).toEqual(narrowed);
        expect(parse(print(narrowed))).toEqual(narrowed);
        const before = selectors(node);
        const after = selectors(narrowed);
        expect(after).toHaveLength(before.length);
        for (const [index, selector] of after.entries()) {
          const own = before[index]?.matchers ?? [];
          expect(selector).toEqual({ ...before[index], matchers: selector.matchers });
          expect(selector.matchers.slice(0, own.length)).toEqual(own);
          for (const matcher of added) expect(selector.matchers.filter((one) => same(one, matcher))).not.toEqual([]);
          for (const matcher of selector.matchers.slice(own.length)) {
            expect(selector.matchers.filter((one) => same(one, matcher))).toHaveLength(1);
          }
        }
      }),
      runs,
    );
  });
});

describe('escapes', () => {
  const literalText = anyText.filter((text) => !/\$\w|\$\{|\[\[/.test(text));
  /** As Prometheus anchors it. Without the flag u, JavaScript would match halves of characters. */
  const matched = (expression: string, text: string) => new RegExp(`^(?:${expression})$`, 'u').test(text);

  test('a text as a regular expression matches itself', () => {
    fc.assert(
      fc.property(literalText, literalText, (text, other) => {
        expect(matched(oneOf(text).value, text)).toBe(true);
        expect(matched(oneOf(text, other).value, text)).toBe(true);
        expect(matched(oneOf(other, text).value, text)).toBe(true);
        expect(noneOf(text, other).value).toBe(oneOf(text, other).value);
      }),
      runs,
    );
  });

  test('and nothing else', () => {
    const close = literalText.chain((text) =>
      fc.tuple(
        fc.constant(text),
        fc.oneof(
          literalText,
          fc.constantFrom(
            `${text}\n`,
            `${text}${text}x`,
            `x${text}`,
            text.slice(1),
            text.slice(0, -1),
            text.replace(/./u, 'x'),
          ),
          fc.constantFrom(text.toUpperCase(), text.replaceAll('\\', ''), text.replaceAll(/[^\w]/gu, 'x'), ''),
        ),
      ),
    );
    fc.assert(
      fc.property(close, ([text, other]) => {
        expect(matched(oneOf(text).value, other)).toBe(text === other);
      }),
      runs,
    );
  });

  test('a literal is one line, without what the server takes for a defect, and reads back as its value', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(quote(text)).not.toMatch(/[\n\ufffd]/u);
        expect(unquote(quote(text))).toBe(text);
      }),
      runs,
    );
  });

  test('a literal of two lines is none, but in backticks', () => {
    expect(unquote('"a\nb"')).toBeUndefined();
    expect(unquote("'a\nb'")).toBeUndefined();
    expect(unquote('`a\nb`')).toBe('a\nb');
  });
});

test('the quick look at a text takes none that the whole look refuses', () => {
  const damage = fc.record({
    at: fc.nat(),
    cut: fc.nat(3),
    put: fc.constantFrom('', '(', ')', '"', ',', '$', '[', ' ', '-', 'by', '{', '#', '5m'),
  });
  let refused = 0;
  fc.assert(
    fc.property(expressions({ macros: true }), damage, (node, { at, cut, put }) => {
      const text = print(node);
      const place = at % (text.length + 1);
      const damaged = text.slice(0, place) + put + text.slice(place + cut);
      const quick = isPlain(damaged);
      const whole = isGood(() => new SyntaxTree(damaged).refuseErrors());
      if (!whole) refused += 1;
      expect(quick && !whole).toBe(false);
      expect(isGood(() => checkSyntax(damaged))).toBe(whole);
    }),
    { numRuns: 1000 },
  );
  expect(refused).toBeGreaterThan(100);
});

function isGood(look: () => void): boolean {
  try {
    look();
    return true;
  } catch (error) {
    if (error instanceof PromqlSyntaxError) return false;
    throw error;
  }
}

function same(one: Matcher, other: Matcher): boolean {
  return one.label === other.label && one.operator === other.operator && one.value === other.value;
}

/** Where parentheses stand that are no call's. */
function parentheses(text: string): readonly (readonly [from: number, to: number])[] {
  const found: (readonly [number, number])[] = [];
  parser.parse(text).iterate({
    enter: ({ name, from, to }) => {
      if (name === 'ParenExpr') found.push([from, to]);
    },
  });
  return found;
}

function structure(text: string): Node | undefined {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
