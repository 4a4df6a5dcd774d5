// @ts-check
/**
 * The rooms of `src` and what each may import. This is the table; the documents copy it. A room of the ground floor is
 * open to every room above it and stands in no list; beside it a room is granted what it uses and no more, type imports included.
 * The lint rule beside this file holds it, test/architecture proves both.
 */
import path from 'node:path';

/**
 * @typedef {object} Room
 * @property {readonly string[]} rooms - rooms of ours it may import, besides itself and the ground floor
 * @property {readonly string[]} packages - packages it may import; a trailing `/*` allows the subpaths, `node:*` Node's own
 * @property {boolean} core - whether it runs in Node, a worker and a server render: no React, no three.js, no DOM, no clock
 */

/** The rooms that import nothing of ours and that every other room may import. */
export const GROUND_FLOOR = ['protocol', 'host', 'maths'];

/**
 * A key is a folder of `src`, or a file at its top without its extension. The innermost one that holds a file is the file's room.
 * @type {Readonly<Record<string, Room>>}
 */
export const IMPORT_TABLE = {
  host: { rooms: [], packages: [], core: false },
  protocol: { rooms: [], packages: [], core: true },
  maths: { rooms: [], packages: [], core: true },
  surface: { rooms: [], packages: ['d3-array'], core: true },
  path: { rooms: [], packages: [], core: true },
  log: { rooms: [], packages: [], core: true },
  run: { rooms: ['path'], packages: ['zustand/vanilla'], core: true },
  transport: { rooms: ['log', 'run'], packages: [], core: false },
  descent: { rooms: ['surface'], packages: [], core: true },
  projection: { rooms: ['surface'], packages: ['ml-matrix'], core: true },
  emitter: { rooms: ['path', 'run', 'descent', 'projection'], packages: [], core: true },
  'emitter/node': { rooms: ['log', 'emitter'], packages: ['node:*', 'ws'], core: false },
  'dashboard/server': { rooms: ['log', 'emitter/node'], packages: ['node:*'], core: false },
  'dashboard/page': {
    rooms: ['dashboard/server'],
    packages: [
      'react',
      'react-dom/client',
      'gradient-descent-viz',
      'gradient-descent-viz/transport',
      'gradient-descent-viz/styles.css',
    ],
    core: false,
  },
  cli: {
    rooms: [
      'surface',
      'path',
      'log',
      'run',
      'transport',
      'descent',
      'projection',
      'emitter',
      'emitter/node',
      'dashboard/server',
    ],
    packages: ['node:*', 'commander', 'jsfive', 'ws', 'yauzl'],
    core: false,
  },
  view: { rooms: ['surface', 'path', 'run'], packages: [], core: true },
  react: { rooms: ['surface', 'run', 'transport', 'view'], packages: ['react', 'zustand'], core: false },
  scene: {
    rooms: ['surface', 'path', 'run', 'view'],
    packages: ['react', 'three', '@react-three/fiber', '@react-three/drei', 'd3-array'],
    core: false,
  },
  ui: { rooms: ['surface', 'run', 'view'], packages: ['react'], core: false },
  // The component, and the two halves it is composed of.
  GradientDescentViz: {
    rooms: ['run', 'react', 'Viewport', 'vizHandle', 'vizStyle'],
    packages: ['react'],
    core: false,
  },
  // Its props that change how it looks, and their defaults.
  vizStyle: { rooms: ['surface', 'run', 'view', 'react', 'scene', 'ui'], packages: ['react'], core: false },
  // What its `ref` gives.
  vizHandle: { rooms: ['run', 'view', 'scene'], packages: [], core: false },
  Viewport: {
    rooms: ['run', 'view', 'react', 'scene', 'ui', 'Overlay', 'TimelinePart', 'vizHandle', 'vizStyle'],
    packages: ['react', '@react-three/fiber'],
    core: false,
  },
  Overlay: { rooms: ['surface', 'run', 'view', 'react', 'scene', 'ui'], packages: ['react'], core: false },
  // The loss curve under the picture, and what plays the run.
  TimelinePart: { rooms: ['run', 'view', 'ui'], packages: ['react'], core: false },
  // What of the text a host may show without a view.
  RunParts: { rooms: ['surface', 'run', 'view', 'react', 'scene', 'ui'], packages: ['react'], core: false },
  // The entries: `.` and `./core`. The Node-only rooms have entries of their own.
  index: {
    rooms: ['surface', 'run', 'view', 'react', 'scene', 'ui', 'GradientDescentViz', 'RunParts'],
    packages: [],
    core: false,
  },
  core: { rooms: ['surface', 'path', 'run', 'view'], packages: [], core: true },
};

/**
 * The one room that the core may import though it names what a host has: its clocks and timers, and where an error of
 * the host's own code goes. It needs no types of the DOM.
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
 * The rooms that a room may import, besides itself.
 * @param {string} name - a room of the table
 * @returns {readonly string[]}
 */
export function roomsOpenTo(name) {
  const ground = GROUND_FLOOR.includes(name) ? [] : GROUND_FLOOR;
  return [...ground, ...(IMPORT_TABLE[name]?.rooms ?? [])];
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
    if (room.packages.some((pattern) => isGranted(pattern, specifier))) return null;
    return `'${from}' may not import the package '${specifier}'`;
  }
  if (!/\.(?:js|css|json)$/.test(specifier))
    return `'${specifier}' needs its extension (.js): Node resolves no other way`;
  const target = path.posix.join(path.posix.dirname(fromPath), specifier);
  if (target.startsWith('../')) return `'${specifier}' leaves src`;
  const to = roomOf(target);
  if (to === null) return `'${specifier}' lies in no room of eslint/importTable.js`;
  if (to === from) return null;
  const open = roomsOpenTo(from);
  if (open.includes(to)) return null;
  const allowed = open.length === 0 ? 'nothing of ours' : open.join(', ');
  return `'${from}' may not import '${to}' (it may import ${allowed})`;
}

/**
 * Whether a grant of the table allows a package.
 * @param {string} pattern - as the table has it
 * @param {string} specifier - as it stands in the import
 */
export function isGranted(pattern, specifier) {
  return pattern.endsWith('*') ? specifier.startsWith(pattern.slice(0, -1)) : specifier === pattern;
}
