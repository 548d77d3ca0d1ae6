/** Variables are found letter by letter; what that finds is what regular expressions say. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { referencesIn } from '../../../src/lint/read/references.ts';

test.each([
  ['$a ${b} ${c.text} ${d:regex} ${e.f:csv} [[g]] [[h:csv]]', ['a', 'b', 'c', 'd', 'e', 'g', 'h']],
  ['$Upper_9 ${Upper_9}', ['Upper_9', 'Upper_9']],
  ['$a$b', ['a', 'b']],
  ['$größe', ['gr']],
  ['$1 ${2} $__range ${__interval} $ $$ ${} ${a', []],
  ['${a-b} ${a b} [[a b]] ${ a}', []],
])('%s', (text, names) => {
  expect(referencesIn(text)).toEqual(names);
});

test('as regular expressions find them', () => {
  const unit = fc.constantFrom(
    '$',
    '{',
    '}',
    'a',
    'Z',
    '9',
    '0',
    '_',
    '.',
    ':',
    ' ',
    '-',
    'ö',
    '\n',
    '/',
    '@',
    '[',
    '`',
  );
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 30 }), (text) => {
      const found = [...text.matchAll(/\$(?=(?:\{(\w+)(?:\.[^}:]*)?(?::[^}]*)?\}|(\w+)))/g)]
        .map(([, braced, plain]) => braced ?? plain ?? '')
        .filter((name) => !/^(?:\d|__)/.test(name));
      fc.pre(!text.includes('[['));
      expect(referencesIn(text)).toEqual(found);
    }),
    { numRuns: 2000 },
  );
});
