import { describe, expect, it } from 'vitest';
import { table, type Row } from '../../../src/grafana/report/table.ts';
import { columnsOf } from '../../../src/text/columns.ts';

function row(more: Partial<Row>): Row {
  return { sign: '~', title: 'Orders', folder: 'Shop', what: '2 panels changed', file: 'a.ts', details: [], ...more };
}

describe('table', () => {
  it.each([
    ['one line where all fits', 39, ['~ Orders  Shop  2 panels changed  a.ts']],
    ['exactly', 38, ['~ Orders  Shop  2 panels changed  a.ts']],
    ['one column too few', 37, ['~ Orders  Shop  a.ts', '    2 panels changed']],
    ['without a width', Number.POSITIVE_INFINITY, ['~ Orders  Shop  2 panels changed  a.ts']],
  ])('%s', (_, width, lines) => {
    expect(table([row({})], width)).toEqual(lines);
  });

  it('leaves out a column that no row has', () => {
    expect(table([row({ folder: '', what: '' }), row({ title: 'A', folder: '', what: '' })], 80)).toEqual([
      '~ Orders  a.ts',
      '~ A       a.ts',
    ]);
  });

  it('has no spaces at the end of a line', () => {
    expect(table([row({ file: '' }), row({})], 80)[0]).toBe('~ Orders  Shop  2 panels changed');
  });

  it('clips a title at its end, and gives a path a line of its own, whole', () => {
    const path = `dashboards/${'f'.repeat(80)}.ts`;
    const [first = '', second] = table([row({ title: 'T'.repeat(70), file: path })], 60);
    expect(columnsOf(first)).toBe(60);
    expect(first).toMatch(/^~ T+… {2}Shop$/);
    expect(second).toBe(`    ${path}`);
  });

  it('is not spread by one long title where there is no terminal', () => {
    const long = 'L'.repeat(500);
    const [first, second] = table([row({ title: long }), row({})], Number.POSITIVE_INFINITY);
    expect(first).toContain(long);
    expect(second?.length).toBeLessThan(200);
  });

  it('keeps a line below a row indented as it was, broken where it is too long', () => {
    const lines = table([row({ details: ['by anna', '  title: a long one → another long one'] })], 40);
    expect(lines.slice(1)).toEqual(['    by anna', '      title: a long one → another long', '        one']);
  });

  it('lets nothing move the cursor', () => {
    const evil = 'a\u001b[2Jb\r\nc\u202ed';
    const lines = table([row({ title: evil, folder: evil, what: evil, file: evil, details: [evil] })], 200);
    expect(lines.join('')).not.toMatch(/[\p{Cc}\u202e]/u);
  });

  it('says that a title is missing', () => {
    expect(table([row({ title: '' })], 80)[0]).toMatch(/^~ \(no title\) /);
  });

  it.each([30, 40, 60, 80, 120])('stays within %i columns', (width) => {
    const rows = ['Orders', '注文'.repeat(30), '📦'.repeat(20), 'x'.repeat(200)].flatMap((title) => [
      row({ title, folder: title }),
      row({
        title,
        file: 'dashboards/a.ts',
        what: 'several short words, that can be broken',
        details: ['some words '.repeat(20)],
      }),
    ]);
    for (const line of table(rows, width)) expect(columnsOf(line), line).toBeLessThanOrEqual(width);
  });
});
