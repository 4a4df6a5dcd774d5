import { chromium } from 'playwright';
import type { BrowserCommand } from 'vitest/node';
import { findLaunchOptions } from './launchOptions.mjs';

/** What became of a page in a browser that draws no WebGL. */
interface PageWithoutWebGl {
  readonly hasWebGl: boolean;
  readonly canvases: number;
  /** What is read of the page. */
  readonly text: string;
  /** What it threw, and what it wrote as an error on the console. */
  readonly errors: readonly string[];
}

declare module 'vitest/browser' {
  interface BrowserCommands {
    /**
     * Opens a module in a browser of its own that denies every 3D interface, as one does without a graphics driver.
     * @param moduleUrl - of the test server; it sets `document.title` once it is done
     */
    openWithoutWebGl: (moduleUrl: string) => Promise<PageWithoutWebGl>;
  }
}

export const openWithoutWebGl: BrowserCommand<[moduleUrl: string]> = async (_, moduleUrl) => {
  const { args, ...options } = await findLaunchOptions();
  const browser = await chromium.launch({ ...options, args: [...args, '--disable-3d-apis'] });
  try {
    const page = await browser.newPage({ viewport: { width: 500, height: 400 } });
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    const address = new URL('/without-webgl', moduleUrl).href;
    const body = `<!doctype html><link rel="icon" href="data:,"><script type="module" src="${moduleUrl}"></script>`;
    await page.route(address, (route) => route.fulfill({ contentType: 'text/html', body }));
    // The test server's own, for modules that change.
    await page.routeWebSocket(/^ws/, () => undefined);
    await page.goto(address);
    await page.waitForFunction(() => document.title !== '');
    const hasWebGl = await page.evaluate(
      () => document.createElement('canvas').getContext('webgl2') !== null,
    );
    const canvases = await page.locator('canvas').count();
    return { hasWebGl, canvases, text: await page.locator('.gdv').innerText(), errors };
  } finally {
    await browser.close();
  }
};
