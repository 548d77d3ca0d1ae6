import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeFileName } from '../../src/text/safe-file-name.ts';

/** Any text, and many that are close to names: what paths are made of, hashes, half characters. */
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({
    unit: fc.constantFrom('.', '/', '\\', 'a', '-', '_', '\0', '~', '0', '\n', '\ud800', 'é'),
    maxLength: 120,
  }),
  fc.constantFrom('', '.', '..', '.git', '../../etc/passwd', 'a'.repeat(100), 'a'.repeat(101), 'con', 'a/b', 'a_b'),
);

describe('safeFileName', () => {
  it('is a name of a few plain characters, whatever the text', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const name = safeFileName(text);
        expect(name).toMatch(/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}$/);
      }),
    );
  });

  it('gives different texts different names, also where one looks like the name of another', () => {
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        const names = [one, other, safeFileName(one), safeFileName(safeFileName(one))];
        expect(new Set(names.map((text) => safeFileName(text))).size).toBe(new Set(names).size);
      }),
    );
  });

  it.each(['order-processing-orders', 'cLV5GDCkz', 'a.b', '_x', '-x', 'a'.repeat(100)])(
    'leaves %s as it is',
    (text) => {
      expect(safeFileName(text)).toBe(text);
    },
  );

  it.each([
    ['a/b', /^a_b-[0-9a-f]{16}$/],
    ['', /^-[0-9a-f]{16}$/],
    ['..', /^_\.-[0-9a-f]{16}$/],
    ['\ud800', /^_-[0-9a-f]{16}$/],
  ])('changes %j', (text, form) => {
    expect(safeFileName(text)).toMatch(form);
  });

  it('tells halves of characters apart', () => {
    expect(safeFileName('\ud800')).not.toBe(safeFileName('\ud801'));
  });
});
