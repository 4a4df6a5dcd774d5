import { expect, it } from 'vitest';
import { RunPath } from '../src/path/runPath.js';
import { CurveLine } from '../src/view/curve/curveLine.js';
import { findBest } from '../src/view/curve/bestPoint.js';

const SIZES = [1_000, 100_000, 2_000_000] as const;
const ROUNDS = 50;
const COLUMNS = 800;
const none = () => ({ placed: 0, same: 0, superseded: 0, beyondLimit: 0 });

/** Milliseconds that one of so many calls takes. */
function measure(work: (round: number) => void): number {
  const beginMs = performance.now();
  for (let round = 0; round < ROUNDS; round += 1) work(round);
  return (performance.now() - beginMs) / ROUNDS;
}

it('what an append and the curve made anew cost, at any length', () => {
  for (const size of SIZES) {
    const path = new RunPath(Infinity);
    const add = (from: number, count: number): void => {
      const points = Array.from({ length: count }, (_, i) => ({ x: 0, y: 0, loss: 1 / (1 + from + i) }));
      path.update({ tsMs: from + 1, seq: 0, content: 0 }, from, points, none());
    };
    for (let from = 0; from < size; from += 1000) add(from, 1000);
    const line = new CurveLine();
    const draw = (): void => line.draw(path.points, { from: 0, to: path.points.lastStep }, COLUMNS, 0.9);
    draw();
    const appendMs = measure((round) => {
      add(size + round * 10, 10);
      draw();
    });
    const bestMs = measure(() => findBest(path.points));
    console.log(
      `${size} points: append and line ${appendMs.toFixed(2)} ms, best point ${bestMs.toFixed(2)} ms`,
    );
    expect(line.count).toBeGreaterThan(0);
  }
});
