import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build, preview } from 'vite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the page of test/engines/page is. */
    readonly pageUrl: string;
  }
}

/** Builds the page once and serves it to every engine: what is built is loaded in one piece, in any of them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const outDir = await mkdtemp(path.join(tmpdir(), 'gdv-engines-'));
  const shared = {
    configFile: false as const,
    root: path.join(import.meta.dirname, 'page'),
    logLevel: 'error' as const,
  };
  await build({ ...shared, build: { outDir, emptyOutDir: true, minify: false, target: 'es2022' } });
  const server = await preview({
    ...shared,
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0, open: false },
  });
  project.provide('pageUrl', server.resolvedUrls!.local[0]!);
  return async () => {
    await server.close();
    await rm(outDir, { recursive: true, force: true });
  };
}
