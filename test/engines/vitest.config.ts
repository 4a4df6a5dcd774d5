import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { readEngineNames } from './engineNames.mjs';

/** The component in engines other than Chromium; `npm run test:engines` finds or installs them first. */
export default defineConfig({
  test: {
    name: 'engines',
    root: path.resolve(import.meta.dirname, '../..'),
    environment: 'node',
    include: readEngineNames(process.env).map((name) => `test/engines/${name}.engine.ts`),
    globalSetup: ['test/engines/servePage.ts'],
    // Two that draw in software at once would share the cores with what they show.
    fileParallelism: false,
    // An engine starts in seconds and draws in software; no test waits for time itself.
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
});
