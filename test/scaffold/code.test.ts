import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { importLine, listProperty, literal, textProperty } from '../../src/scaffold/code.ts';

it('a literal is the text that it is made of', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("'", '"', '\\', '\n', '`', '$', 'x', '\u2028', 'ü') }), (text) => {
      // oxlint-disable-next-line typescript/no-implied-eval -- it is the literal that is under test
      expect(new Function(`return ${literal(text)}`)()).toBe(text);
    }),
  );
});

test.each([
  ['plain', "'plain'"],
  ["the caller's", `"the caller's"`],
  ['as "CompletionStats"', `'as "CompletionStats"'`],
  [`'a' "b" 'c'`, `"'a' \\"b\\" 'c'"`],
  [`'a' "b"`, `'\\'a\\' "b"'`],
])('%s in the quotes that prettier takes', (text, code) => {
  expect(literal(text)).toBe(code);
});

it('breaks what is longer than 120 columns, and nothing that is not', () => {
  const full = 'x'.repeat(120 - "  key: '',".length);
  expect(textProperty('  ', 'key', full)).toBe(`  key: '${full}',`);
  expect(textProperty('  ', 'key', `${full}x`)).toBe(`  key:\n    '${full}x',`);
  const item = 'y'.repeat(120 - '  key: [z, ],'.length);
  expect(listProperty('  ', 'key', ['z', item])).toBe(`  key: [z, ${item}],`);
  expect(listProperty('  ', 'key', ['z', `${item}y`])).toBe(`  key: [\n    z,\n    ${item}y,\n  ],`);
  expect(importLine(['b', 'a', 'b'], './x.ts')).toBe("import { a, b } from './x.ts';");
});
