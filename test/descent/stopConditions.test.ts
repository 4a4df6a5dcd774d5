import { describe, expect, it } from 'vitest';
import { descendSync, type DescentOptions } from '../../src/descent/descend.js';
import type { DescentStep } from '../../src/descent/descentStep.js';
import type { Objective } from '../../src/descent/objective.js';
import { OPTIMIZER_NAMES } from '../../src/descent/optimizers/optimizerOptions.js';
import {
  computeEnd,
  DEFAULT_STOPS,
  resolveStops,
  type DescentEnd,
} from '../../src/descent/stopConditions.js';

function stepAt(step: number, x: number, y: number, gradX: number, gradY: number): DescentStep {
  return { step, x, y, loss: 1, gradX, gradY };
}

/** The end at a step that moved by this much, on a slope of that. */
function endOf(move: readonly [number, number], slope: readonly [number, number], stops: object = {}) {
  const before = stepAt(3, 10, 20, 1, 1);
  const reached = stepAt(4, 10 + move[0], 20 + move[1], ...slope);
  return computeEnd(reached, before, resolveStops({ steps: 100, tolGrad: 0.5, tolStep: 0.25, ...stops }));
}

const criterionOf = (end: DescentEnd | null): string | null => end && (end.criterion ?? end.reason);

/** A slope along one axis alone, or both, so that a descent goes that way. */
function slopeAlong(ax: number, ay: number): Objective {
  return {
    valueAt: (x, y) => (ax * x * x + ay * y * y) / 2,
    gradientInto(x, y, out) {
      out[0] = ax * x;
      out[1] = ay * y;
    },
  };
}

const AXES = [
  ['x', 1, 0],
  ['y', 0, 1],
  ['both', 1, 1],
] as const;

describe('a move', () => {
  it.each([
    [[0.3, 0], null],
    [[0, 0.3], null],
    [[-0.3, 0], null],
    [[0, -0.3], null],
    [[0.2, 0.2], null],
    [[0.25, 0], 'tolStep'],
    [[0, -0.25], 'tolStep'],
    [[0.15, -0.2], 'tolStep'],
    [[0, 0], 'tolStep'],
  ] as const)('of %j ends a descent by its length, whichever way it goes: %s', (move, criterion) => {
    expect(criterionOf(endOf(move, [3, 3]))).toBe(criterion);
  });

  it('is none at the start, which has no step before it', () => {
    const start = stepAt(0, 10, 20, 1, 1);
    expect(computeEnd(start, null, resolveStops({ tolStep: 1000 }))).toBeNull();
  });
});

describe('a gradient', () => {
  it.each([
    [[0.6, 0], null],
    [[0, 0.6], null],
    [[-0.6, 0], null],
    [[0, -0.6], null],
    [[0.4, 0.4], null],
    [[0.5, 0], 'tolGrad'],
    [[0, -0.5], 'tolGrad'],
    [[-0.3, 0.4], 'tolGrad'],
  ] as const)('of %j ends a descent by its length, whichever way it leads: %s', (slope, criterion) => {
    expect(criterionOf(endOf([3, 3], slope))).toBe(criterion);
  });

  it('is looked at before the move, and both before the number of steps', () => {
    expect(criterionOf(endOf([0, 0], [0, 0], { steps: 4 }))).toBe('tolGrad');
    expect(criterionOf(endOf([0, 0], [3, 3], { steps: 4 }))).toBe('tolStep');
    expect(criterionOf(endOf([3, 3], [3, 3], { steps: 4 }))).toBe('max_steps');
    expect(criterionOf(endOf([3, 3], [3, 3], { steps: 5 }))).toBeNull();
  });
});

describe('the figures of an end', () => {
  it('are those of what was reached, each beside its own limit', () => {
    expect(endOf([0, 0.125], [3, 4])?.message).toBe('step 4: the move of 0.125 is at most tolStep, 0.25');
    expect(endOf([3, 3], [0.3, 0])?.message).toBe(
      "step 4: the gradient's length 0.3 is at most tolGrad, 0.5",
    );
    expect(endOf([3, 3], [3, 4], { steps: 4 })?.message).toBe(
      "4 steps were made, and the gradient's length is 5",
    );
  });

  it('are 1,000 steps, 1e-6 and 1e-9 where none are given, each under its own name', () => {
    expect(resolveStops({})).toEqual({ steps: 1000, tolGrad: 1e-6, tolStep: 1e-9 });
    expect(DEFAULT_STOPS).toEqual(resolveStops({}));
    expect(resolveStops({ steps: 0, tolGrad: 2, tolStep: 3 })).toEqual({ steps: 0, tolGrad: 2, tolStep: 3 });
  });

  it.each(['steps', 'tolGrad', 'tolStep'])('are refused by name where they make no sense: %s', (name) => {
    for (const value of [-1, NaN, Infinity])
      expect(() => resolveStops({ [name]: value })).toThrow(new RegExp(`^${name}: .*got ${value}$`));
  });
});

function runDown(options: Omit<DescentOptions, 'start'>): { steps: DescentStep[]; end: DescentEnd } {
  const descent = descendSync({ start: { x: 2, y: -3 }, ...options });
  const steps: DescentStep[] = [];
  for (let next = descent.next(); ; next = descent.next()) {
    if (next.done === true) return { steps, end: next.value };
    steps.push(next.value);
  }
}

describe.each(AXES)('a descent along %s', (_axis, ax, ay) => {
  const objective = slopeAlong(ax, ay);

  it.each(OPTIMIZER_NAMES)(
    'with %s stops at the first move as short as tolStep, and at none before',
    (name) => {
      const optimizer = { name, learningRate: 0.1 };
      const free = runDown({ objective, optimizer, steps: 12, tolGrad: 0, tolStep: 0 });
      const moves = free.steps.map((step, i) => {
        const before = free.steps[i - 1];
        return before === undefined ? Infinity : Math.hypot(step.x - before.x, step.y - before.y);
      });
      const tolStep = Math.min(...moves.slice(0, 9));
      const { steps, end } = runDown({ objective, optimizer, steps: 12, tolGrad: 0, tolStep });
      const first = moves.findIndex((move) => move <= tolStep);
      expect(first).toBeGreaterThan(0);
      expect([end.criterion, end.last?.step, steps.length]).toEqual(['tolStep', first, first + 1]);
    },
  );

  it.each(OPTIMIZER_NAMES)(
    'with %s stops at the first gradient as short as tolGrad, and at none before',
    (name) => {
      const optimizer = { name, learningRate: 0.1 };
      const free = runDown({ objective, optimizer, steps: 12, tolGrad: 0, tolStep: 0 });
      const slopes = free.steps.map(({ gradX, gradY }) => Math.hypot(gradX, gradY));
      const tolGrad = slopes[5]!;
      const first = slopes.findIndex((slope) => slope <= tolGrad);
      const { steps, end } = runDown({ objective, optimizer, steps: 12, tolGrad, tolStep: 0 });
      expect(first).toBeGreaterThan(0);
      expect([end.criterion, end.last?.step, steps.length]).toEqual(['tolGrad', first, first + 1]);
    },
  );
});
