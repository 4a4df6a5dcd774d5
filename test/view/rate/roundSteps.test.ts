import { expect, it } from 'vitest';
import { roundDown, roundUp } from '../../../src/view/rate/roundSteps.js';

it.each([
  [0.2, 1, 1],
  [1, 1, 1],
  [1.5, 1, 2],
  [2, 2, 2],
  [3, 2, 5],
  [7, 5, 10],
  [10, 10, 10],
  [99, 50, 100],
  [1000, 1000, 1000],
  [1001, 1000, 2000],
  [2001, 2000, 5000],
  [31_250, 20_000, 50_000],
  [2e6, 2e6, 2e6],
])('%d steps are rounded to %d and %d', (steps, below, above) => {
  expect([roundDown(steps), roundUp(steps)]).toEqual([below, above]);
});
