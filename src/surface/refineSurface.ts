import type { SurfaceParams } from '../protocol/events.js';
import {
  CELL_MIDDLE,
  createFoundErrors,
  errorShare,
  compareCells,
  comparePlaces,
  TRIANGLE_PLACES,
  type FoundErrors,
  type SurfacePlace,
} from './drawnError.js';
import { createFormula } from './formulas/createFormula.js';
import type { Peak, SurfaceFormula } from './formulas/surfaceFormula.js';
import { createHeightField, type HeightField } from './heightField.js';
import { FLOAT32_LIMIT, LINEAR_TRANSFORM, toDrawnDisplay, type HeightTransform } from './heightTransform.js';
import type { LossBounds, SampleRange } from './sampleRange.js';

/** A mesh is refined until it differs from its surface by no more than this share of the range of heights. */
export const DRAWN_ERROR_SHARE = 0.002;

/** A mesh with a greater error, as a share of its height, misses heights: its range is then that of all values computed. */
export const COARSE_SHARE = 0.01;

/** Nodes a side that a mesh may have. Each is twice the one before minus one, so that a finer mesh keeps all nodes. */
const NODE_COUNTS = [65, 129, 257, 513] as const;

/** Most multiply-adds that the next refinement may need, see `SurfaceFormula.samplingCost`: about half a second. */
const WORK_BUDGET = 2e8;

/** How many narrow peaks are tested; each costs one value of the surface, and there may be 10,000. */
const MAX_TESTED_PEAKS = 256;

export interface RefineOptions {
  /** Differences are measured after this transform. @defaultValue `LINEAR_TRANSFORM` */
  readonly transform?: HeightTransform;
  /** See `HeightFieldOptions.bounds`; differences are measured only between them. @defaultValue all losses */
  readonly bounds?: LossBounds | undefined;
}

/**
 * The height field of a parametric surface on the coarsest of 65, 129, 257 and 513 nodes a side whose triangles
 * differ from the surface by no more than `DRAWN_ERROR_SHARE`, tested in every cell at the middle of its diagonal
 * and at a place in both triangles, at some 2,000 scattered places, and at the centres of the tallest hills narrower
 * than a cell. If 513 nodes are not enough, or thousands of hills would take too long, `drawnErrorShare` states the error of
 * the field; beyond 1 % its range is that of all values computed, not only of the nodes.
 * @param domainHalf - half the side of the domain, in surface units
 * @throws RangeError if `domainHalf` is not finite and above 0
 */
export function computeHeightField(
  params: SurfaceParams,
  domainHalf: number,
  options: RefineOptions = {},
): HeightField {
  const { transform = LINEAR_TRANSFORM, bounds } = options;
  const sampler = createSampler(createFormula(params, domainHalf), domainHalf);
  const toDisplay = (values: Float64Array): Float64Array => toDrawnValues(values, transform, bounds);
  let nodes: number = NODE_COUNTS[0];
  let samples = sampler.sample(nodes, 0, 0);
  for (;;) {
    const middles = sampler.sample(nodes, CELL_MIDDLE.fraction, CELL_MIDDLE.fraction);
    const limit = sampler.canRefine(nodes) ? DRAWN_ERROR_SHARE : Infinity;
    const { errors, seen } = measureError(sampler, toDisplay, { nodes, samples, middles }, limit);
    const drawnErrorShare = errorShare(errors);
    if (drawnErrorShare <= limit) {
      const range = drawnErrorShare > COARSE_SHARE ? toSeenRange(seen, samples, transform) : undefined;
      return createHeightField(samples, nodes, { transform, drawnErrorShare, bounds, range });
    }
    samples = interleave(sampler, nodes, samples, middles);
    nodes = 2 * nodes - 1;
  }
}

interface Level {
  readonly nodes: number;
  /** At the nodes, in loss units. */
  readonly samples: Float64Array;
  /** At the middles of the cells, in loss units. */
  readonly middles: Float64Array;
}

interface Measurement {
  readonly errors: FoundErrors;
  /** Range of the scattered places. Peaks between nodes are too narrow to set the range. */
  readonly seen: LossBounds;
}

