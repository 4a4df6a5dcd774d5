import { defineConfig } from 'vitest/config';
import { createBrowserOptions } from './test/support/browserProject.js';
import { PACKAGE_SOURCE } from './build/packageSource.mjs';
import { findLeftOut, readTestFiles, TEST_LENGTH } from './test/support/longTests.js';
import { PREBUNDLED } from './test/support/prebundled.js';

const root = import.meta.dirname;

const LEFT_OUT = findLeftOut(readTestFiles(root, 'test'), TEST_LENGTH);

/** No test waits for time: this ends one that hangs, on the busiest machine. */
const TEST_TIMEOUT_MS = 300_000;

/** Test files that need a process of their own: they measure one's memory, or put something in a module's place. */
const ALONE = [
  'test/cli/process.test.ts',
  'test/dashboard/server/largeLog.test.ts',
  'test/run/retained.test.ts',
  'test/surface/grid/gridMemory.test.ts',
];

/** Test files that have most to do with zustand. */
const ZUSTAND = ['test/run/runStore.test.ts', 'test/react/use*.test.tsx'];

/** Test files that have most to do with three.js: what is sent to the GPU, what is drawn anew, and pictures by their pixels. */
const THREE = [
  'test/browser/{threeVersion,fieldTexture,pathTexture,shaderDrape,strokeOpacity,hiddenMarker,keptPicture}.test.ts',
  'test/browser/{sampledGrid,lostContext,lifecycle}.test.tsx',
];

/**
 * One page after another: they share a network and the machine's one rasterizer. The option's successor, one level up,
 * would also keep every other project from running beside this one.
 */
const ONE_PAGE = { fileParallelism: false };

export default defineConfig(async () => ({
  test: {
    root,
    // vitest by itself leaves one core to nobody.
    maxWorkers: '100%',
    provide: { testLength: TEST_LENGTH },
    projects: [
      {
        // Of the examples that are tested.
        resolve: { alias: PACKAGE_SOURCE },
        test: {
          name: 'unit',
          testTimeout: TEST_TIMEOUT_MS,
          hookTimeout: TEST_TIMEOUT_MS,
          environment: 'node',
          // Each file for itself would load what they share again: a third of the time.
          isolate: false,
          include: ['test/**/*.test.ts'],
          exclude: ['test/{browser,package,picture}/**', ...ALONE, ...LEFT_OUT],
          setupFiles: ['test/support/setup.console.ts'],
        },
      },
      {
        // Of the examples that are tested.
        resolve: { alias: PACKAGE_SOURCE },
        test: {
          name: 'alone',
          testTimeout: TEST_TIMEOUT_MS,
          hookTimeout: TEST_TIMEOUT_MS,
          environment: 'node',
          include: ALONE,
          exclude: LEFT_OUT,
          setupFiles: ['test/support/setup.console.ts'],
        },
      },
      {
        test: {
          name: 'component',
          testTimeout: TEST_TIMEOUT_MS,
          hookTimeout: TEST_TIMEOUT_MS,
          environment: 'jsdom',
          include: ['test/**/*.test.tsx'],
          exclude: ['test/{browser,package,picture}/**', ...LEFT_OUT],
          setupFiles: ['test/support/setup.component.ts'],
        },
      },
      {
        // The oldest zustand that a host may have; the other projects run with the newest.
        resolve: { alias: [{ find: /^zustand(?=\/|$)/, replacement: 'zustand-4' }] },
        test: {
          name: 'zustand-4',
          testTimeout: TEST_TIMEOUT_MS,
          hookTimeout: TEST_TIMEOUT_MS,
          environment: 'jsdom',
          include:
            TEST_LENGTH === 'short'
              ? ZUSTAND
              : ['test/run/*.test.ts', 'test/react/*.test.tsx', 'test/*.test.tsx'],
          // What they are about is the fold, which knows no zustand; the store itself carries every other.
          exclude: ['test/run/{soak,convergence,schedules,limits,retained,eviction,missingSummary}.test.ts'],
          setupFiles: ['test/support/setup.component.ts'],
        },
      },
      {
        optimizeDeps: { include: PREBUNDLED },
        test: {
          name: 'browser',
          include: ['test/{browser,picture}/**/*.test.{ts,tsx}'],
          exclude: LEFT_OUT,
          setupFiles: ['test/support/setup.browser.ts'],
          // What axe finds fails a story's test.
          env: { VITEST_STORYBOOK: 'false' },
          testTimeout: TEST_TIMEOUT_MS,
          hookTimeout: TEST_TIMEOUT_MS,
          browser: { ...(await createBrowserOptions()), ...ONE_PAGE },
        },
      },
      {
        // The oldest three.js that a host may have; the other projects run with the newest.
        resolve: { alias: [{ find: /^three(?=\/|$)/, replacement: 'three-170' }] },
        // Apart from what is bundled with the newest.
        cacheDir: 'node_modules/.vite-three-170',
        optimizeDeps: { include: PREBUNDLED },
        test: {
          name: 'three-170',
          include: TEST_LENGTH === 'short' ? THREE.slice(0, 1) : THREE,
          exclude: LEFT_OUT,
          setupFiles: ['test/support/setup.browser.ts'],
          env: { VITEST_STORYBOOK: 'false', VITE_OLDEST_THREE: 'true' },
          testTimeout: TEST_TIMEOUT_MS,
          hookTimeout: TEST_TIMEOUT_MS,
          browser: { ...(await createBrowserOptions()), ...ONE_PAGE },
        },
      },
      {
        test: {
          name: 'package',
          environment: 'node',
          include: ['test/package/**/*.test.ts'],
          exclude: LEFT_OUT,
          globalSetup: ['test/package/pack.ts'],
          testTimeout: TEST_TIMEOUT_MS,
          hookTimeout: TEST_TIMEOUT_MS,
        },
      },
    ],
  },
}));
