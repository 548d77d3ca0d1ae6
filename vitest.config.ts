import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/temporary-root.ts'],
    // By itself it leaves one core idle, which of two is half of them.
    maxWorkers: '100%',
    testTimeout: 30_000,
    reporters: ['default', './test/support/closing-line.ts'],
  },
});
