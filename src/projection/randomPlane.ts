import { assertSource, readChunks, selectEvenly, type CheckpointSource } from './checkpointSource.js';
import { computeExplainedShares, type AxisShares } from './explainedShares.js';
import { createFilterDirection } from './filterDirection.js';
import { runPiece, type WorkOptions } from './pacer.js';
import { createPlane, type Plane } from './plane.js';
import type { PlaneFit } from './planeFit.js';
import { projectCheckpoints } from './projectCheckpoints.js';
import { createSeededRandom } from '../maths/seededRandom.js';
import type { WeightLayout } from './weightLayout.js';

/** Options of a random plane. */
export interface RandomPlaneOptions extends WorkOptions {
  readonly layout: WeightLayout;
  /** Integer; the same seed, layout and weights give the same plane. */
  readonly seed: number;
}

/**
 * Creates a plane through the last checkpoint along two random, filter-normalized directions, which are independent of the
 * path: for a model with many weights they show almost nothing of the path, but the loss around its end.
 *
 * Both directions have the same length, the norm of all filters. They are divided by it, so that coordinates are in weight
 * units as in every plane; `computeUnitLength` returns it.
 * @throws RangeError if the layout does not fit, or no filter differs from 0
 */
export async function createRandomPlane(
  source: CheckpointSource,
  options: RandomPlaneOptions,
): Promise<PlaneFit> {
  const { layout, seed } = options;
  const { count, dimension } = source;
  assertSource(source, 1);
  const origin = new Float32Array(dimension);
  await source.read(count - 1, origin, 0, dimension);
  const plane = createPlane(origin, ...createDirections(origin, layout, seed));
  const points = await projectCheckpoints(source, plane, options);
  const totals = await computeTotals(source, options);
  const scores = {
    x: Float64Array.from(points, ({ x }) => x),
    y: Float64Array.from(points, ({ y }) => y),
  };
  const walk = computeShareOfAWalk(dimension);
  return {
    method: 'random',
    centring: 'mean',
    plane,
    explained: computeExplainedShares({ ...scores, ...totals }, plane.metric),
    randomWalk: { aboutMean: walk, aboutEnd: walk },
    checkpoints: count,
    seed,
  };
}

/** Length of a filter-normalized direction at some weights, in weight units: the unit of Li et al.'s pictures. */
export function computeUnitLength(weights: Float32Array, layout: WeightLayout): number {
  let square = 0;
  for (const { kind, shape, offset } of layout) {
    if (kind !== 'filters') continue;
    const end = offset + shape.reduce((product, length) => product * length, 1);
    for (let n = offset; n < end; n++) square += weights[n]! ** 2;
  }
  return Math.sqrt(square);
}

function createDirections(origin: Float32Array, layout: WeightLayout, seed: number): Plane['axes'] {
  const random = createSeededRandom(seed);
  const first = createFilterDirection(origin, layout, random);
  const second = createFilterDirection(origin, layout, random);
  const unitLength = computeUnitLength(origin, layout);
  if (!(unitLength > 0))
    throw new RangeError('layout: no filter has a weight other than 0, so there is no direction to go in');
  for (let n = 0; n < origin.length; n++) {
    first[n] = first[n]! / unitLength;
    second[n] = second[n]! / unitLength;
  }
  return [first, second];
}

/** A direction independent of a walk explains one weight's share of it, whatever its length. */
function computeShareOfAWalk(dimension: number): AxisShares {
  return { x: 1 / dimension, y: 1 / dimension, plane: 2 / dimension };
}

/** The trajectory's sums of squares in the whole space. */
interface Totals {
  totalAboutMean: number;
  totalAboutEnd: number;
}

async function computeTotals(source: CheckpointSource, options: WorkOptions): Promise<Totals> {
  const totals = { totalAboutMean: 0, totalAboutEnd: 0 };
  const { count } = source;
  for await (const { rows, width } of readChunks(source, selectEvenly(count, count), options))
    await runPiece(() => addSquares(totals, rows, count, width), options);
  return totals;
}

function addSquares(totals: Totals, rows: Float32Array, count: number, width: number): void {
  for (let n = 0; n < width; n++) {
    const end = rows[(count - 1) * width + n]!;
    let sum = 0;
    let square = 0;
    for (let i = 0; i < count; i++) {
      const offset = rows[i * width + n]! - end;
      sum += offset;
      square += offset * offset;
    }
    totals.totalAboutEnd += square;
    totals.totalAboutMean += square - (sum * sum) / count;
  }
}
