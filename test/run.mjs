// @ts-check
/**
 * Runs the tests: finds or installs a browser, hands the arguments on to `vitest run`, and ends with
 * the line `N passed, N failed` from vitest's own counts. With `--long` it runs what `npm test` has no time for.
 */
import { BROWSER_VARIABLE } from './support/findBrowser.mjs';
import { provideBrowser } from './support/installBrowser.mjs';
import { runVitest } from './support/runVitest.mjs';
import { asksForBrowser } from './support/counters.mjs';

const LONG = '--long';
const isLong = process.argv.includes(LONG);
const args = process.argv.slice(2).filter((arg) => arg !== LONG);
/** @type {NodeJS.ProcessEnv} */
const env = { ...process.env, STORYBOOK_DISABLE_TELEMETRY: '1' };
env['GDV_TEST_LENGTH'] = isLong ? 'long' : 'short';

if (asksForBrowser(args)) {
  const browser = await provideBrowser((line) => console.log(line));
  if (browser === null) process.exit(1);
  console.log(`Browser: ${browser.path} (from ${browser.source})`);
  env[BROWSER_VARIABLE] = browser.path;
}

process.exitCode = runVitest(args, env);
