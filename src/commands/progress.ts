/** A bar on a terminal that says how far something is; nothing where nobody watches. */

export interface Progress {
  /** One more is done. */
  readonly advance: () => void;
  /** So many are done. */
  readonly reach: (done: number) => void;
  /** Takes the bar away, so that what follows starts at the beginning of a line; more progress draws it again. */
  readonly end: () => void;
}

/** Where it is drawn: standard error, as a rule. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly write: (text: string) => unknown;
}

const barWidth = 24;

/**
 * @param total how many there are
 * @param what they are, in the plural: `panels`
 */
export function progress(total: number, what: string, stream: Screen = process.stderr): Progress {
  if (stream.isTTY !== true || total === 0) return { advance: () => {}, reach: () => {}, end: () => {} };
  let done = 0;
  let drawn = '';
  const draw = (): void => {
    const line = barText(done, total, what);
    // Narrow terminals would break it, and each step would leave a line behind.
    if (line === drawn || line.length >= (stream.columns ?? 80)) return;
    stream.write(`\r${line}`);
    drawn = line;
  };
  const reach = (now: number): void => {
    done = now;
    draw();
  };
  draw();
  return {
    advance: () => reach(done + 1),
    reach,
    end: () => {
      drawn = '';
      stream.write('\r\u001B[K');
    },
  };
}

/** `[######------------------] 12/48 panels`. */
export function barText(done: number, total: number, what: string): string {
  const filled = Math.floor((barWidth * Math.min(done, total)) / total);
  return `[${'#'.repeat(filled)}${'-'.repeat(barWidth - filled)}] ${String(done).padStart(String(total).length)}/${total} ${what}`;
}
