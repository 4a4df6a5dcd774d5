import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build as bundle, type BuildFailure } from 'esbuild';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createHostApp, readDependencies, type HostApp } from './hostApp.js';
import { picked } from '../support/testLength.js';

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

/** The modules of packages that have any code in what Vite built, as `package/path`. */
function findRendered(built: Awaited<ReturnType<typeof build>>, pattern: RegExp): string[] {
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) =>
    'output' in one ? one.output : [],
  );
  return outputs
    .flatMap((file) => (file.type === 'chunk' ? Object.entries(file.modules) : []))
    .flatMap(([id, { renderedLength }]) => {
      const [, name, file] = pattern.exec(id.replaceAll('\\', '/')) ?? [];
      return renderedLength > 0 && name !== undefined ? [`${name}/${file}`] : [];
    })
    .sort();
}

const ZUSTANDS = picked(['zustand', 'zustand-4'], (one) => one === 'zustand');

describe.each(ZUSTANDS)('a fresh React app with %s', (zustand) => {
  let app: HostApp;
  beforeAll(() => {
    const peers = readDependencies('peerDependencies').map((name) => (name === 'zustand' ? zustand : name));
    app = createHostApp(tarball, peers, {
      'index.html': '<div id="root"></div><script type="module" src="/src/main.tsx"></script>',
      'src/main.tsx': PAGE,
    });
  });
  afterAll(() => app.remove());

  it('builds the page with Vite, styles included, and of drei the orbit controls alone', async () => {
    const built = await build({
      root: app.folder,
      configFile: false,
      logLevel: 'error',
      build: { chunkSizeWarningLimit: 5000 },
    });
    const assets = readdirSync(path.join(app.folder, 'dist/assets'));
    const styles = assets.find((file) => file.endsWith('.css')) ?? '';
    expect(assets.some((file) => file.endsWith('.js'))).toBe(true);
    expect(readFileSync(path.join(app.folder, 'dist/assets', styles), 'utf8').length).toBeGreaterThan(100);
    expect(findRendered(built, /node_modules\/(@react-three\/drei|three-stdlib)\/(.*)$/)).toEqual([
      '@react-three/drei/core/OrbitControls.js',
      'three-stdlib/controls/EventDispatcher.js',
      'three-stdlib/controls/OrbitControls.js',
    ]);
  });

  it('renders on the server: markup, no exception, nothing on the console', () => {
    const { status, stdout, stderr } = app.run(RENDER);
    expect(stdout).toMatch(/^<[a-z]+[^>]*>[\s\S]*>\s*$/);
    // Node loads fiber's CommonJS build, and three.js does not like to be required.
    expect(stderr.split('\n').filter((line) => !/THREE|trace-deprecation|^$/.test(line))).toEqual([]);
    expect(status).toBe(0);
  });
});

describe.each(ZUSTANDS)('a backend without React, with %s', (zustand) => {
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

  it('loads optimizers and projections without an emitter', () => {
    const { status, stdout, stderr } = app.run(
      `import { createOptimizer } from 'gradient-descent-viz/descent';
       import { createPlane } from 'gradient-descent-viz/projection';
       console.log(typeof createOptimizer, typeof createPlane);`,
    );
    expect(stderr).toBe('');
    expect(stdout.trim()).toBe('function function');
    expect(status).toBe(0);
  });

  it('is shown which peer it lacks when it loads the component', () => {
    const { status, stderr } = app.run(`await import('gradient-descent-viz');`);
    expect(stderr).toMatch(/Cannot find package '(?:react|three|@react-three\/\w+)/);
    expect(status).not.toBe(0);
  });

  it('is shown which peers it lacks when it bundles the component', async () => {
    const entry = path.join(app.folder, 'page.js');
    writeFileSync(entry, `export { GradientDescentViz } from 'gradient-descent-viz';`);
    const { errors } = (await bundle({
      entryPoints: [entry],
      bundle: true,
      write: false,
      logLevel: 'silent',
      logLimit: 0,
    }).catch((error: unknown) => error)) as BuildFailure;
    const named = new Set(errors.map(({ text }) => /^Could not resolve "(.*)"$/.exec(text)?.[1] ?? text));
    expect([...named].sort()).toEqual([
      '@react-three/drei',
      '@react-three/fiber',
      'react',
      'react/jsx-runtime',
      'three',
    ]);

    const vite = build({
      root: app.folder,
      configFile: false,
      logLevel: 'silent',
      build: { write: false, rolldownOptions: { input: entry } },
    });
    await expect(vite).rejects.toThrow(/__vite-optional-peer-dep:react\/jsx-runtime:gradient-descent-viz/);
  });
});
