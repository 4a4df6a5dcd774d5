import { mkdirSync, renameSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { createHostApp, readDependencies, type HostApp } from './hostApp.js';

const NAME = 'gradient-descent-viz';
/** What a page may import. */
const ENTRIES = Object.keys(manifest.exports).filter(
  (entry) => !entry.endsWith('.json') && entry !== './emitter/node',
);

let app: HostApp;
beforeAll(() => {
  const page = ENTRIES.map((entry, i) =>
    entry.endsWith('.css')
      ? `import '${entry.replace('.', NAME)}';`
      : `export * as entry${i} from '${entry.replace('.', NAME)}';`,
  );
  app = createHostApp(inject('packed').tarball, readDependencies('peerDependencies'), {
    'page.js': page.join('\n'),
  });
});
afterAll(() => app.remove());

it("a host's esbuild has no warning of ours, from a folder that is linked either", async () => {
  // As npm link or a workspace has it: of what lies in node_modules itself, esbuild reports nothing.
  const installed = path.join(app.folder, 'node_modules', NAME);
  mkdirSync(path.join(app.folder, 'packages'));
  renameSync(installed, path.join(app.folder, 'packages', NAME));
  symlinkSync(path.join(app.folder, 'packages', NAME), installed, 'junction');
  const { warnings, outputFiles } = await build({
    entryPoints: [path.join(app.folder, 'page.js')],
    bundle: true,
    format: 'esm',
    write: false,
    outdir: path.join(app.folder, 'out'),
    logLevel: 'silent',
    logLimit: 0,
  });
  expect(warnings.map(({ id, text }) => `${id}: ${text}`)).toEqual([]);
  expect(outputFiles.map((file) => path.basename(file.path)).sort()).toEqual(['page.css', 'page.js']);
});
