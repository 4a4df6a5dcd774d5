// @ts-check
// The examples name the package as its users do; here its names stand for the source, so that nothing has to be built.
import { fileURLToPath } from 'node:url';

const source = (/** @type {string} */ path) => fileURLToPath(new URL(`../src/${path}`, import.meta.url));

/** For Vite's `resolve.alias`; the first that fits counts. `tsconfig.json` has the same for types. */
export const PACKAGE_SOURCE = [
  { find: 'gradient-descent-viz/styles.css', replacement: source('ui/styles.css') },
  { find: 'gradient-descent-viz/transport', replacement: source('transport.ts') },
  { find: 'gradient-descent-viz/emitter/node', replacement: source('emitter/node/index.ts') },
  { find: 'gradient-descent-viz/emitter', replacement: source('emitter.ts') },
  { find: 'gradient-descent-viz/descent', replacement: source('descent/index.ts') },
  { find: 'gradient-descent-viz/projection', replacement: source('projection/index.ts') },
  { find: 'gradient-descent-viz/core', replacement: source('core.ts') },
  { find: 'gradient-descent-viz', replacement: source('index.ts') },
];
