import puppeteer, { type KeyInput, type LaunchOptions, type Page } from 'puppeteer-core';
import { WINDOW, type Engine } from '../engine.js';

/** Starts an engine that puppeteer drives: Firefox over WebDriver BiDi, Chromium over its own protocol. */
export async function startPuppeteerEngine(options: LaunchOptions, pageUrl: string): Promise<Engine> {
  const browser = await puppeteer.launch({
    headless: false,
    // The tests' own limit is the one.
    timeout: 0,
    defaultViewport: { width: WINDOW.widthPx, height: WINDOW.heightPx },
    env: { ...process.env, LIBGL_ALWAYS_SOFTWARE: '1' },
    ...options,
  });
  try {
    const version = await browser.version();
    const page = await browser.newPage();
    page.setDefaultTimeout(0);
    await page.goto(pageUrl);
    await page.waitForFunction(() => 'enginePage' in window);
    return createEngine(page, version, () => browser.close());
  } catch (error) {
    await browser.close();
    throw error;
  }
}

function createEngine(page: Page, version: string, close: () => Promise<void>): Engine {
  return {
    version,
    close,
    async ask(name, ...args) {
      const answer: unknown = await page.evaluate(
        (asked, given) => Reflect.apply(window.enginePage[asked], window.enginePage, given) as unknown,
        name,
        args,
      );
      return answer as never;
    },
    takeScreenshot: () => page.screenshot(),
    press: (key) => page.keyboard.press(key as KeyInput),
    async turnWheel(xPx, yPx, deltaPx) {
      await page.mouse.move(xPx, yPx);
      await page.mouse.wheel({ deltaY: deltaPx });
    },
  };
}
