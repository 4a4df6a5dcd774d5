import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { createBrowserOptions } from '../test/support/browserProject.js';
import { PREBUNDLED } from '../test/support/prebundled.js';

/** Benchmarks, run by hand (`npm run bench`): figures depend on the machine, so no test of the suite asserts them. */
export default defineConfig(async () => ({
  test: {
    root: path.resolve(import.meta.dirname, '..'),
    fileParallelism: false,
    testTimeout: 600_000,
    projects: [
      {
        test: {
          name: 'node',
          include: ['bench/**/*.bench.ts'],
          exclude: ['bench/browser/**'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        optimizeDeps: { include: PREBUNDLED },
        test: {
          name: 'browser',
          include: ['bench/browser/**/*.bench.{ts,tsx}'],
          sequence: { groupOrder: 1 },
          browser: await createBrowserOptions(),
        },
      },
    ],
  },
}));
