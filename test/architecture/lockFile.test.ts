import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

interface LockEntry {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const ROOT = path.resolve(import.meta.dirname, '../..');
const lock = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, LockEntry>>;
};

/** Where Node looks for a package that another one asks for: beside it, then up. */
function isListed(from: string, name: string): boolean {
  if (lock.packages[`${from}/node_modules/${name}`] !== undefined) return true;
  const up = from.lastIndexOf('node_modules/');
  return up >= 0
    ? isListed(from.slice(0, up).replace(/\/$/, ''), name)
    : lock.packages[`node_modules/${name}`] !== undefined;
}

it("lists every platform's native packages, so that npm ci works on all of them", () => {
  const missing = Object.entries(lock.packages).flatMap(([from, entry]) =>
    Object.keys(entry.optionalDependencies ?? {}).filter((name) => !isListed(from, name)),
  );
  expect(missing).toEqual([]);
});
