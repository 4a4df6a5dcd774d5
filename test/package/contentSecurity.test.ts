import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { findLaunchOptions } from '../support/launchOptions.mjs';
import { createHostApp, readDependencies, type HostApp } from './hostApp.js';
import { isMarkerShown } from './isMarkerShown.js';
import { itOnce, picked } from '../support/testLength.js';

const { tarball } = inject('packed');

/** A page of a host: a run over server-sent events, whose grid is where the address of the page says. */
const PAGE = `
import { createRoot } from 'react-dom/client';
import { GradientDescentViz, useSharedRun } from 'gradient-descent-viz';
import 'gradient-descent-viz/styles.css';

window.violations = [];
document.addEventListener('securitypolicyviolation', (event) =>
  window.violations.push(event.effectiveDirective + ' ' + event.blockedURI),
);
const samples = new Float32Array([0, 2, 3, 2]);
const addresses = {
  file: '/grid.f32',
  blob: URL.createObjectURL(new Blob([samples])),
  data: 'data:application/octet-stream;base64,' + btoa(String.fromCharCode(...new Uint8Array(samples.buffer))),
};
const kind = new URLSearchParams(location.search).get('grid') as keyof typeof addresses;

function Viewer() {
  const store = useSharedRun('/events?grid=' + encodeURIComponent(addresses[kind]));
  return (
    <div id="frame">
      <GradientDescentViz store={store} theme="light" />
    </div>
  );
}
createRoot(document.getElementById('root')!).render(<Viewer />);
`;
const STYLES = `#frame { width: 480px; height: 360px }`;
const HTML = `<!doctype html><link rel="stylesheet" href="/src/page.css"><div id="root"></div><script type="module" src="/src/main.tsx"></script>`;

/** What docs/deployment.md says is enough. */
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' blob: data:";
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

let app: HostApp;
let server: Server;
let browser: Browser;
/** A recorded run as a server renders it. */
let rendered = '';
/** With which the next page comes. */
let policy = POLICY;

beforeAll(async () => {
  app = createHostApp(tarball, readDependencies('peerDependencies'), {
    'index.html': HTML,
    'src/main.tsx': PAGE,
    'src/page.css': STYLES,
  });
  // A server loads no grid, and without a surface there is no legend: the run announces one before it.
  const events = JSON.stringify([createAnnouncement(), ...createRun('/grid.f32')]);
  rendered = app.run(`
    import { createElement } from 'react';
    import { renderToString } from 'react-dom/server';
    import { GradientDescentViz } from 'gradient-descent-viz';
    console.log(renderToString(createElement(GradientDescentViz, { events: ${events} })));
  `).stdout;
  await build({
    root: app.folder,
    configFile: false,
    logLevel: 'error',
    // A style sheet and a script of its own for all, nothing in the page itself.
    build: { chunkSizeWarningLimit: 5000, modulePreload: false, assetsInlineLimit: 0 },
  });
  server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://host');
    if (pathname === '/events') {
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
      for (const message of createRun(searchParams.get('grid') ?? '')) response.write(`data: ${message}\n\n`);
    } else if (pathname === '/rendered') {
      response
        .writeHead(200, { 'Content-Type': 'text/html', 'Content-Security-Policy': policy })
        .end(rendered);
    } else if (pathname === '/grid.f32') response.end(Buffer.from(new Float32Array([0, 2, 3, 2]).buffer));
    else if (pathname === '/favicon.ico') response.writeHead(204).end();
    else {
      const file = path.join(app.folder, 'dist', pathname === '/' ? 'index.html' : pathname);
      void readFile(file).then((bytes) => {
        const type = TYPES[path.extname(file)] ?? 'application/octet-stream';
        response.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': policy }).end(bytes);
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  browser = await chromium.launch(await findLaunchOptions());
});

afterAll(async () => {
  await browser.close();
  server.closeAllConnections();
  server.close();
  app.remove();
});

/** A surface that is shown until the grid is there. */
function createAnnouncement(): string {
  return JSON.stringify({
    v: 1,
    type: 'EVENT',
    project_id: 'p',
    seq: 0,
    ts: 1_790_000_000_000,
    event: {
      name: 'LOSS_SURFACE_SPEC_READY',
      payload: { run_id: 'run_1', surface_spec: { kind: 'bowl', params: {} } },
    },
  });
}

function createRun(assetUrl: string): string[] {
  const send = (seq: number, name: string, payload: object): string =>
    JSON.stringify({
      v: 1,
      type: 'EVENT',
      project_id: 'p',
      seq,
      ts: 1_790_000_000_000 + seq,
      event: { name, payload: { run_id: 'run_1', ...payload } },
    });
  return [
    send(1, 'LOSS_SURFACE_GRID_READY', { asset_url: assetUrl, resolution: 2, domainHalf: 6, zScale: 1 }),
    send(2, 'GD_PATH_STARTED', { domainHalf: 6, point0: { x: 0.5, y: -0.5 } }),
  ];
}

async function open(grid: 'file' | 'blob' | 'data', withPolicy = POLICY): Promise<Page> {
  policy = withPolicy;
  const page = await browser.newPage();
  const { port } = server.address() as AddressInfo;
  await page.goto(`http://127.0.0.1:${port}/?grid=${grid}`);
  return page;
}

const violationsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => (globalThis as unknown as { violations: string[] }).violations);

describe('a page under a strict content security policy', () => {
  it.each(picked(['file', 'blob', 'data'] as const, (grid) => grid === 'data'))(
    'shows a run with its grid (%s), and breaks no rule',
    async (grid) => {
      const page = await open(grid);
      await page.getByText('Height', { exact: true }).waitFor();
      await expect.poll(() => page.locator('.gdv-readout').innerText()).toMatch(/Height\s+2\b/);
      await expect.poll(() => isMarkerShown(page.locator('.gdv'))).toBe(true);
      // The style sheet, and the styles that scripts set one by one.
      const box = await page.locator('.gdv-canvas canvas').boundingBox();
      expect([box?.width, box?.height]).toEqual([480, 360]);
      expect(await violationsOf(page)).toEqual([]);
      await page.close();
    },
  );

  it.each(
    picked(
      [
        ['data', 'data:', /could not be loaded/, 'connect-src data'],
        ['blob', 'blob:', /could not be loaded/, 'connect-src blob'],
        ['file', "connect-src 'self'", /Reconnecting|Connection failed/, 'connect-src http'],
      ] as const,
      ([grid]) => grid === 'file',
    ),
  )('says so where %s grids lack `%s`', async (grid, source, words, violation) => {
    const page = await open(
      grid,
      POLICY.replace(source, source.replace("'self'", "'none'").replace(/^(?:data|blob):$/, '')),
    );
    await page.getByText(words).waitFor();
    expect((await violationsOf(page)).some((text) => text.startsWith(violation))).toBe(true);
    await page.close();
  });

  itOnce.each([
    ['', true],
    ["; style-src-attr 'unsafe-inline'", false],
  ])(
    'refuses the style attributes of what a server rendered, with %j added: %s',
    async (added, isRefused) => {
      policy = POLICY + added;
      const page = await browser.newPage();
      const refusals: string[] = [];
      page.on('console', (message) => refusals.push(message.text()));
      const { port } = server.address() as AddressInfo;
      await page.goto(`http://127.0.0.1:${port}/rendered`);
      await page.locator('.gdv-legend-bar').waitFor({ state: 'attached' });
      expect(refusals.some((text) => /inline style/.test(text))).toBe(isRefused);
      await page.close();
    },
  );
});
