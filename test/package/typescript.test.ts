import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { createHostApp, readDependencies, type HostApp } from './hostApp.js';
import { picked } from '../support/testLength.js';

const NAME = 'gradient-descent-viz';

const PAGE = `
import { createRoot } from 'react-dom/client';
import { GradientDescentViz } from 'gradient-descent-viz';
import { createRunStore } from 'gradient-descent-viz/core';
import 'gradient-descent-viz/styles.css';

const store = createRunStore();
const root = document.getElementById('root');
if (root === null) throw new Error('no root');
createRoot(root).render(
  <>
    <GradientDescentViz events={[]} />
    <GradientDescentViz store={store} />
  </>,
);
`;

/** Every module that the package exports. */
const EVERYTHING = Object.entries(manifest.exports)
  .filter(([entry, target]) => typeof target === 'object' && !entry.endsWith('.css'))
  .map(([entry], i) => `export * as entry${i} from '${entry.replace('.', NAME)}';`)
  .join('\n');

/** The oldest compiler that a host may have, ours, and the newest, which is a program of its own and no JavaScript. */
const COMPILERS = ['typescript-54', 'typescript', 'typescript-7'];
const CASES = COMPILERS.flatMap((compiler) =>
  ['bundler', 'nodenext'].map((resolution) => [compiler, resolution] as const),
);
/** The newest takes a third of the time, and ours compiles the package itself. */
const isShort = ([compiler, resolution]: (typeof CASES)[number]): boolean =>
  compiler === 'typescript-7' || (compiler === 'typescript-54' && resolution === 'nodenext');

let app: HostApp;
beforeAll(() => {
  const types = ['@types/react', '@types/react-dom', '@types/three', '@types/node'];
  app = createHostApp(inject('packed').tarball, [...readDependencies('peerDependencies'), ...types], {
    'src/main.tsx': PAGE,
    'src/everything.ts': EVERYTHING,
  });
});
afterAll(() => app.remove());

it.each(picked(CASES, isShort))(
  'a strict host compiles with %s, resolved as %s, our declarations included',
  (compiler, moduleResolution) => {
    const compilerOptions = {
      target: 'ES2022',
      lib: ['ES2023', 'DOM', 'DOM.Iterable'],
      jsx: 'react-jsx',
      module: moduleResolution === 'bundler' ? 'ESNext' : 'NodeNext',
      moduleResolution,
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      noEmit: true,
      types: ['node'],
      // The default of 6; 5.4 has no such option, and looks no side effect up.
      ...(compiler === 'typescript-54' ? {} : { noUncheckedSideEffectImports: true }),
    };
    const config = path.join(app.folder, 'tsconfig.json');
    writeFileSync(config, JSON.stringify({ compilerOptions, include: ['src'] }));
    const { stdout } = app.runBin(`${compiler}/bin/tsc`, '-p', config, '--pretty', 'false', '--listFiles');
    const lines = stdout.split('\n');
    const declared = lines.filter((line) => line.includes(`node_modules/${NAME}/dist/`));
    expect(declared.length).toBeGreaterThan(100);
    // Declarations of others (three-stdlib's) have errors of their own.
    const isOurs = (line: string): boolean =>
      /^(?:src\/|node_modules\/gradient-descent-viz\/|error)/.test(line);
    expect(lines.filter((line) => line.includes('error TS') && isOurs(line))).toEqual([]);
  },
);
