import { expect, it } from 'vitest';
import type { EventOrder } from '../../src/protocol/envelope.js';
import { RunPath } from '../../src/path/runPath.js';

function orderOf(tsMs: number): EventOrder {
  return { tsMs, seq: 1, content: 0 };
}

it('keeps of an update without step_start its points alone, not the objects that it came in', () => {
  const path = new RunPath(100);
  const tally = { placed: 0, same: 0, superseded: 0, beyondLimit: 0 };
  const point = { x: 0.5, y: 0.25, loss: 3, unknown: 'x'.repeat(1000) };
  path.update(orderOf(2), null, [point, null, { x: 1, y: 1 }], tally);
  point.x = 9;
  point.loss = 9;
  // An earlier event moves the update, which is then placed anew from what was kept of it.
  path.update(orderOf(1), 0, [{ x: 0, y: 0 }], tally);
  const points: number[][] = [];
  path.points.forEach((step, x, y, _index, loss) => points.push([step, x, y, loss]));
  expect(points).toEqual([
    [0, 0, 0, Number.NaN],
    [1, 0.5, 0.25, 3],
    [3, 1, 1, Number.NaN],
  ]);
});
