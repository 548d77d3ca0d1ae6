import type { Reporter, TestModule, SerializedError } from 'vitest/node';

/** Ends the run with one line that says it all, and before it why each skipped test was skipped. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const counts = { passed: 0, failed: unhandled.length, skipped: 0 };
    const reasons: string[] = [];
    for (const module of modules) {
      // A file that cannot be loaded, or a preparation that fails, leaves its tests without a result.
      counts.failed += module.errors().length;
      for (const suite of module.children.allSuites()) counts.failed += suite.errors().length;
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state === 'pending') counts.skipped += 1;
        else counts[result.state] += 1;
        if (result.state === 'skipped') reasons.push(`skipped: ${test.fullName}: ${result.note ?? 'no reason given'}`);
      }
    }
    const lines = [...reasons, `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`];
    process.stdout.write(`\n${lines.join('\n')}\n`);
  }
}
