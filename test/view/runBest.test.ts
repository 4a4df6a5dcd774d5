import { describe, expect, it } from 'vitest';
import { PathPoints } from '../../src/path/pathPoints.js';
import { EMPTY_REPORTS, type RunReports } from '../../src/run/runReports.js';
import { RunBest } from '../../src/view/marks/runBest.js';
import { createRandom } from '../surface/surfaceArbitraries.js';

function append(path: PathPoints, losses: readonly number[], first = path.lastStep + 1): void {
  const row = path.beginEvent({ tsMs: first, seq: first, content: first }, 0);
  losses.forEach((loss, i) => path.place(first + i, (first + i) / 1000, 0, loss, Number.NaN, row));
  path.endEvent(row);
}

const reportsOf = (split: string, losses: readonly number[]): RunReports => {
  const points = new PathPoints();
  append(points, losses);
  return { ...EMPTY_REPORTS, series: [{ name: 'loss', split, stepBase: 1, isStepBaseKnown: true, points }] };
};

const bowl = (x: number): number => (x - 0.05) ** 2;

describe('the best point of a run', () => {
  it('is the first with the least loss of its points, as they come', () => {
    const random = createRandom(2102);
    const path = new PathPoints();
    const best = new RunBest();
    const all: number[] = [];
    for (let call = 0; call < 60; call++) {
      const more = Array.from({ length: 1 + Math.floor(9 * random()) }, () =>
        random() < 0.2 ? Number.NaN : Math.round(100 * random()),
      );
      append(path, more);
      all.push(...more);
      const known = all.filter((loss) => !Number.isNaN(loss));
      const least = Math.min(...known);
      expect(best.update({ path, reported: EMPTY_REPORTS }, null)).toEqual(
        known.length === 0 ? null : { step: all.indexOf(least), loss: least },
      );
    }
  });

  it('is found anew where a point is replaced', () => {
    const path = new PathPoints();
    append(path, [3, 1, 2]);
    const best = new RunBest();
    expect(best.update({ path, reported: EMPTY_REPORTS }, null)).toEqual({ step: 1, loss: 1 });
    append(path, [5], 1);
    expect(best.update({ path, reported: EMPTY_REPORTS }, null)).toEqual({ step: 2, loss: 2 });
  });

  it('is by what was reported before what the points say, and by the points before a measured surface', () => {
    const path = new PathPoints();
    append(path, [3, 1, 2]);
    const reported = reportsOf('train', [9, 8, 7]);
    expect(new RunBest().update({ path, reported }, bowl)).toEqual({ step: 2, loss: 7 });
    expect(new RunBest().update({ path, reported: EMPTY_REPORTS }, bowl)).toEqual({ step: 1, loss: 1 });
  });

  it('is by held-out data where both are reported', () => {
    const path = new PathPoints();
    append(path, [NaN, NaN, NaN]);
    const series = [...reportsOf('train', [3, 2, 1]).series, ...reportsOf('val', [4, 2, 5]).series];
    expect(new RunBest().update({ path, reported: { ...EMPTY_REPORTS, series } }, null)).toEqual({
      step: 1,
      loss: 2,
    });
  });

  it('is by the heights of a measured surface where no loss came, in slices, and by losses once they come', () => {
    const path = new PathPoints();
    append(
      path,
      Array.from({ length: 1000 }, () => Number.NaN),
    );
    const best = new RunBest();
    best.update({ path, reported: EMPTY_REPORTS }, bowl);
    expect(best.isBehind).toBe(true);
    for (let call = 0; call < 9 && best.isBehind; call++)
      best.update({ path, reported: EMPTY_REPORTS }, bowl);
    expect(best.isBehind).toBe(false);
    expect(best.update({ path, reported: EMPTY_REPORTS }, bowl)).toEqual({ step: 50, loss: 0 });
    append(path, [6]);
    expect(best.update({ path, reported: EMPTY_REPORTS }, bowl)).toEqual({ step: 1000, loss: 6 });
  });

  it('is nowhere without a loss and a measured surface', () => {
    const path = new PathPoints();
    append(path, [NaN, NaN]);
    expect(new RunBest().update({ path, reported: EMPTY_REPORTS }, null)).toBeNull();
  });
});
