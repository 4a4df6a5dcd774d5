import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildPackage, packPackage, type PackedPackage } from './packPackage.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    packed: PackedPackage;
  }
}

let folder: string | undefined;

/** Packs once for all files of this project what is built of the sources as they are: yesterday's would prove nothing. */
export function setup(project: TestProject): void {
  folder = mkdtempSync(path.join(tmpdir(), 'gdv-pack-'));
  buildPackage();
  project.provide('packed', packPackage(folder));
}

export function teardown(): void {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}
