// @ts-check
/**
 * `npm run size`: what the entries of a page add to it, minified and gzipped, without the peers. What a browser loads first
 * and what it loads when it is needed (dynamic imports) apart. Ends with 1 where one is above its limit in sizeLimits.json.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

const ROOT = path.resolve(import.meta.dirname, '..');

/** @type {{ exports: Record<string, string | { default: string }>, peerDependencies: Record<string, string> }} */
const { exports: entries, peerDependencies } = readJson('package.json');
const peers = Object.keys(peerDependencies);
/** @type {{ entry: string, names: string, first: number, later: number }[]} `names` of the entry that a host imports; bytes. */
const limits = readJson('build/sizeLimits.json');

for (const { entry, names, ...limit } of limits) {
  const { first, later } = await measure(entry, names);
  const isWithin = first <= limit.first && later <= limit.later;
  console.log(
    `${entry.padEnd(12)} ${names.padEnd(40)} first ${format(first)} of ${format(limit.first)}, later ${format(later)} of ${format(limit.later)}` +
      (isWithin ? '' : '   ABOVE ITS LIMIT'),
  );
  if (!isWithin) process.exitCode = 1;
}

/**
 * @param {string} entry - as a host imports it, `./core` for one
 * @param {string} names - what a host imports of it: `*`, or some in braces
 * @returns {Promise<{ first: number, later: number }>} in bytes
 */
async function measure(entry, names) {
  const target = entries[entry];
  if (typeof target !== 'object') throw new Error(`package.json exports no module as ${entry}`);
  const HOST = 'host-of-the-entry';
  const result = await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'host',
        resolveId: (id) => (id === HOST ? id : null),
        load: (id) =>
          id === HOST ? `export ${names} from ${JSON.stringify(path.join(ROOT, target.default))};` : null,
      },
    ],
    build: {
      write: false,
      target: 'es2022',
      minify: true,
      modulePreload: false,
      rolldownOptions: {
        input: HOST,
        external: (id) => peers.some((peer) => id === peer || id.startsWith(`${peer}/`)),
        preserveEntrySignatures: 'strict',
      },
    },
  });
  if (!('output' in result)) throw new Error('expected one build');
  const chunks = result.output.filter((file) => file.type === 'chunk');
  /** @type {Set<string>} */
  const first = new Set();
  const visit = (/** @type {string} */ name) => {
    if (first.has(name)) return;
    first.add(name);
    for (const imported of chunks.find(({ fileName }) => fileName === name)?.imports ?? []) visit(imported);
  };
  for (const { isEntry, fileName } of chunks) if (isEntry) visit(fileName);
  const sum = (/** @type {boolean} */ isFirst) =>
    chunks
      .filter(({ fileName }) => first.has(fileName) === isFirst)
      .reduce((bytes, { code }) => bytes + gzipSync(code, { level: 9 }).length, 0);
  return { first: sum(true), later: sum(false) };
}

/** @param {number} bytes */
function format(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`.padStart(8);
}

/** @param {string} file */
function readJson(file) {
  return JSON.parse(readFileSync(path.join(ROOT, file), 'utf8'));
}
