// @ts-check
/**
 * Tries the component in engines other than Chromium: finds or installs them, says in one line which it leaves out, hands
 * what stands after `--` on to `vitest run`, and ends with the line `N passed, N failed`. `--engine NAME` tries that one:
 * firefox, webkit, or chromium, to look beside them.
 */
import { parseArgs } from 'node:util';
import { BROWSER_VARIABLE } from '../support/findBrowser.mjs';
import { provideBrowser } from '../support/installBrowser.mjs';
import { closeWithCounters, runVitest } from '../support/runVitest.mjs';
import { DEFAULT_ENGINES, ENGINES_VARIABLE, isEngineName } from './engineNames.mjs';
import { ENGINES, SCREEN_COMMAND } from './findEngine.mjs';
import { provideEngine } from './installEngine.mjs';

const CONFIG = 'test/engines/vitest.config.ts';
const say = (/** @type {string} */ line) => console.log(line);
const { values, positionals } = parseArgs({
  options: { engine: { type: 'string', multiple: true, default: [...DEFAULT_ENGINES] } },
  allowPositionals: true,
});
const names = values.engine.filter(isEngineName);
if (names.length < values.engine.length) {
  console.error(`An engine is firefox, webkit or chromium, not ${values.engine.join(', ')}.`);
  process.exit(1);
}

/** @type {NodeJS.ProcessEnv} */
const env = { ...process.env };
const tried = [];
for (const name of names) {
  const isOther = name !== 'chromium';
  const { engine, isFault } = isOther
    ? await provideEngine(name, say)
    : { engine: await provideBrowser(say), isFault: true };
  if (engine !== null) {
    say(`Engine: ${engine.path} (from ${engine.source})`);
    env[isOther ? ENGINES[name].variable : BROWSER_VARIABLE] = engine.path;
  }
  // Its tests fail where it should be here.
  if (engine !== null || isFault) tried.push(name);
}

env[ENGINES_VARIABLE] = tried.join(',');
if (tried.length === 0) closeWithCounters({ passed: 0, failed: 0, skipped: 0 });
else {
  const around = process.platform === 'linux' ? SCREEN_COMMAND : [];
  process.exitCode = runVitest(['--config', CONFIG, ...positionals], env, { around });
}
