/** A bar on stderr, on a terminal only: elsewhere it says nothing. */

const width = 30;

export interface ProgressBar {
  /** @param done from 0 to 1 */
  show(done: number): void;
  /** Takes it away, before other lines are written. */
  clear(): void;
}

export function progressBar(stream: NodeJS.WriteStream = process.stderr): ProgressBar {
  if (!stream.isTTY) return { show: () => {}, clear: () => {} };
  let shown = '';
  return {
    show: (done) => {
      const filled = Math.round(Math.min(1, Math.max(0, done)) * width);
      const bar = `[${'#'.repeat(filled)}${'.'.repeat(width - filled)}] ${Math.floor(done * 100)} %`;
      if (bar === shown) return;
      stream.write(`\r${bar}`);
      shown = bar;
    },
    clear: () => {
      if (shown !== '') stream.write(`\r${' '.repeat(shown.length)}\r`);
      shown = '';
    },
  };
}
