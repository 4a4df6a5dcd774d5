// The built page of the dashboard, which is built if it is missing or older than its sources.
import { rmSync } from 'node:fs';
import { readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Creates the manager of the built page. Two starts at the same time do not interfere: each builds in a folder of its own and
 * serves that before it replaces the last one.
 * @param {string} root - the package's folder
 */
export function createPage(root) {
  const kept = join(root, 'dist-dashboard/page');
  const building = join(root, `dist-dashboard/building-${process.pid}`);
  const configFile = join(root, 'build/dashboardPage.config.ts');
  let isBuilding = false;

  async function isKeptNew() {
    const builtMs = await findNewestMs(join(kept, '.built'));
    if (builtMs === 0) return false;
    const sources = [configFile, join(root, 'src'), join(root, 'package-lock.json')];
    return Math.max(...(await Promise.all(sources.map(findNewestMs)))) < builtMs;
  }

  async function build() {
    const began = new Date();
    // With any other value, such as `test`, Vite builds for development.
    process.env.NODE_ENV = 'production';
    const vite = await import('vite');
    await vite.build({ configFile, logLevel: 'warn', build: { outDir: building } });
    // Dated at the beginning of the build, so that a source that changed meanwhile is newer.
    const stamp = join(building, '.built');
    await writeFile(stamp, '');
    await utimes(stamp, began, began);
  }

  return {
    /** Returns the folder of a page that is as new as its sources. */
    async prepare() {
      if (await isKeptNew()) return kept;
      console.log('Building the dashboard …');
      isBuilding = true;
      await build();
      return building;
    },

    /** Keeps what was built for the next start. */
    async keep() {
      if (!isBuilding) return;
      await rm(kept, { recursive: true, force: true });
      // Another start may have kept its own build meanwhile, which is as good.
      await rename(building, kept).catch(() => this.abandon());
    },

    /** Removes what was being built. */
    abandon() {
      if (isBuilding) rmSync(building, { recursive: true, force: true });
    },
  };
}

/** When a file, or the newest in a folder, was last changed; 0 where there is none. */
async function findNewestMs(path) {
  const entry = await stat(path).catch(() => null);
  if (!entry?.isDirectory()) return entry?.mtimeMs ?? 0;
  const names = await readdir(path);
  const modifiedMs = await Promise.all(names.map((name) => findNewestMs(join(path, name))));
  // The folder's own time changes when a file is removed.
  return Math.max(entry.mtimeMs, ...modifiedMs);
}
