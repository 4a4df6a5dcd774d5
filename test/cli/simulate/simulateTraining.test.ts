import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { simulateLosses } from '../../../src/descent/simulation/simulateLosses.js';
import { TEST_FUNCTIONS } from '../../../src/descent/testFunctions/testFunctions.js';
import { SURFACE_KINDS } from '../../../src/protocol/index.js';
import { createParametricSurface } from '../../../src/surface/index.js';
import type { ShownFacts } from '../../run/properties.js';
import { factsOf, simulate } from './simulateLog.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gdv-simulate-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lossesOf = ({ points }: ShownFacts): number[] =>
  points.map(([, , , loss]) => loss).filter((loss) => !Number.isNaN(loss));

describe('a training that is simulated', () => {
  it('has the losses of its seed', async () => {
    const facts = factsOf(await simulate('--training', '--epochs', '40', '--seed', '7'));
    expect(lossesOf(facts)).toEqual([...simulateLosses({ epochs: 40, seed: 7 })].map(({ loss }) => loss));
    expect(facts).toMatchObject({ status: 'finished', end: { reason: 'max_steps' }, missing: [] });
    expect(facts.surface?.source).toBe('illustrative');
    const course = ['--first-loss', '9', '--last-loss', '-1', '--noise', '0', '--epochs', '12'];
    const other = factsOf(await simulate('--training', ...course, '--surface', 'ackley'));
    const options = { firstLoss: 9, lastLoss: -1, noise: 0, epochs: 12 };
    expect(lossesOf(other)).toEqual([...simulateLosses(options)].map(({ loss }) => loss));
  });

  it.each([...SURFACE_KINDS, ...Object.keys(TEST_FUNCTIONS)])('goes down on %s', async (surface) => {
    const { points } = factsOf(await simulate('--training', '--epochs', '15', '--surface', surface));
    expect(new Set(points.map(([, x, y]) => `${x} ${y}`)).size).toBeGreaterThan(5);
  });

  it('has the losses that are in a file, a number or a JSON object a line', async () => {
    const file = path.join(folder, 'losses.txt');
    const lines = ['\uFEFF2', ' 1.5\r', '', '{"epoch":2,"loss":1}', '{"epoch":3}', 'nan', '5e-1', ''];
    writeFileSync(file, lines.join('\n'));
    expect(lossesOf(factsOf(await simulate('--losses', file)))).toEqual([2, 1.5, 1, 0.5]);
    writeFileSync(file, '2\n{"loss":NaN}');
    const facts = factsOf(await simulate('--losses', file));
    expect(facts.end?.reason).toBe('error');
    expect(facts.points).toHaveLength(3);
  });

  it('goes another way for another seed, whatever the losses are', async () => {
    const file = path.join(folder, 'seeded.txt');
    writeFileSync(file, '2\n1\n');
    const start = async (seed: string) =>
      factsOf(await simulate('--losses', file, '--seed', seed)).points[0]!.slice(1, 3);
    expect(await start('1')).not.toEqual(await start('2'));
  });

  it('expects to end at the loss that is named', async () => {
    const file = path.join(folder, 'narrow.txt');
    writeFileSync(file, '1000\n999\n998\n');
    const height = ({ points, spec }: ShownFacts): number => {
      const [, x, y] = points.at(-1)!;
      return createParametricSurface(spec!.params!, 6).valueAt(6 * x, 6 * y);
    };
    const plain = height(factsOf(await simulate('--losses', file)));
    const led = height(factsOf(await simulate('--losses', file, '--goal-loss', '998')));
    expect(led).toBeLessThan(plain - 1);
  });
});
