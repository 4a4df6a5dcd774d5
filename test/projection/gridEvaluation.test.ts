import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeFrame, type Frame } from '../../src/projection/frame.js';
import {
  createGridEvaluation,
  type EvaluateLoss,
  type GridEvaluationProgress,
  type GridEvaluationState,
} from '../../src/projection/gridEvaluation.js';
import { computeGridOrder } from '../../src/projection/gridOrder.js';
import { encodeLossGrid, type LossGrid } from '../../src/projection/lossGrid.js';
import { createPlane } from '../../src/projection/plane.js';
import { projectCheckpoints } from '../../src/projection/projectCheckpoints.js';
import { createRandomPlane } from '../../src/projection/randomPlane.js';
import { createSeededRandom } from '../../src/maths/seededRandom.js';
import { fitTrajectoryPlane } from '../../src/projection/trajectoryPlane.js';
import { createGridSurface } from '../../src/surface/gridSurface.js';
import { NETWORK_LAYOUT, createSmallNetwork } from './smallNetwork.js';
import { createRowSource } from './trajectories.js';

const SEED = 20_261_125;
const network = createSmallNetwork(1);
const checkpoints = createRowSource(network.train(60, 0.2));
const { plane } = await fitTrajectoryPlane(checkpoints);
const points = await projectCheckpoints(checkpoints, plane);
const frame = computeFrame(points);

/** A plane of two weights, so that a loss can be a formula of the place. */
const flat = createPlane(new Float32Array(2), Float32Array.of(1, 0), Float32Array.of(0, 1));
const square: Frame = { centreX: 3, centreY: -2, half: 8 };

async function evaluateAll(evaluate: EvaluateLoss, coarsest = 3, finest = 9) {
  const grids: LossGrid[] = [];
  const evaluation = createGridEvaluation({ plane: flat, frame: square, evaluate, coarsest, finest });
  const finestGrid = await evaluation.run({ onGrid: (grid) => void grids.push(grid) });
  return { evaluation, grids, finestGrid };
}

describe('a real loss on a grid', () => {
  it('a node on a checkpoint that lies in the plane has the loss of the model there, to 1e-5', async () => {
    // The final checkpoint, and others moved into the plane, as float32 holds them.
    const random = createSeededRandom(SEED);
    for (let i = 0; i < 20; i++) {
      const weights = new Float32Array(plane.dimension);
      if (i === 0) weights.set(plane.origin);
      else plane.weightsInto(3 * random.gaussian(), 2 * random.gaussian(), weights);
      const { x, y, residual } = plane.coordinatesOf(weights);
      expect(residual).toBeLessThan(1e-5);
      // The node a quarter of the side to the right of the middle and a quarter below it lies on the checkpoint.
      const half = 1 + random.uniform();
      const here = { centreX: x - half / 2, centreY: y + half / 2, half };
      const { samples } = await createGridEvaluation({
        plane,
        frame: here,
        evaluate: network.lossOf,
        finest: 5,
      }).run();
      const loss = network.lossOf(weights);
      expect(Math.abs(samples[5 + 3]! - loss)).toBeLessThan(1e-5 * loss);
    }
  });

  it('between nodes the error falls as the grid is refined', async () => {
    const random = createSeededRandom(SEED);
    const places = Array.from({ length: 400 }, () =>
      [random.uniform(), random.uniform()].map((u) => 2 * u - 1),
    );
    const weights = new Float32Array(plane.dimension);
    const errors: number[] = [];
    await createGridEvaluation({ plane, frame, evaluate: network.lossOf }).run({
      onGrid({ samples, nodes }) {
        const surface = createGridSurface(samples, nodes, frame.half);
        let worst = 0;
        for (const [u = 0, v = 0] of places) {
          plane.weightsInto(frame.centreX + u * frame.half, frame.centreY + v * frame.half, weights);
          const drawn = surface.valueAt(u * frame.half, v * frame.half);
          worst = Math.max(worst, Math.abs(drawn - network.lossOf(weights)));
        }
        errors.push(worst);
      },
    });
    expect(errors).toHaveLength(5);
    // Linear interpolation: a quarter with each halving, less what the farthest place owes to luck.
    for (const [i, error] of errors.entries()) if (i > 0) expect(error).toBeLessThan(errors[i - 1]! / 2.5);
  });

  it("a finished path stays inside, at its own place on the surface, and the surface's least is below its start", async () => {
    const { samples, min } = await createGridEvaluation({ plane, frame, evaluate: network.lossOf }).run();
    const surface = createGridSurface(samples, 65, frame.half);
    const heightOf = (i: number) =>
      surface.valueAt(points[i]!.x - frame.centreX, points[i]!.y - frame.centreY);
    expect(heightOf(60)).toBeCloseTo(network.lossOf(plane.origin), 3);
    expect(heightOf(60)).toBeLessThan(heightOf(0));
    expect(min).toBeLessThanOrEqual(heightOf(60));
  });

  it('a random plane shows the loss about the end', async () => {
    const fit = await createRandomPlane(checkpoints, { layout: NETWORK_LAYOUT, seed: 2 });
    const around = computeFrame([{ x: 0, y: 0 }], { minHalf: 0.5 });
    const grid = await createGridEvaluation({
      plane: fit.plane,
      frame: around,
      evaluate: network.lossOf,
      finest: 9,
    }).run();
    expect(grid.samples[40]).toBe(Math.fround(network.lossOf(fit.plane.origin)));
  });
});

