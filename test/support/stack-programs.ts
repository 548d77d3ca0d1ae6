/** The programs that the tests of the whole system run. */
import type { TestContext } from 'vitest';
import { installed, missing } from '../../src/demo/missing.ts';

// Grafana takes its time, and has tests of its own.
const { grafana: _, ...withoutGrafana } = installed();

export const stackPrograms = withoutGrafana;

const lacking = missing({ ...stackPrograms, grafana: 'not needed' });

/** Whether the whole system can be started here. */
export const complete = lacking.length === 0;

/** Skips a test for want of programs; in CI, where they belong, fails it. */
export function needsPrograms(context: TestContext): void {
  if (complete) return;
  const todo = [...new Set(lacking.map(({ install }) => install))].join('; ');
  if (process.env['CI'] !== undefined) throw new Error(`programs are missing: ${todo}`);
  context.skip(`install what is missing: ${todo}`);
}
