// @ts-check
/**
 * The rooms of `src` and what each may import. This is the table; the documents copy it.
 * The lint rule beside this file holds it, test/architecture proves both.
 */
import path from 'node:path';

/**
 * @typedef {object} Room
 * @property {readonly string[]} rooms - rooms of ours it may import, besides itself
 * @property {readonly string[]} packages - packages it may import; a trailing `/*` allows the subpaths, `node:*` Node's own
 * @property {boolean} core - whether it runs in Node, a worker and a server render: no React, no three.js, no DOM, no clock
 */

const REACT = ['react', 'react/*', 'react-dom', 'react-dom/*'];
const THREE = ['three', 'three/*', '@react-three/fiber', '@react-three/drei', '@react-three/drei/*'];
const STORE = ['zustand/vanilla', 'zustand/vanilla/*'];
const STORE_IN_REACT = ['zustand', 'zustand/*'];
const D3 = ['d3-array', 'd3-scale-chromatic'];
const COMPOSITION = [...REACT, ...THREE, ...STORE_IN_REACT, ...D3];

/** Every room that runs in a browser, in the order in which the data flow. */
const BROWSER_ROOMS = [
  'host',
  'protocol',
  'surface',
  'path',
  'run',
  'transport',
  'descent',
  'projection',
  'emitter',
  'react',
  'scene',
  'ui',
];

/**
 * A key is a folder of `src`, or a file at its top without its extension. The innermost one that holds a file is the file's room.
 * @type {Readonly<Record<string, Room>>}
 */
export const IMPORT_TABLE = {
  host: { rooms: [], packages: [], core: false },
  protocol: { rooms: [], packages: ['valibot'], core: true },
  surface: { rooms: ['protocol'], packages: ['valibot', 'd3-array'], core: true },
  path: { rooms: ['protocol'], packages: ['d3-array'], core: true },
  run: { rooms: ['host', 'protocol', 'path', 'surface'], packages: STORE, core: true },
  transport: { rooms: ['host', 'protocol', 'run'], packages: [], core: false },
  descent: { rooms: ['surface'], packages: [], core: true },
  projection: { rooms: ['surface'], packages: ['ml-matrix'], core: true },
  emitter: { rooms: ['host', 'protocol', 'descent', 'projection'], packages: [], core: true },
  'emitter/node': {
    rooms: ['host', 'emitter', 'protocol', 'descent', 'projection'],
    packages: ['node:*', 'ws'],
    core: false,
  },
  cli: {
    rooms: [
      'protocol',
      'surface',
      'path',
      'run',
      'transport',
      'descent',
      'projection',
      'emitter',
      'emitter/node',
    ],
    packages: ['node:*', 'commander', 'jsfive', 'ws', 'yauzl'],
    core: false,
  },
  react: { rooms: ['protocol', 'run', 'transport'], packages: [...REACT, ...STORE_IN_REACT], core: false },
  scene: {
    rooms: ['surface', 'path', 'run', 'react'],
    packages: [...REACT, ...THREE, ...STORE_IN_REACT, ...D3],
    core: false,
  },
  ui: {
    rooms: ['surface', 'path', 'run', 'react'],
    packages: [...REACT, ...STORE_IN_REACT, ...D3],
    core: false,
  },
  // The component, and the two halves it is composed of.
  GradientDescentViz: {
    rooms: [...BROWSER_ROOMS, 'Viewport', 'Overlay'],
    packages: COMPOSITION,
    core: false,
  },
  Viewport: { rooms: [...BROWSER_ROOMS, 'Overlay'], packages: COMPOSITION, core: false },
  Overlay: { rooms: BROWSER_ROOMS, packages: COMPOSITION, core: false },
  // The entries: `.` and `./core`. The Node-only rooms have entries of their own.
  index: { rooms: [...BROWSER_ROOMS, 'GradientDescentViz'], packages: [], core: false },
  core: { rooms: ['protocol', 'surface', 'path', 'run'], packages: [], core: true },
};

/**
 * The one room that the core may import though it names what a host has: where the host's own code throws, the error has
 * to go somewhere. It looks for each before it calls it, and needs no types of the DOM.
 */
export const HOST_ROOM = 'host';

/** The core's rooms: what tsconfig.core.json compiles without DOM types. */
export const CORE_ROOMS = Object.keys(IMPORT_TABLE).filter((name) => IMPORT_TABLE[name]?.core === true);

/**
 * The room that holds a module.
 * @param {string} modulePath - path relative to `src`, with `/`; any extension or none
 * @returns {string | null} null for a file of `src` that no room holds
 */
export function roomOf(modulePath) {
  const segments = modulePath.replace(/\.[^./]+$/, '').split('/');
  for (let depth = segments.length; depth > 0; depth -= 1) {
    const name = segments.slice(0, depth).join('/');
    if (Object.hasOwn(IMPORT_TABLE, name)) return name;
  }
  return null;
}

/**
 * What is wrong with an import, in a sentence.
 * @param {string} fromPath - the importing module's path relative to `src`, with `/`
 * @param {string} specifier - as it stands in the import
 * @returns {string | null} null where the table allows it
 */
export function checkImport(fromPath, specifier) {
  const from = roomOf(fromPath);
  if (from === null) return `src/${fromPath} lies in no room of eslint/importTable.js`;
  const room = IMPORT_TABLE[from];
  if (room === undefined) throw new Error(`no such room: ${from}`);
  if (!specifier.startsWith('.')) {
    if (room.packages.some((pattern) => matches(pattern, specifier))) return null;
    return `'${from}' may not import the package '${specifier}'`;
  }
  if (!/\.(?:js|css|json)$/.test(specifier))
    return `'${specifier}' needs its extension (.js): Node resolves no other way`;
  const target = path.posix.join(path.posix.dirname(fromPath), specifier);
  if (target.startsWith('../')) return `'${specifier}' leaves src`;
  const to = roomOf(target);
  if (to === null) return `'${specifier}' lies in no room of eslint/importTable.js`;
  if (to === from || room.rooms.includes(to)) return null;
  const allowed = room.rooms.length === 0 ? 'nothing of ours' : room.rooms.join(', ');
  return `'${from}' may not import '${to}' (it may import ${allowed})`;
}

/** @param {string} pattern @param {string} specifier */
function matches(pattern, specifier) {
  return pattern.endsWith('*') ? specifier.startsWith(pattern.slice(0, -1)) : specifier === pattern;
}
