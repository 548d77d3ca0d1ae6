import { describe, expect, it } from 'vitest';
import { barText, progress } from '../../src/commands/progress.ts';

/** A screen that keeps what it is told. */
function watched(isTTY: boolean, columns = 80) {
  let told = '';
  const stream = {
    isTTY,
    columns,
    write: (text: string) => {
      told += text;
    },
  };
  return { stream, text: () => told };
}

describe('progress', () => {
  it('is drawn over itself on a terminal, and taken away', () => {
    const { stream, text } = watched(true);
    const bar = progress(2, 'panels', stream);
    bar.advance();
    bar.advance();
    bar.end();
    expect(text()).toBe(
      '\r[------------------------] 0/2 panels\r[############------------] 1/2 panels\r[########################] 2/2 panels\r\u001B[K',
    );
  });

  it('goes on below lines that were told meanwhile', () => {
    const { stream, text } = watched(true);
    const bar = progress(100, '%', stream);
    bar.end();
    bar.reach(0);
    expect(text()).toBe(`\r${barText(0, 100, '%')}\r\u001B[K\r${barText(0, 100, '%')}`);
  });

  it.each([
    ['no terminal', false, 80, 2],
    ['nothing to do', true, 80, 0],
  ])('is silent: %s', (_, isTTY, columns, total) => {
    const { stream, text } = watched(isTTY, columns);
    const bar = progress(total, 'panels', stream);
    bar.advance();
    bar.end();
    expect(text()).toBe('');
  });

  it('does not break the lines of a narrow terminal', () => {
    const { stream, text } = watched(true, 30);
    const bar = progress(2, 'panels', stream);
    bar.advance();
    bar.end();
    expect(text()).toBe('\r\u001B[K');
  });

  it('keeps its width', () => {
    const widths = Array.from({ length: 121 }, (_, done) => barText(done, 120, 'panels').length);
    expect(new Set(widths).size).toBe(1);
  });
});
