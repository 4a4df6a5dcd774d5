import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPage } from '../../demo/page.mjs';
import { createDemoServer } from '../../demo/demoServer.js';
import { LOG_DETAILS } from '../../demo/logTitles.js';
import type { LiveRun } from '../../src/dashboard/server/dashboardRun.js';
import type { DashboardServer } from '../../src/dashboard/server/dashboardServer.js';
import { createNodeEmitter } from '../../src/emitter/node/index.js';
import { findLaunchOptions } from '../support/launchOptions.mjs';
import { LOGS_FOLDER } from './testServer.js';
import { itOnce, picked } from '../support/testLength.js';

const emitters = ['measured', 'illustrated'].map((projectId) =>
  createNodeEmitter({ projectId, runId: 'training' }),
);
const [measured, illustrated] = emitters as [(typeof emitters)[0], (typeof emitters)[0]];

const RUNS = new Map<string, LiveRun>([
  [
    'measured',
    {
      title: 'Measured',
      feed: measured,
      beside: 'illustrated',
      detail: () => Promise.resolve('Its true loss.'),
    },
  ],
  [
    'illustrated',
    { title: 'Illustrated', feed: illustrated, detail: () => Promise.resolve('A made-up surface.') },
  ],
]);

const unfinished = createNodeEmitter({ projectId: 'unfinished', runId: 'training' });
RUNS.set('unfinished', { title: 'Unfinished', feed: unfinished });

let server: DashboardServer;
let browser: Browser;
beforeAll(async () => {
  const page = createPage(fileURLToPath(new URL('../..', import.meta.url)));
  const staticFolder = await page.prepare();
  server = await createDemoServer({
    port: 0,
    logsFolder: LOGS_FOLDER,
    runs: RUNS,
    staticFolder,
    speed: 0,
  });
  await page.keep();
  browser = await chromium.launch(await findLaunchOptions());
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

async function open(query: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${server.url}${query}`);
  return page;
}

const steps = (page: Page): Promise<string[]> =>
  page
    .locator('.gdv-figure', { has: page.locator('dt', { hasText: /^Step$/ }) })
    .locator('dd')
    .allTextContents();

itOnce(
  'says of each panel what it is, has both at the same step, and is live no longer than the run',
  async () => {
    const page = await open('?log=measured');
    await expect
      .poll(() => page.locator('.stage-detail').allTextContents())
      .toEqual(['Its true loss.', 'A made-up surface.']);
    const status = page.locator('.status [role=status]');
    for (const emitter of emitters) {
      void emitter.surfaceSpec({ kind: 'bowl', params: { a: 0.1, b: 0.1 } });
      await emitter.start({ x: 0.5, y: 0.5 });
      await emitter.steps([
        { x: 0.4, y: 0.4 },
        { x: 0.3, y: 0.3 },
      ]);
    }
    await expect.poll(() => steps(page)).toEqual(['2', '2']);
    await expect.poll(() => status.textContent()).toBe('Live');
    for (const emitter of emitters) await emitter.finish('converged');
    await expect.poll(() => status.textContent()).toBe('Ended');
    await page.close();
  },
);

it.each(picked(['real-iris', 'real-late-join', 'iris-true-loss'], (id) => id === 'iris-true-loss'))(
  'has a sentence on screen for the recorded stream %s, however wide',
  async (id) => {
    const page = await open(`?log=${id}`);
    const detail = page.locator('.stage-detail');
    await expect.poll(() => detail.count()).toBe(1);
    const text = (await detail.textContent()) ?? '';
    if (LOG_DETAILS.has(id)) expect(text).toBe(LOG_DETAILS.get(id));
    expect(text).toMatch(/\.$/);
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      const box = (await detail.boundingBox())!;
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(width);
    }
    await page.close();
  },
);

itOnce('every recorded stream of the package has its sentence', async () => {
  const { logs } = (await (await fetch(`${server.url}api/logs`)).json()) as {
    readonly logs: readonly { readonly id: string; readonly detail?: string }[];
  };
  const shown = logs.filter(({ id }) => !RUNS.has(id));
  expect(shown.length).toBeGreaterThan(10);
  for (const { id, detail } of shown) expect(detail, id).toMatch(/\.$/);
});

itOnce('is live no longer where the server is gone in the middle of a run', async () => {
  await unfinished.start({ x: 0.5, y: 0.5 });
  const page = await open('?log=unfinished');
  const status = page.locator('.status [role=status]');
  await expect.poll(() => status.textContent()).toBe('Live');
  await server.close();
  await expect.poll(() => status.textContent()).toBe('Disconnected');
  await page.close();
});
