import { printable } from '../text/wrapped.ts';

/** Writes a line for whoever watches to stderr; what would move the cursor of a terminal becomes a space. */
export function tell(line: string): void {
  process.stderr.write(`${printable(line)}\n`);
}
