import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, inject, it } from 'vitest';
import { readDependencies } from './hostApp.js';

const ROOT = path.resolve(import.meta.dirname, '../..');
const packed = inject('packed');
const modules = packed.files.filter((file) => file.endsWith('.js'));

function readModule(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

function importedBy(file: string): string[] {
  return [...readModule(file).matchAll(/^\s*(?:import|export)\b[^'";]*['"]([^'"]+)['"]/gm)].map(
    (match) => match[1] ?? '',
  );
}

/** All modules that an entry reaches within the package. */
function reachedFrom(entry: string, seen = new Set([entry])): Set<string> {
  for (const specifier of importedBy(entry)) {
    const file = path.posix.join(path.posix.dirname(entry), specifier);
    if (specifier.startsWith('.') && !seen.has(file)) reachedFrom(file, seen.add(file));
  }
  return seen;
}

it('stays small', () => {
  expect(packed.packedBytes).toBeLessThan(215_000);
  expect(packed.unpackedBytes).toBeLessThan(680_000);
});

it('holds the build, the licence and the read-me, and nothing else', () => {
  const others = packed.files.filter((file) => !/^dist\/(?:.*\.(?:js|d\.ts|css)|schema\.json)$/.test(file));
  expect(others.sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
  expect(packed.files).toContain('dist/styles.css');
  expect(packed.files).toContain('dist/schema.json');
});

it('bundles no other package: every module of it is one of src', () => {
  const strangers = modules.filter((file) => {
    const source = file.replace(/^dist\//, 'src/').replace(/\.js$/, '');
    return !existsSync(path.join(ROOT, `${source}.ts`)) && !existsSync(path.join(ROOT, `${source}.tsx`));
  });
  expect(strangers).toEqual([]);
});

it('imports only what it names as a dependency or a peer', () => {
  const named = [...readDependencies('dependencies'), ...readDependencies('peerDependencies')];
  const unnamed = modules.flatMap((file) =>
    importedBy(file).filter(
      (id) => !id.startsWith('.') && !named.some((name) => id === name || id.startsWith(`${name}/`)),
    ),
  );
  expect(unnamed).toEqual([]);
});

it('says "use client" at the entry of the component, and nowhere in the core', () => {
  expect(readModule('dist/index.js')).toMatch(/^(?:\s|\/\/.*\n|\/\*[\s\S]*?\*\/)*['"]use client['"]/);
  const core = [...reachedFrom('dist/core.js')];
  expect(core.length).toBeGreaterThan(1);
  expect(core.filter((file) => readModule(file).includes('use client'))).toEqual([]);
});

it('keeps its types in files that Node resolves: every relative import has its extension', () => {
  const declarations = packed.files.filter((file) => file.endsWith('.d.ts'));
  const bare = declarations.flatMap((file) =>
    importedBy(file).filter((id) => id.startsWith('.') && !id.endsWith('.js')),
  );
  expect(bare).toEqual([]);
});
