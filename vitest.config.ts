import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/temporary-root.ts'],
    // More than there are cores: the longest files mostly wait for programs and for scrapes.
    maxWorkers: '150%',
    sequence: { sequencer: LongestFirst },
    // No module has state, so files may share what is loaded; each anew takes as long as all that most of them test.
    isolate: false,
    testTimeout: 30_000,
    reporters: ['default', './test/support/closing-line.ts'],
  },
});