describe('the nodes', () => {
  it('lie row by row, x fastest, from the corner at -half, about the centre', async () => {
    const { finestGrid } = await evaluateAll(([x = 0, y = 0]) => 100 * x + y, 3, 3);
    const at = (i: number, j: number) => 100 * (3 + 8 * i) + (-2 + 8 * j);
    expect([...finestGrid.samples]).toEqual([-1, 0, 1].flatMap((j) => [-1, 0, 1].map((i) => at(i, j))));
    expect(finestGrid).toMatchObject({
      nodes: 3,
      frame: square,
      isFinest: true,
      min: at(-1, -1),
      max: at(1, 1),
      missing: 0,
    });
  });

  it('are evaluated once each; a coarse grid is every second node of the next', async () => {
    const seen = new Set<string>();
    const { grids, evaluation } = await evaluateAll(
      ([x = 0, y = 0]) => {
        const key = `${x} ${y}`;
        expect(seen.has(key)).toBe(false);
        seen.add(key);
        return Math.sin(x) * y;
      },
      5,
      33,
    );
    expect(grids.map(({ nodes }) => nodes)).toEqual([5, 9, 17, 33]);
    expect(grids.map(({ isFinest }) => isFinest)).toEqual([false, false, false, true]);
    expect(seen.size).toBe(33 * 33);
    expect(evaluation.progress).toEqual({ evaluated: 33 * 33, total: 33 * 33, nodes: 33 });
    for (const [k, { samples, nodes }] of grids.slice(1).entries()) {
      const coarse = grids[k]!;
      for (const [n, sample] of coarse.samples.entries()) {
        const [i, j] = [n % coarse.nodes, Math.floor(n / coarse.nodes)];
        expect(samples[2 * j * nodes + 2 * i]).toBe(sample);
      }
    }
  });

  it('a grid that was handed out does not change, and each has a name of its own', async () => {
    const { grids } = await evaluateAll(([x = 0, y = 0]) => x * y);
    const names = grids.map((grid) => encodeLossGrid(grid, 'run').name);
    expect(new Set(names).size).toBe(3);
    expect(names[0]).toMatch(/^run-3-[0-9a-f]{16}\.f32$/);
    const { grids: again } = await evaluateAll(([x = 0, y = 0]) => x * y);
    expect(again.map((grid) => encodeLossGrid(grid, 'run').name)).toEqual(names);
    expect(encodeLossGrid(grids[2]!, 'run').bytes).toHaveLength(4 * 81);
  });

  it('a loss that is not finite in float32 is missing, and counted', async () => {
    const { finestGrid, grids } = await evaluateAll(([x = 0]) => (x > 3 ? NaN : x === 3 ? 1e39 : x));
    expect(finestGrid.missing).toBe(9 * 5);
    expect([finestGrid.min, finestGrid.max]).toEqual([-5, 1]);
    expect(grids[0]!.missing).toBe(6);
    const { finestGrid: none } = await evaluateAll(() => Infinity);
    expect([none.min, none.max, none.missing]).toEqual([NaN, NaN, 81]);
  });

  it.each([
    [4, 9, 'coarsest: expected 2^k + 1 nodes a side, such as 5, 33 or 65, got 4'],
    [2, 9, 'coarsest: expected 2^k + 1'],
    [3, 10, 'finest: expected 2^k + 1'],
    [9, 5, 'finest: expected at least 9, got 5'],
    [3, 8193, 'finest: expected 2^k + 1'],
  ])('refuses %d to %d', (coarsest, finest, message) => {
    expect(() => computeGridOrder(coarsest, finest)).toThrow(message);
  });
});

