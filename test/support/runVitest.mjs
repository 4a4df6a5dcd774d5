// @ts-check
/** Runs vitest and says its counts. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { addCounters, computeCounters, formatCounters } from './counters.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const vitest = path.join(
  path.dirname(createRequire(import.meta.url).resolve('vitest/package.json')),
  'vitest.mjs',
);

/**
 * Runs vitest from its arguments and ends with the line `N passed, N failed` from its own counts. Where GDV_COUNTERS_FILE
 * names a file, the counts that it holds are added, and the sum is left in it.
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {object} [options]
 * @param {readonly string[]} [options.around] - a command, with its arguments, that runs the one that follows them
 * @returns {number} the exit code
 */
export function runVitest(args, env, { around = [] } = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'gdv-test-'));
  const report = path.join(folder, 'results.json');
  const options = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const [command, ...rest] = [...around, process.execPath, vitest, 'run', ...options, ...args];
  const { status, signal } = spawnSync(command ?? process.execPath, rest, {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const counters = readCounters(report);
  rmSync(folder, { recursive: true, force: true });
  if (counters === null) {
    console.error(`vitest wrote no report${signal === null ? '' : ` (ended by ${signal})`}.`);
    return status || 1;
  }
  const isEmpty = counters.passed + counters.failed === 0;
  if (isEmpty) console.error('No test ran.');
  else if (status !== 0 && counters.failed === 0)
    console.error('The run failed outside its tests: see above.');
  closeWithCounters(counters);
  return (status ?? 1) || Number(isEmpty);
}

/** @param {string} file */
function readCounters(file) {
  try {
    return computeCounters(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null; // vitest ended before it could write: said above
  }
}

/**
 * Says the counts of a run, together with those that earlier runs left in the file of GDV_COUNTERS_FILE, if that is set.
 * @param {import('./counters.mjs').Counters} counters
 */
export function closeWithCounters(counters) {
  console.log(formatCounters(addToEarlier(counters)));
}

/** @param {import('./counters.mjs').Counters} counters */
function addToEarlier(counters) {
  const file = process.env['GDV_COUNTERS_FILE'];
  if (file === undefined) return counters;
  const sum = existsSync(file) ? addCounters(JSON.parse(readFileSync(file, 'utf8')), counters) : counters;
  writeFileSync(file, JSON.stringify(sum));
  return sum;
}
