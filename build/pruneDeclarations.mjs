// @ts-check
/** Removes the declarations in `dist` that no entry of the package reaches: nobody can import them, and they were an eighth of it. */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '..');
const DIST = path.join(ROOT, 'dist');
/** What a declaration says another file is called: `from './x.js'` and `import('./x.js')` alike. */
const RELATIVE_MODULE = /['"](\.[^'"\s]*\.js)['"]/g;

/** @type {{ exports: Record<string, string | { types?: string }> }} */
const { exports: entries } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));

/** @type {Set<string>} */
const reached = new Set();
for (const entry of Object.values(entries)) {
  if (typeof entry === 'object' && entry.types !== undefined) reach(path.join(ROOT, entry.types));
}
for (const name of readdirSync(DIST, { recursive: true, encoding: 'utf8' })) {
  const file = path.join(DIST, name);
  if (file.endsWith('.d.ts') && !reached.has(file)) rmSync(file);
}

/** @param {string} file - a declaration, and with it all that it names */
function reach(file) {
  if (reached.has(file)) return;
  reached.add(file);
  for (const [, specifier = ''] of readFileSync(file, 'utf8').matchAll(RELATIVE_MODULE)) {
    reach(path.join(path.dirname(file), specifier.replace(/\.js$/, '.d.ts')));
  }
}
