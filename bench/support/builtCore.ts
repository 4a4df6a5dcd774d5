import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import type * as Core from '../../src/core.js';

const root = path.resolve(import.meta.dirname, '../..');
/** Inside `node_modules`, so that Vitest leaves the import to Node. */
const outDir = path.join(root, 'node_modules/.cache/gradient-descent-viz-bench');

/**
 * The core as it ships, built anew and loaded by Node itself. Vitest turns each use of an import into a look-up in a
 * module object, which the hot paths would pay for and a host does not.
 */
export async function loadBuiltCore(): Promise<typeof Core> {
  await build({
    root,
    configFile: path.join(root, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir, emptyOutDir: true },
  });
  return (await import(/* @vite-ignore */ pathToFileURL(path.join(outDir, 'core.js')).href)) as typeof Core;
}
