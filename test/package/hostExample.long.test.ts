import { chromium, type Browser, type Locator, type Page } from 'playwright';
import { preview, type PreviewServer } from 'vite';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { createNodeEmitter, serveEvents, type EventServer } from '../../src/emitter/node/index.js';
import { findLaunchOptions } from '../support/launchOptions.mjs';
import { countCommits, type ReactActivity } from './countCommits.js';
import { installHostExample, type HostExample } from './hostExample.js';
import { isMarkerShown } from './isMarkerShown.js';

const { tarball } = inject('packed');

/** Of fiber, which still uses what three.js has replaced. */
const OF_OTHERS = [/THREE\.Clock: This module has been deprecated/];
/** `h-96` and `rounded-xl` of Tailwind, where 1 rem is 16 px. */
const H_96_PX = 384;
const ROUNDED_XL = '12px';
const STEPS = 60;

const BATCH = 4;
const emitter = createNodeEmitter({ projectId: 'host', runId: 'run_1', maxBatchPoints: BATCH });
let backend: EventServer;
let app: HostExample;
let pages: PreviewServer;
let browser: Browser;
let page: Page;
let view: Locator;
/** Errors and warnings of the page. */
const complaints: string[] = [];
let messages = 0;

beforeAll(async () => {
  backend = await serveEvents({ feed: emitter, allowsLoopbackPages: true });
  app = installHostExample(tarball);
  app.build({ VITE_BACKEND: backend.webSocketUrl });
  pages = await preview({ root: app.folder, configFile: false, preview: { host: '127.0.0.1' } });
  browser = await chromium.launch(await findLaunchOptions());
  page = await browser.newPage({ viewport: { width: 800, height: 600 } });
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('websocket', (socket) => socket.on('framereceived', () => messages++));
  await page.addInitScript(countCommits);
  await page.goto(pages.resolvedUrls?.local[0] ?? '');
  view = page.locator('.gdv');
});

afterAll(async () => {
  await browser.close();
  await pages.close();
  emitter.close();
  await backend.close();
  app.remove();
});

const readActivity = (): Promise<ReactActivity> =>
  page.evaluate(() => (globalThis as unknown as { activity: ReactActivity }).activity);

/** How often React commits while the page draws 30 frames. */
function countCommitsOf30Frames(): Promise<number> {
  return page.evaluate(async () => {
    const { activity } = globalThis as unknown as { activity: ReactActivity };
    const before = activity.commits;
    for (let i = 0; i < 30; i++) await new Promise(requestAnimationFrame);
    return activity.commits - before;
  });
}

/** The lightness of a corner of the view, where nothing but the background is: 0 to 255. */
async function readCorner(): Promise<number> {
  const box = (await view.boundingBox())!;
  const bytes = await page.screenshot({
    clip: { x: box.x + box.width - 24, y: box.y + 24, width: 1, height: 1 },
  });
  return page.evaluate(async (base64) => {
    const image = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))]));
    const context = new OffscreenCanvas(1, 1).getContext('2d')!;
    context.drawImage(image, 0, 0);
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    return (red + green + blue) / 3;
  }, bytes.toString('base64'));
}

it('installs beside the React, three.js and zustand of the host, and brings no second one', async () => {
  const versions = ['react', 'three', 'zustand', 'tailwindcss'].map((name) => app.readVersion(name));
  expect(versions.map((version) => version.replace(/\.\d+$/, ''))).toEqual(['19.2', '0.182', '4.5', '3.4']);
  expect((await readActivity()).versions).toEqual([app.readVersion('react')]);
  expect(await page.evaluate(() => (globalThis as unknown as { __THREE__: string }).__THREE__)).toBe('182');
});

it('compiles as it was before', () => {
  expect(() => app.compileBefore()).not.toThrow();
});

it('shows what the host has reduced of the events, in a box as high as h-96, and writes nothing on the console', async () => {
  await emitter.surfaceSpec({ kind: 'bowl', params: { a: 0.4, b: 0.1 }, domainHalf: 6, zScale: 0.3 });
  await emitter.start({ x: 0.6, y: -0.7 });
  for (let i = 1; i <= STEPS; i++) {
    await emitter.step({ x: 0.6 * 0.95 ** i, y: -0.7 * 0.98 ** i, loss: 2 / i });
    // One update at a time, so that React can commit after each.
    if (i % BATCH === 0) await page.getByText(`${i + 1} points, running`).waitFor();
  }
  await expect
    .poll(() => view.locator('.gdv-readout').innerText())
    .toMatch(new RegExp(`Step\\s+${STEPS}\\b`));
  await expect.poll(() => isMarkerShown(view)).toBe(true);
  const [box, panel] = [
    await view.boundingBox(),
    await page.locator('main > section > header').boundingBox(),
  ];
  expect([box?.width, box?.height]).toEqual([panel?.width, H_96_PX]);
  expect(await view.evaluate((element) => getComputedStyle(element).borderRadius)).toBe(ROUNDED_XL);
  expect(complaints.filter((text) => !OF_OTHERS.some((pattern) => pattern.test(text)))).toEqual([]);
});

it('is light or dark as the class of <html>', async () => {
  const root = page.locator('html');
  expect(await readCorner()).toBeGreaterThan(230);
  await page.getByRole('button', { name: 'Dark' }).click();
  await expect.poll(() => root.getAttribute('class')).toBe('dark');
  await expect.poll(readCorner).toBeLessThan(50);
  await expect.poll(() => isMarkerShown(view)).toBe(true);
  await page.getByRole('button', { name: 'Light' }).click();
  await expect.poll(readCorner).toBeGreaterThan(230);
});

it('ends with the run, and the host’s selectors, which make an object each time, start no loop', async () => {
  await emitter.finish('converged');
  await page.getByText('points, finished').waitFor();
  await view.getByText('Ended', { exact: true }).waitFor();
  await expect.poll(countCommitsOf30Frames).toBe(0);
  const { commits } = await readActivity();
  expect(messages).toBeGreaterThanOrEqual(STEPS / BATCH);
  // At most one of the dashboard for a message, and one or two of texts of ours that it changes.
  expect(commits).toBeLessThanOrEqual(3 * messages + 10);
  expect(complaints.filter((text) => !OF_OTHERS.some((pattern) => pattern.test(text)))).toEqual([]);
});
