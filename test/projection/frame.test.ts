import fc from 'fast-check';
import { expect, it } from 'vitest';
import { computeFrame, computeZScale, isInside, normalizePosition } from '../../src/projection/frame.js';

const SEED = 20_261_125;
const position = fc.record({
  x: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  y: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
});

it(`a path never leaves its frame, which has room on each side (seed ${SEED})`, () => {
  fc.assert(
    fc.property(
      fc.array(position, { minLength: 2, maxLength: 50 }),
      fc.double({ min: 0.01, max: 2, noNaN: true }),
      (points, margin) => {
        const spread = Math.max(
          ...points.map(({ x, y }) => Math.max(Math.abs(x - points[0]!.x), Math.abs(y - points[0]!.y))),
        );
        fc.pre(spread > 1e-3);
        const frame = computeFrame(points, { margin });
        const normalized = points.map((point) => normalizePosition(frame, point));
        expect(normalized.every(isInside)).toBe(true);
        const farthest = Math.max(...normalized.map(({ x, y }) => Math.max(Math.abs(x), Math.abs(y))));
        expect(farthest).toBeCloseTo(1 / (1 + margin), 6);
      },
    ),
    { seed: SEED, numRuns: 500 },
  );
});

it(`without a margin no point leaves its frame by a rounding either (seed ${SEED})`, () => {
  fc.assert(
    fc.property(fc.array(position, { minLength: 2, maxLength: 6 }), (points) => {
      fc.pre(points.some(({ x }) => x !== points[0]!.x));
      const frame = computeFrame(points, { margin: 0 });
      expect(points.map((point) => normalizePosition(frame, point)).every(isInside)).toBe(true);
    }),
    { seed: SEED, numRuns: 500 },
  );
});

it('both axes keep one scale, and wire coordinates give the plane back', () => {
  const frame = computeFrame(
    [
      { x: 0, y: 0 },
      { x: -8, y: 2 },
    ],
    { margin: 0.25 },
  );
  expect(frame).toEqual({ centreX: -4, centreY: 1, half: 5 });
  expect(normalizePosition(frame, { x: 0, y: 0 })).toEqual({ x: 0.8, y: -0.2 });
});

it('one place is shown where a size is stated', () => {
  expect(computeFrame([{ x: 1, y: 2 }], { minHalf: 3 })).toEqual({ centreX: 1, centreY: 2, half: 3 });
  expect(() => computeFrame([{ x: 1, y: 2 }])).toThrow(
    'points: expected some that differ and are finite, got half a side of 0; state minHalf to show one place',
  );
  expect(() => computeFrame([])).toThrow('points: expected at least one');
  expect(() =>
    computeFrame([
      { x: NaN, y: 2 },
      { x: 1, y: 3 },
    ]),
  ).toThrow('got half a side of NaN');
  expect(() => computeFrame([{ x: 1, y: 2 }], { margin: -1 })).toThrow('margin: expected at least 0, got -1');
});

it('a zScale draws the range of losses as high as the share of the width', () => {
  const frame = { centreX: 0, centreY: 0, half: 4 };
  expect(computeZScale({ min: 1, max: 3 }, frame)).toBe(2);
  expect(computeZScale({ min: 1, max: 3 }, frame, 1)).toBe(4);
  expect(computeZScale({ min: 1, max: 1 }, frame)).toBe(1);
  expect(computeZScale({ min: NaN, max: NaN }, frame)).toBe(1);
});
