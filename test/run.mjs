// @ts-check
/**
 * Runs the tests: finds or installs a browser, hands the arguments on to `vitest run`, and ends with
 * the line `N passed, N failed` from vitest's own counts. With `--long` it runs what `npm test` has no time for.
 * Where GDV_TALLY_FILE names a file, the counts that it holds are added, and the sum is left in it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BROWSER_VARIABLE } from './support/findBrowser.mjs';
import { provideBrowser } from './support/installBrowser.mjs';
import { addTallies, asksForBrowser, computeTally, formatTally } from './support/tally.mjs';

const LONG = '--long';
const isLong = process.argv.includes(LONG);
const args = process.argv.slice(2).filter((arg) => arg !== LONG);
const root = path.resolve(import.meta.dirname, '..');
/** @type {NodeJS.ProcessEnv} */
const env = { ...process.env, STORYBOOK_DISABLE_TELEMETRY: '1' };
env['GDV_TEST_LENGTH'] = isLong ? 'long' : 'short';

if (asksForBrowser(args)) {
  const browser = await provideBrowser((line) => console.log(line));
  if (browser === null) process.exit(1);
  console.log(`Browser: ${browser.path} (from ${browser.source})`);
  env[BROWSER_VARIABLE] = browser.path;
}

const folder = mkdtempSync(path.join(tmpdir(), 'gdv-test-'));
const report = path.join(folder, 'results.json');
const vitest = path.join(
  path.dirname(createRequire(import.meta.url).resolve('vitest/package.json')),
  'vitest.mjs',
);
const { status, signal } = spawnSync(
  process.execPath,
  [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args],
  { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] },
);

const tally = readTally(report);
rmSync(folder, { recursive: true, force: true });
process.exitCode = status ?? 1;
if (tally === null) {
  console.error(`vitest wrote no report${signal === null ? '' : ` (ended by ${signal})`}.`);
  process.exitCode ||= 1;
} else {
  if (tally.passed + tally.failed === 0) {
    console.error('No test ran.');
    process.exitCode ||= 1;
  } else if (process.exitCode !== 0 && tally.failed === 0) {
    console.error('The run failed outside its tests: see above.');
  }
  console.log(formatTally(addToEarlier(tally)));
}

/** @param {string} file */
function readTally(file) {
  try {
    return computeTally(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null; // vitest ended before it could write: said above
  }
}

/**
 * The sum with what earlier runs left in the file of GDV_TALLY_FILE, if that is set.
 * @param {import('./support/tally.mjs').Tally} tally
 */
function addToEarlier(tally) {
  const file = process.env['GDV_TALLY_FILE'];
  if (file === undefined) return tally;
  const sum = existsSync(file) ? addTallies(JSON.parse(readFileSync(file, 'utf8')), tally) : tally;
  writeFileSync(file, JSON.stringify(sum));
  return sum;
}