describe('ended and gone on', () => {
  const loss: EvaluateLoss = ([x = 0, y = 0]) => Math.cos(x / 2) + 0.1 * x * y;

  it(`wherever it was ended, by an abort or an error, the grids are the same to the bit (seed ${SEED})`, async () => {
    const { grids: whole } = await evaluateAll(loss);
    const ends = fc.array(
      fc.record({ after: fc.nat({ max: 40 }), throws: fc.boolean(), moves: fc.boolean() }),
      { maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(ends, async (interruptions) => {
        const levels = new Map<number, LossGrid>();
        const onGrid = (grid: LossGrid) => void levels.set(grid.nodes, grid);
        let toThrow = false;
        const evaluate: EvaluateLoss = (weights, signal) => {
          if (!toThrow) return loss(weights, signal);
          toThrow = false;
          throw new Error('the worker is gone');
        };
        const create = (state?: GridEvaluationState) =>
          createGridEvaluation({ plane: flat, frame: square, evaluate, coarsest: 3, finest: 9, state });
        let evaluation = create();
        for (const { after, throws, moves } of interruptions) {
          const controller = new AbortController();
          const stopAt = evaluation.progress.evaluated + after;
          const onProgress = ({ evaluated }: GridEvaluationProgress) => {
            if (evaluated !== stopAt) return;
            if (throws) toThrow = true;
            else controller.abort(new Error('enough'));
          };
          await evaluation.run({ onGrid, onProgress, signal: controller.signal }).catch((error: unknown) => {
            expect((error as Error).message).toBe(throws ? 'the worker is gone' : 'enough');
          });
          toThrow = false;
          if (moves) evaluation = create(structuredClone(evaluation.exportState()));
        }
        await evaluation.run({ onGrid });
        for (const grid of whole) if (levels.has(grid.nodes)) expect(levels.get(grid.nodes)).toEqual(grid);
        expect(levels.get(9)).toEqual(whole[2]);
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  it('goes on with the newest level that is complete', async () => {
    const controller = new AbortController();
    const evaluation = createGridEvaluation({
      plane: flat,
      frame: square,
      evaluate: loss,
      coarsest: 3,
      finest: 17,
    });
    const stop = ({ evaluated }: GridEvaluationProgress) => {
      if (evaluated === 30) controller.abort(new Error('enough'));
    };
    await expect(evaluation.run({ signal: controller.signal, onProgress: stop })).rejects.toThrow('enough');
    expect(evaluation.progress).toEqual({ evaluated: 30, total: 289, nodes: 9 });
    const nodes: number[] = [];
    await evaluation.run({ onGrid: (grid) => void nodes.push(grid.nodes) });
    expect(nodes).toEqual([5, 9, 17]);
  });

  it('a state that was exported does not change as the evaluation goes on', async () => {
    const evaluation = createGridEvaluation({ plane: flat, frame: square, evaluate: () => 1, finest: 5 });
    const state = evaluation.exportState();
    await evaluation.run();
    expect(state.samples).toEqual(new Float32Array(25));
    const resumed = createGridEvaluation({ plane: flat, frame: square, evaluate: () => 1, finest: 5, state });
    await resumed.run();
    expect(state.samples).toEqual(new Float32Array(25));
    expect(resumed.exportState().samples).toEqual(new Float32Array(25).fill(1));
  });

  it('evaluates one node at a time, and waits for a host that answers later', async () => {
    let pending = 0;
    const { finestGrid } = await evaluateAll(async (weights, signal) => {
      const [x = 0] = weights;
      expect(++pending).toBe(1);
      expect(signal).toBeUndefined();
      await Promise.resolve();
      pending--;
      return x;
    });
    expect(finestGrid.max).toBe(11);
  });

  it('an abort while the last node of a level is evaluated keeps the node and hands out nothing', async () => {
    const controller = new AbortController();
    const evaluate: EvaluateLoss = async ([x = 0, y = 0]) => {
      await Promise.resolve();
      // The corner that completes the first grid.
      if (x === 11 && y === 6) controller.abort(new Error('enough'));
      return x;
    };
    const evaluation = createGridEvaluation({ plane: flat, frame: square, evaluate, coarsest: 3, finest: 5 });
    const nodes: number[] = [];
    const onGrid = (grid: LossGrid) => void nodes.push(grid.nodes);
    await expect(evaluation.run({ onGrid, signal: controller.signal })).rejects.toThrow('enough');
    expect([nodes, evaluation.progress.evaluated]).toEqual([[], 9]);
    await evaluation.run({ onGrid });
    expect(nodes).toEqual([3, 5]);
  });

  it(`asked for some at a time, in any order of answers, wherever it fails, the grids are the same to the bit (seed ${SEED})`, async () => {
    const { grids: whole } = await evaluateAll(loss);
    const anyOrder = fc.array(fc.nat({ max: 7 }), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 8 }),
        anyOrder,
        fc.nat({ max: 90 }),
        async (inFlight, order, failAt) => {
          const waiting: (() => void)[] = [];
          let asked = 0;
          let most = 0;
          // Reads its weights when it answers: they have to be as they were until then.
          const evaluate: EvaluateLoss = (weights) =>
            new Promise((resolve, reject) => {
              const isFailing = asked++ === failAt;
              waiting.push(() =>
                isFailing ? reject(new Error('the worker is gone')) : resolve(loss(weights)),
              );
              most = Math.max(most, waiting.length);
            });
          const given = { plane: flat, frame: square, evaluate, coarsest: 3, finest: 9, inFlight };
          const evaluation = createGridEvaluation(given);
          const grids: LossGrid[] = [];
          const runOnce = async (): Promise<string> => {
            const ends: string[] = [];
            const onGrid = (grid: LossGrid) => void grids.push(grid);
            evaluation.run({ onGrid }).then(
              () => ends.push('done'),
              (error: unknown) => ends.push((error as Error).message),
            );
            for (let turn = 0; ends.length === 0; turn++) {
              await new Promise((resolve) => setImmediate(resolve));
              waiting.splice(order[turn % order.length]! % Math.max(1, waiting.length), 1)[0]?.();
            }
            expect(waiting).toHaveLength(0);
            return ends[0]!;
          };
          const end = await runOnce();
          expect(end).toBe(failAt < 81 ? 'the worker is gone' : 'done');
          if (end !== 'done') await runOnce();
          expect(grids.filter(({ nodes }, i) => grids[i + 1]?.nodes !== nodes)).toEqual(whole);
          expect(most).toBe(inFlight);
        },
      ),
      { seed: SEED, numRuns: 60 },
    );
  });

  it('refuses to ask for none at a time', () => {
    const given = { plane: flat, frame: square, evaluate: loss };
    for (const inFlight of [0, 1.5, NaN])
      expect(() => createGridEvaluation({ ...given, inFlight })).toThrow(
        `inFlight: expected an integer of at least 1, got ${inFlight}`,
      );
  });

  it('runs once at a time', async () => {
    const evaluation = createGridEvaluation({ plane: flat, frame: square, evaluate: loss });
    const running = evaluation.run();
    await expect(evaluation.run()).rejects.toThrow(
      'run: this evaluation is running; wait for it, or abort its signal',
    );
    await running;
  });

  it('refuses the state of another evaluation', () => {
    const create = (frame: Frame, finest: number, state?: GridEvaluationState) =>
      createGridEvaluation({ plane: flat, frame, evaluate: loss, finest, state });
    const state = create(square, 33).exportState();
    expect(() => create(square, 65, state)).toThrow(
      'state: expected one of a grid of 5 to 65 nodes and the same frame, got 5 to 33',
    );
    expect(() => create({ ...square, half: 9 }, 33, state)).toThrow('begin without a state');
    expect(create(square, 33, state).progress.evaluated).toBe(0);
  });
});