/** The error of the triangles; stops early, with a share above `limit`, once it exceeds that. */
function measureError(
  sampler: Sampler,
  toDisplay: (values: Float64Array) => Float64Array,
  { nodes, samples, middles }: Level,
  limit: number,
): Measurement {
  const { domainHalf, peaks } = sampler;
  const values = toDisplay(samples);
  const errors = createFoundErrors(values);
  compareCells(errors, values, nodes, CELL_MIDDLE, toDisplay(middles));
  for (const test of TRIANGLE_PLACES) {
    if (errorShare(errors) > limit) return { errors, seen: errors };
    const tested = toDisplay(sampler.sampleBriefly(nodes, test.fraction, test.fraction));
    compareCells(errors, values, nodes, test, tested);
  }
  if (errorShare(errors) > limit) return { errors, seen: errors };
  // A ripple whose wavelength divides the cells may be flat at the same place of each.
  const { places, samples: scattered } = sampler.scattered();
  comparePlaces(errors, values, nodes, domainHalf, places, toDisplay(scattered));
  const seen = { ...errors };
  comparePlaces(errors, values, nodes, domainHalf, peaks, toDisplay(sampler.peakSamples()));
  return { errors, seen };
}

/** The range of all values computed of a surface that its nodes do not resolve, in loss units. */
function toSeenRange(seen: LossBounds, samples: Float64Array, transform: HeightTransform): SampleRange {
  const missing = samples.reduce((sum, z) => sum + (Number.isNaN(toDrawnDisplay(z, transform)) ? 1 : 0), 0);
  return { min: transform.fromDisplay(seen.min), max: transform.fromDisplay(seen.max), missing };
}

/** Samples a surface at places of a mesh, in loss units. */
interface Sampler {
  readonly domainHalf: number;
  /** The peaks that are tested. */
  readonly peaks: readonly Peak[];
  peakSamples(): Float64Array;
  /** Places that are on no lattice, and the surface there. */
  scattered(): { readonly places: readonly SurfacePlace[]; readonly samples: Float64Array };
  /** The surface at one place of every cell; a fraction of 0 along an axis means its nodes. */
  sample(nodes: number, fractionX: number, fractionY: number): Float64Array;
  /** The same, in an array that is reused by the next call: new memory costs more than the arithmetic. */
  sampleBriefly(nodes: number, fractionX: number, fractionY: number): Float64Array;
  /** Whether there is a finer mesh within the budget. */
  canRefine(nodes: number): boolean;
}

function createSampler(formula: SurfaceFormula, domainHalf: number): Sampler {
  const peaks = selectNarrowPeaks(formula.peaks, domainHalf);
  const samplePlaces = (places: readonly SurfacePlace[]): Float64Array => {
    const values = new Float64Array(places.length);
    for (let n = 0; n < values.length; n++) values[n] = formula.valueAt(places[n]!.x, places[n]!.y);
    return values;
  };
  let peakSamples: Float64Array | null = null;
  let scratch = new Float64Array(0);

  const fill = (nodes: number, fractionX: number, fractionY: number, reuse: boolean): Float64Array => {
    const xs = createPositions(nodes, fractionX, domainHalf);
    const ys = createPositions(nodes, fractionY, domainHalf);
    const length = xs.length * ys.length;
    if (reuse && scratch.length < length) scratch = new Float64Array(nodes * nodes);
    const out = reuse ? scratch.subarray(0, length) : new Float64Array(length);
    formula.sampleInto(xs, ys, out);
    return out;
  };

  return {
    domainHalf,
    peaks,
    peakSamples: () => (peakSamples ??= samplePlaces(peaks)),
    scattered: () => {
      const places = scatterPlaces(formula.peaks.length, domainHalf);
      return { places, samples: samplePlaces(places) };
    },
    sample: (nodes, fractionX, fractionY) => fill(nodes, fractionX, fractionY, false),
    sampleBriefly: (nodes, fractionX, fractionY) => fill(nodes, fractionX, fractionY, true),
    canRefine(nodes) {
      const next = 2 * nodes - 1;
      // 4 times: the samples of a level, and its tests at three places in every cell.
      return next <= NODE_COUNTS[NODE_COUNTS.length - 1]! && 4 * formula.samplingCost(next) <= WORK_BUDGET;
    },
  };
}

