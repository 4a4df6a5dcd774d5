// @ts-check
/** How the tests start Chromium, in vitest and wherever a test starts one of its own. */
import { computeBrowsers, probeMachine } from './findBrowser.mjs';

/**
 * WebGL2 without a GPU: newer Chromiums draw in software only when asked. The picture is the same on every machine.
 * Playwright itself adds `--no-sandbox`, which root needs.
 */
const SOFTWARE_WEBGL = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

/**
 * Playwright's options for `chromium.launch`. Without a browser on this machine they name none, and Playwright says so.
 * @returns {Promise<{ args: string[], executablePath?: string }>}
 */
export async function findLaunchOptions() {
  const [browser] = computeBrowsers(await probeMachine());
  return { args: [...SOFTWARE_WEBGL], ...(browser === undefined ? {} : { executablePath: browser.path }) };
}
