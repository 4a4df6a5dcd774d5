import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  isSameWindow,
  moveWindow,
  placeInWindow,
  showStep,
  stepAtPlace,
  zoomWindow,
} from '../../../src/view/curve/stepWindow.js';

const SEED = 20_261_130;
const all = fc
  .tuple(fc.nat(1e9), fc.integer({ min: 1, max: 1e9 }))
  .map(([from, span]) => ({ from, to: from + span }));

it(`a window zoomed and moved stays within the steps that there are, at single steps at the finest (seed ${SEED})`, () => {
  const change = fc.tuple(
    fc.constantFrom('zoom', 'move', 'show'),
    fc.double({ min: 0.01, max: 4, noNaN: true }),
    fc.double({ min: -0.2, max: 1.2, noNaN: true }),
  );
  fc.assert(
    fc.property(all, fc.array(change, { maxLength: 30 }), (steps, changes) => {
      let window = steps;
      for (const [kind, scale, place] of changes) {
        const step = stepAtPlace(window, place);
        const next =
          kind === 'zoom'
            ? zoomWindow(window, steps, scale, step)
            : kind === 'move'
              ? moveWindow(window, steps, (scale - 2) * 1e6)
              : showStep(window, steps, step);
        window = next ?? steps;
        expect(Number.isInteger(window.from) && Number.isInteger(window.to)).toBe(true);
        expect(window.from >= steps.from && window.to <= steps.to).toBe(true);
        expect(window.to - window.from >= Math.min(4, steps.to - steps.from)).toBe(true);
      }
    }),
    { seed: SEED, numRuns: 300 },
  );
});

it('zooms to four steps, and to all of them, which is none of its own', () => {
  const steps = { from: 0, to: 2_000_000 };
  const near = zoomWindow(steps, steps, 1e-9, 1_000_000)!;
  expect(near).toEqual({ from: 999_998, to: 1_000_002 });
  expect(zoomWindow(near, steps, 1e9, 1_000_000)).toBeNull();
});

it('keeps a step in its place, to within a step', () => {
  const steps = { from: 0, to: 1000 };
  const window = zoomWindow({ from: 200, to: 600 }, steps, 0.5, 300)!;
  expect(window.to - window.from).toBe(200);
  expect(placeInWindow(window, 300)).toBeCloseTo(0.25, 2);
});

it('moves no further than it takes to show a step', () => {
  const steps = { from: 0, to: 1000 };
  expect(showStep({ from: 200, to: 300 }, steps, 250)).toEqual({ from: 200, to: 300 });
  expect(showStep({ from: 200, to: 300 }, steps, 320.5)).toEqual({ from: 221, to: 321 });
  expect(showStep({ from: 200, to: 300 }, steps, 150)).toEqual({ from: 150, to: 250 });
});

it('windows are the same where both of their edges are', () => {
  const window = { from: 2, to: 9 };
  expect(isSameWindow(window, { ...window })).toBe(true);
  expect(isSameWindow(null, null)).toBe(true);
  for (const other of [{ from: 3, to: 9 }, { from: 2, to: 8 }, null]) {
    expect(isSameWindow(window, other)).toBe(false);
    expect(isSameWindow(other, window)).toBe(false);
  }
});