/**
 * Loss units to display units, NaN where missing. If height is loss the array itself is returned, with NaN written in place
 * of missing values: a copy would cost more than all the comparisons.
 */
function toDrawnValues(
  values: Float64Array,
  transform: HeightTransform,
  bounds: LossBounds | undefined,
): Float64Array {
  if (bounds !== undefined) {
    const isDrawn = (z: number): boolean => z >= bounds.min && z <= bounds.max;
    return values.map((z) => (isDrawn(z) ? toDrawnDisplay(z, transform) : NaN));
  }
  if (transform !== LINEAR_TRANSFORM) return values.map((z) => toDrawnDisplay(z, transform));
  for (let n = 0; n < values.length; n++) {
    if (!(values[n]! > -FLOAT32_LIMIT && values[n]! < FLOAT32_LIMIT)) values[n] = NaN;
  }
  return values;
}

/** Places that are tested beside those in every cell … */
const SCATTERED = 2048;
/** … but fewer if there are many hills, of which each place evaluates all. */
const HILL_BUDGET = 1e6;
const LEAST_SCATTERED = 256;

/**
 * Places spread evenly over the domain without a period. Source: M. Roberts, "The Unreasonable Effectiveness of Quasirandom
 * Sequences" (2018), R2.
 */
function scatterPlaces(hills: number, domainHalf: number): SurfacePlace[] {
  const length = Math.min(Math.max(Math.floor(HILL_BUDGET / Math.max(hills, 1)), LEAST_SCATTERED), SCATTERED);
  // Plain loops: on the first surface this code is not compiled yet, and callbacks would cost more.
  const places: SurfacePlace[] = [];
  for (let n = 0; n < length; n++) {
    places.push({
      x: domainHalf * (2 * ((0.5 + n * 0.7548776662466927) % 1) - 1),
      y: domainHalf * (2 * ((0.5 + n * 0.5698402909980532) % 1) - 1),
    });
  }
  return places;
}

/** The tallest peaks inside the domain that the coarsest cells may miss; wider ones are found by the cells' tests. */
function selectNarrowPeaks(peaks: readonly Peak[], domainHalf: number): Peak[] {
  const cell = (2 * domainHalf) / (NODE_COUNTS[0] - 1);
  const isNarrow = ({ x, y, width }: Peak): boolean =>
    Math.abs(x) <= domainHalf && Math.abs(y) <= domainHalf && width < cell;
  return peaks.filter(isNarrow).slice(0, MAX_TESTED_PEAKS);
}

/** The nodes of one side for fraction 0, else the place at `fraction` of each of its cells; surface units. */
function createPositions(nodes: number, fraction: number, domainHalf: number): Float64Array {
  const length = fraction === 0 ? nodes : nodes - 1;
  return Float64Array.from({ length }, (_, i) => domainHalf * ((2 * (i + fraction)) / (nodes - 1) - 1));
}

/** The samples of the next finer grid: the nodes, the cells' middles, and the middles of the cells' sides. */
function interleave(
  sampler: Sampler,
  nodes: number,
  samples: Float64Array,
  middles: Float64Array,
): Float64Array {
  const finer = 2 * nodes - 1;
  const out = new Float64Array(finer * finer);
  const scatter = (values: Float64Array, oddX: 0 | 1, oddY: 0 | 1): void => {
    let n = 0;
    for (let row = oddY; row < finer; row += 2) {
      for (let column = oddX; column < finer; column += 2) out[row * finer + column] = values[n++]!;
    }
  };
  scatter(samples, 0, 0);
  scatter(middles, 1, 1);
  scatter(sampler.sampleBriefly(nodes, 1 / 2, 0), 1, 0);
  scatter(sampler.sampleBriefly(nodes, 0, 1 / 2), 0, 1);
  return out;
}
