import { readFileSync, readdirSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createHostApp, readDependencies, type HostApp } from './hostApp.js';

const ROOT = path.resolve(import.meta.dirname, '../..');
const { tarball } = inject('packed');

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

const RENDER = `
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { GradientDescentViz } from 'gradient-descent-viz';
console.log(renderToString(createElement(GradientDescentViz, { events: [] })));
`;

/** The options of a strict host. */
function tsconfig(moduleResolution: 'bundler' | 'nodenext', skipLibCheck: boolean): string {
  return JSON.stringify({
    compilerOptions: {
      target: 'ES2022',
      module: moduleResolution === 'bundler' ? 'ESNext' : 'NodeNext',
      moduleResolution,
      lib: ['ES2023', 'DOM', 'DOM.Iterable'],
      jsx: 'react-jsx',
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck,
      noEmit: true,
      types: [],
    },
    include: ['src'],
  });
}

describe.each(['zustand', 'zustand-4'])('a fresh React app with %s', (zustand) => {
  let app: HostApp;
  beforeAll(() => {
    const peers = readDependencies('peerDependencies').map((name) => (name === 'zustand' ? zustand : name));
    const types = ['@types/react', '@types/react-dom', '@types/three'];
    app = createHostApp(tarball, [...peers, ...types], {
      'index.html': '<div id="root"></div><script type="module" src="/src/main.tsx"></script>',
      'src/main.tsx': PAGE,
      'src/css.d.ts': `declare module '*.css';`,
      'tsconfig.bundler.json': tsconfig('bundler', true),
      // Checks the declarations themselves too.
      'tsconfig.nodenext.json': tsconfig('nodenext', false),
    });
  });
  afterAll(() => app.remove());

  it.each(['bundler', 'nodenext'])('compiles a page against the types, resolved as %s', (resolution) => {
    const tsc = path.join(ROOT, 'node_modules/typescript/bin/tsc');
    const { stdout } = spawnSync(
      process.execPath,
      [tsc, '-p', `tsconfig.${resolution}.json`, '--pretty', 'false'],
      {
        cwd: app.folder,
        encoding: 'utf8',
      },
    );
    // Declarations of others (three-stdlib's) have errors of their own.
    const ours = stdout
      .split('\n')
      .filter((line) => /^(?:src|node_modules\/gradient-descent-viz|error)\b/.test(line));
    expect(ours).toEqual([]);
  });

  it('builds the page with Vite, styles included', async () => {
    await build({
      root: app.folder,
      configFile: false,
      logLevel: 'error',
      build: { chunkSizeWarningLimit: 5000 },
    });
    const assets = readdirSync(path.join(app.folder, 'dist/assets'));
    const styles = assets.find((file) => file.endsWith('.css')) ?? '';
    expect(assets.some((file) => file.endsWith('.js'))).toBe(true);
    expect(readFileSync(path.join(app.folder, 'dist/assets', styles), 'utf8').length).toBeGreaterThan(100);
  });

  it('renders on the server: markup, no exception, nothing on the console', () => {
    const { status, stdout, stderr } = app.run(RENDER);
    expect(stdout).toMatch(/^<[a-z]+[^>]*>[\s\S]*>\s*$/);
    // Node loads fiber's CommonJS build, and three.js does not like to be required.
    expect(stderr.split('\n').filter((line) => !/THREE|trace-deprecation|^$/.test(line))).toEqual([]);
    expect(status).toBe(0);
  });
});

describe.each(['zustand', 'zustand-4'])('a backend without React, with %s', (zustand) => {
  let app: HostApp;
  beforeAll(() => {
    app = createHostApp(tarball, [zustand], {});
  });
  afterAll(() => app.remove());

  it('loads the core', () => {
    const { status, stdout, stderr } = app.run(
      `import { createRunStore } from 'gradient-descent-viz/core'; console.log(typeof createRunStore());`,
    );
    expect(stderr).toBe('');
    expect(stdout.trim()).toBe('object');
    expect(status).toBe(0);
  });

  it('is told which peer it lacks when it loads the component', () => {
    const { status, stderr } = app.run(`await import('gradient-descent-viz');`);
    expect(stderr).toMatch(/Cannot find package '(?:react|three|@react-three\/\w+)/);
    expect(status).not.toBe(0);
  });
});
