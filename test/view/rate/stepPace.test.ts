import { expect, it } from 'vitest';
import { PathPoints } from '../../../src/path/pathPoints.js';
import { computeStepPace } from '../../../src/view/rate/stepPace.js';

/** A path of events, each with its time in ms and its points. */
function pathOf(events: readonly (readonly [tsMs: number, points: number])[], every = 1): PathPoints {
  const path = new PathPoints();
  let step = 0;
  events.forEach(([tsMs, points], seq) => {
    const row = path.beginEvent({ tsMs, seq, content: 0 }, step);
    for (let i = 0; i < points; i++, step += every) path.place(step, 0, 0, Number.NaN, Number.NaN, row);
    path.endEvent(row);
  });
  return path;
}

it.each([
  ['a point an event', pathOf(Array.from({ length: 100 }, (_, i) => [1000 + 20 * i, 1])), 50],
  ['five points an event', pathOf(Array.from({ length: 100 }, (_, i) => [1000 + 100 * i, 5])), 50],
  ['batches of several sizes', pathOf(Array.from({ length: 99 }, (_, i) => [1000 * i, 1 + (i % 3)])), 2],
  [
    'a point every 50 steps',
    pathOf(
      Array.from({ length: 40 }, (_, i) => [500 * i, 1]),
      50,
    ),
    100,
  ],
  [
    'two events',
    pathOf([
      [0, 1],
      [500, 10],
    ]),
    20,
  ],
])('is by the times of the events: %s', (_, path, expected) => {
  expect(computeStepPace(path) / expected).toBeCloseTo(1, 1);
});

it('is of the last 20 s', () => {
  const slow = Array.from({ length: 100 }, (_, i) => [1000 * i, 1] as const);
  const fast = Array.from({ length: 400 }, (_, i) => [100_000 + 100 * i, 1] as const);
  expect(computeStepPace(pathOf([...slow, ...fast]))).toBeCloseTo(10, 1);
});

it.each([
  ['no point', pathOf([])],
  ['one', pathOf([[5, 1]])],
  ['one event', pathOf([[5, 100]])],
  [
    'events of one time',
    pathOf([
      [5, 1],
      [5, 1],
      [5, 4],
    ]),
  ],
])('is not known of %s', (_, path) => {
  expect(computeStepPace(path)).toBeNaN();
});

it('is not known where the path does not keep its times', () => {
  const path = pathOf([
    [0, 1],
    [1000, 5],
  ]);
  path.tsMsAt = () => Number.NaN;
  expect(computeStepPace(path)).toBeNaN();
});
