// @ts-check
/** The package as npm would publish it, in a folder of its own: nothing is left beside the sources. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');

/**
 * @typedef {object} PackedPackage
 * @property {string} tarball - its path
 * @property {number} packedBytes
 * @property {number} unpackedBytes
 * @property {string[]} files - paths within the package, with `/`
 */

/**
 * Packs what `dist` holds now.
 * @param {string} folder - an existing folder that takes the tarball
 * @returns {PackedPackage}
 * @throws Error if nothing was built or npm fails
 */
export function packPackage(folder) {
  if (!existsSync(path.join(ROOT, 'dist/index.js')))
    throw new Error('There is no dist/index.js to pack: run `npm run build` first.');
  // Not `prepack`: it would build again what the caller has just built.
  const [packed] = JSON.parse(runNpm(['pack', '--ignore-scripts', '--json', '--pack-destination', folder]));
  return {
    tarball: path.join(folder, packed.filename),
    packedBytes: packed.size,
    unpackedBytes: packed.unpackedSize,
    files: packed.files.map((/** @type {{ path: string }} */ file) => file.path),
  };
}

/** All that `dist` is made of. */
const SOURCES = [
  'src',
  'build',
  'package.json',
  'package-lock.json',
  'vite.config.ts',
  'tsconfig.json',
  'tsconfig.build.json',
];

/** Builds `dist` where it is missing or older than something that it is made of. */
export function buildPackage() {
  // Among the last that a build writes: one that was broken off has none, or one from before.
  const last = path.join(ROOT, 'dist/index.d.ts');
  const isNew =
    existsSync(last) && SOURCES.every((name) => newestMs(path.join(ROOT, name)) < statSync(last).mtimeMs);
  if (!isNew) runNpm(['run', 'build']);
}

/**
 * When a file, or anything in a folder, was last written; what came or went there counts too.
 * @param {string} name
 * @returns {number} as of `Date.now`
 */
function newestMs(name) {
  const { mtimeMs } = statSync(name);
  if (!statSync(name).isDirectory()) return mtimeMs;
  return Math.max(mtimeMs, ...readdirSync(name).map((inner) => newestMs(path.join(name, inner))));
}

/**
 * @param {readonly string[]} args
 * @returns {string} what it printed
 */
function runNpm(args) {
  // npm is a script on Windows, which only a shell starts; no argument of ours needs quoting but a folder.
  const shell = process.platform === 'win32';
  const quoted = shell ? args.map((arg) => (/\s/.test(arg) ? `"${arg}"` : arg)) : args;
  const result = spawnSync('npm', quoted, { cwd: ROOT, encoding: 'utf8', shell, maxBuffer: 2 ** 26 });
  if (result.status === 0) return result.stdout;
  throw new Error(`npm ${args[0]} failed: ${result.error?.message ?? `${result.stdout}\n${result.stderr}`}`);
}
