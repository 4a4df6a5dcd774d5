import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, inject, it } from 'vitest';
import { readDependencies } from './hostApp.js';

const ROOT = path.resolve(import.meta.dirname, '../..');
const packed = inject('packed');
/** What a browser never loads. */
const NODE_ONLY = /^dist\/(?:cli|dashboard|emitter\/node)\//;
/** The page that `gradient-descent-viz serve` serves: a program, all of whose parts are in it, and no module. */
const PAGE = /^dist\/dashboard\/page\//;
/** What a host or a backend reads. */
const DOCUMENT = /^docs\//;
const modules = packed.files.filter((file) => file.endsWith('.js') && !PAGE.test(file));

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
  const pageBytes = packed.files
    .filter((file) => PAGE.test(file))
    .reduce((sum, file) => sum + statSync(path.join(ROOT, file)).size, 0);
  // React, three.js and fiber are in it: the command line has to serve it to whoever has none of them installed.
  // Measured: 1,619,235; before timeline, curve, rates, marks, playback and reported metrics, 1,506,953.
  expect(pageBytes).toBeLessThan(1_635_000);
  // test/package/documents.test.ts counts these.
  const documentBytes = packed.files
    .filter((file) => DOCUMENT.test(file))
    .reduce((sum, file) => sum + statSync(path.join(ROOT, file)).size, 0);
  // Measured: 1,586,287 and 1,129,611; before the same, 1,341,476 and 1,016,914.
  expect(packed.unpackedBytes - pageBytes - documentBytes).toBeLessThan(1_605_000);
  expect(packed.packedBytes).toBeLessThan(1_145_000);
});

it('has no comments in its shaders', () => {
  const shaders = packed.files
    .filter((file) => /^dist\/scene\/.*\.js$/.test(file))
    .map((file) => readModule(file))
    .filter((code) => /\bvoid main\(\)/.test(code));
  expect(shaders.length).toBeGreaterThan(4);
  expect(shaders.filter((code) => /^\s*(?:\/\/|\/\*\* .* \*\/$)/m.test(code))).toEqual([]);
});

it('holds the build, documents, the licence, the read-me and what has changed, and nothing else', () => {
  const others = packed.files.filter(
    (file) =>
      !PAGE.test(file) && !DOCUMENT.test(file) && !/^dist\/(?:.*\.(?:js|d\.ts|css)|schema\.json)$/.test(file),
  );
  expect(others.sort()).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json']);
  expect(packed.files).toContain('dist/styles.css');
  expect(packed.files).toContain('dist/schema.json');
});

it('holds the page of the dashboard, and the licences of what is bundled in it', () => {
  const page = packed.files.filter((file) => PAGE.test(file)).map((file) => path.posix.basename(file));
  const names = page.map((name) => name.replace(/-[\w-]{8}(?=\.)/, '')).sort();
  expect(names).toEqual(['index.css', 'index.html', 'index.js', 'licenses.md']);
  const licences = readModule('dist/dashboard/page/licenses.md');
  for (const name of ['react', 'three', 'd3-array']) expect(licences).toContain(`## ${name} - `);
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
      (id) =>
        !id.startsWith('.') &&
        !(NODE_ONLY.test(file) && id.startsWith('node:')) &&
        !named.some((name) => id === name || id.startsWith(`${name}/`)),
    ),
  );
  expect(unnamed).toEqual([]);
});

it('holds the declarations that an entry reaches, all of them and no others', () => {
  const { exports: entries } = JSON.parse(readModule('package.json')) as {
    exports: Record<string, string | { readonly types?: string }>;
  };
  const reached = new Set<string>();
  const reach = (file: string): void => {
    if (reached.has(file)) return;
    reached.add(file);
    for (const [, specifier = ''] of readModule(file).matchAll(/['"](\.[^'"\s]*\.js)['"]/g))
      reach(path.posix.join(path.posix.dirname(file), specifier.replace(/\.js$/, '.d.ts')));
  };
  for (const entry of Object.values(entries))
    if (typeof entry === 'object' && entry.types !== undefined) reach(path.posix.normalize(entry.types));
  expect(packed.files.filter((file) => file.endsWith('.d.ts')).sort()).toEqual([...reached].sort());
});

it('has the JSX of production, in whatever environment it was built', () => {
  const asked = modules.flatMap((file) => importedBy(file).filter((name) => name.startsWith('react/')));
  expect([...new Set(asked)]).toEqual(['react/jsx-runtime']);
});

it('says "use client" at the entry and the module of the component, and nowhere in the core', () => {
  // All that an App Router's page imports is behind the entry; a bundler that goes past it finds the component's own.
  for (const file of ['dist/index.js', 'dist/GradientDescentViz.js'])
    expect(readModule(file)).toMatch(/^(?:\s|\/\/.*\n|\/\*[\s\S]*?\*\/)*['"]use client['"]/);
  const core = [...reachedFrom('dist/core.js')];
  expect(core.length).toBeGreaterThan(1);
  expect(core.filter((file) => readModule(file).includes('use client'))).toEqual([]);
});

it('reaches nothing that needs Node, and no WebSocket server, from what a browser loads', () => {
  const reached = ['index', 'core', 'transport', 'emitter', 'descent/index', 'projection/index'].flatMap(
    (entry) => [...reachedFrom(`dist/${entry}.js`)],
  );
  expect(reached.filter((file) => NODE_ONLY.test(file))).toEqual([]);
  expect([...reachedFrom('dist/emitter/node/index.js')].flatMap(importedBy)).toContain('ws');
});

it('keeps its types in files that Node resolves: every relative import has its extension', () => {
  const declarations = packed.files.filter((file) => file.endsWith('.d.ts'));
  const bare = declarations.flatMap((file) =>
    importedBy(file).filter((id) => id.startsWith('.') && !id.endsWith('.js')),
  );
  expect(bare).toEqual([]);
});
