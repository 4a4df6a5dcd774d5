import path from 'node:path';
import { defineConfig } from 'vitest/config';
import type { BrowserConfigOptions } from 'vitest/node';
import { PACKAGE_SOURCE } from '../build/packageSource.mjs';
import { createBrowserOptions } from '../test/support/browserProject.js';
import { PREBUNDLED } from '../test/support/prebundled.js';
import { readLiveChoice } from './support/liveChoice.js';
import { keepLiveCell, readCpuTimes, readLiveCells } from './support/liveCommands.js';

// React as a host ships it: its development build takes several times as long.
process.env['NODE_ENV'] = 'production';

const root = path.resolve(import.meta.dirname, '..');
const testTimeout = 1_800_000;

/** What the peers of a surface and of a curve are made of. */
const PEERS = ['plotly.js-gl3d-dist-min', 'echarts', 'echarts-gl', 'uplot'];

/** With these a page is told the time to 5 µs instead of 100. */
const ISOLATED = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

async function createBenchBrowser(): Promise<BrowserConfigOptions> {
  const options = await createBrowserOptions();
  return { ...options, commands: { ...options.commands, readCpuTimes, readLiveCells, keepLiveCell } };
}

/** Benchmarks, run by hand (`npm run bench`): figures depend on the machine, so no test of the suite asserts them. */
export default defineConfig(async () => ({
  test: {
    root,
    fileParallelism: false,
    // three's own deprecation, of which fiber reminds at every mount.
    onConsoleLog: (log: string) => !log.includes('THREE.Clock'),
    projects: [
      {
        // Of the example that is measured.
        resolve: { alias: PACKAGE_SOURCE },
        test: {
          name: 'node',
          include: ['bench/**/*.bench.ts'],
          exclude: ['bench/browser/**', 'bench/reliability/**'],
          testTimeout,
          fileParallelism: false,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'reliability',
          include: ['bench/reliability/**/*.bench.ts'],
          testTimeout,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
      {
        // The tests' own cache holds the development builds.
        cacheDir: path.join(root, 'node_modules/.vite-bench'),
        optimizeDeps: { include: [...PREBUNDLED, ...PEERS] },
        server: { headers: ISOLATED },
        test: {
          name: 'browser',
          include: ['bench/browser/**/*.bench.{ts,tsx}'],
          testTimeout,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          provide: { live: readLiveChoice(process.env) },
          browser: await createBenchBrowser(),
        },
      },
    ],
  },
}));
