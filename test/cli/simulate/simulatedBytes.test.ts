import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBrokenOutput, runCommand } from '../runCommand.js';
import { factsOf, simulate } from './simulateLog.js';

const START_TIME = ['--start-time', '1700000000000'];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gdv-simulate-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function timesOf(log: string): number[] {
  return log
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { ts: number }).ts);
}

describe('the bytes of a simulation', () => {
  const RUNS = [
    ['--optimizer', 'adam', '--surface', 'rosenbrock', '--seed', '3', '--steps', '90'],
    ['--training', '--epochs', '30', '--surface', 'ripples', '--seed', '3'],
  ];

  it.each(RUNS)('are the same each time, but for ts where no start is named (%s)', async (...args) => {
    const first = await simulate(...args, ...START_TIME);
    expect(await simulate(...args, ...START_TIME)).toBe(first);
    const withoutTs = (log: string): string => log.replaceAll(/"ts":\d+/g, '"ts":0');
    expect(withoutTs(await simulate(...args))).toBe(withoutTs(first));
    expect(await simulate(...args, '--seed', '4', ...START_TIME)).not.toBe(first);
    expect(first).not.toContain('"epoch"');
  });

  it('are stamped from the start on at the pace of the steps, and cut as an emitter cuts them', async () => {
    const args = ['--optimizer', 'sgd', '--steps', '100', ...START_TIME];
    const paced = await simulate(...args, '--step-ms', '40');
    expect(timesOf(paced)[0]).toBe(1_700_000_000_000);
    expect(timesOf(paced).at(-1)).toBe(1_700_000_004_000);
    expect(timesOf(paced)).toEqual(timesOf(paced).toSorted((a, b) => a - b));
    const counts = (log: string): number[] =>
      log
        .split('\n')
        .flatMap((line) => /"points":(\[.*\])/.exec(line)?.[1] ?? [])
        .map((points) => (JSON.parse(points) as unknown[]).length);
    // Of 40 ms each, 250 ms hold seven.
    expect(new Set(counts(paced).slice(0, -1))).toEqual(new Set([7]));
    const atOnce = await simulate(...args, '--step-ms', '0');
    expect(new Set(timesOf(atOnce))).toEqual(new Set([1_700_000_000_000]));
    expect(counts(atOnce)).toEqual([20, 20, 20, 20, 20]);
    const training = timesOf(await simulate('--training', '--epochs', '4', ...START_TIME));
    expect(training.map((ms) => ms - 1_700_000_000_000)).toEqual([0, 0, 500, 1000, 1500, 2000, 2000]);
  });

  it('are of the project and the run that are named', async () => {
    const log = await simulate('--training', '--epochs', '2', '--project', 'p', '--run', 'r');
    expect(factsOf(log, 'p r').status).toBe('finished');
  });

  it('go into a file where one is named, which is written over', async () => {
    const file = path.join(folder, 'run.ndjson');
    writeFileSync(file, 'x'.repeat(1_000_000));
    const args = ['--training', '--epochs', '5', ...START_TIME];
    const { exitCode, stdout } = await runCommand(['simulate', ...args, '-o', file]);
    expect([exitCode, stdout]).toEqual([0, '']);
    expect(readFileSync(file, 'utf8')).toBe(await simulate(...args));
  });

  it('end without a word where their reader has left', async () => {
    const args = ['simulate', '--training', '--epochs', '5'];
    const { exitCode, stderr } = await runCommand(args, { stdout: createBrokenOutput() });
    expect([exitCode, stderr]).toEqual([0, '']);
  });
});
