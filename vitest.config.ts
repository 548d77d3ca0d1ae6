import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/temporary-root.ts'],
    // By itself it leaves one core idle, which of two is half of them.
    maxWorkers: '100%',
    // No module has state, so files may share what is loaded; each anew takes as long as all that most of them test.
    isolate: false,
    testTimeout: 30_000,
    reporters: ['default', './test/support/closing-line.ts'],
  },
});
