import { FLOAT32_LIMIT } from './heightTransform.js';
import { computeRankCorrelation, computeRanks } from './rankCorrelation.js';
import { cellPosition, interpolateOnTriangle } from './triangles.js';

/** How a square array can be turned, as numpy would do it: `turned by 90°` is `np.rot90(Z)`. */
export type GridSymmetry =
  | 'transposed'
  | 'rows reversed'
  | 'columns reversed'
  | 'turned by 180°'
  | 'turned by 90°'
  | 'turned by 270°'
  | 'transposed and turned by 180°';

/** The result if a grid's samples agree with the losses of a path only once the grid is turned. */
export interface AxisOrderFinding {
  /** How the grid probably was turned when it was written. */
  readonly symmetry: GridSymmetry;
  /** What a writer in Python should do, for `Z` the array that was written: `write Z.T`. */
  readonly hint: string;
  /** Spearman's correlation of the points' losses with the grid's values once turned back, in (0.9, 1]. */
  readonly correlation: number;
  /** The same for the grid as stated, in [-1, 0.5). */
  readonly statedCorrelation: number;
  /** The mean absolute error of the grid turned back over that of the grid as stated, in [0, 1/3). */
  readonly errorShare: number;
  /** Points compared, in [20, 2,000]. */
  readonly points: number;
}

/** Samples of a grid as a surface event gives them: see `createGridSurface`. */
export interface GridSamples {
  /** Loss units less `offset`, `nodes²` long, row-major, x fastest, row 0 at y = -1. One that is not finite is a hole. */
  readonly samples: Float32Array;
  /** See `SampledGrid.offset`. @defaultValue 0 */
  readonly offset?: number;
  /** Nodes per side, at least 2. */
  readonly nodes: number;
}

/** Visits every point of a path: normalized coordinates, and the loss in loss units or NaN. */
export type LossPointVisitor = (visit: (x: number, y: number, loss: number) => void) => void;

/** With fewer points there is no result. */
const MIN_POINTS = 20;

/** More points would not change the result. */
const MAX_POINTS = 2000;

/** The stated orientation is doubted below this correlation … */
const MAX_STATED_CORRELATION = 0.5;

/** … if another has more than this … */
const MIN_CORRELATION = 0.9;

/** … and less than this share of its error. */
const MAX_ERROR_SHARE = 1 / 3;

/** Values that differ by no more than this share of the greatest are equal up to rounding in float32. */
const ROUNDING = 2 ** -21;

interface Orientation {
  readonly symmetry: GridSymmetry;
  readonly hint: string;
  /** Row and column, in the array that was written, of entry (`j`, `i`) of the array turned back. */
  row(j: number, i: number, last: number): number;
  column(j: number, i: number, last: number): number;
}

/** The simplest first: of several that fit equally well the first is named. */
const ORIENTATIONS: readonly Orientation[] = [
  { symmetry: 'transposed', hint: 'write Z.T', row: (_, i) => i, column: (j) => j },
  { symmetry: 'rows reversed', hint: 'write Z[::-1]', row: (j, _, last) => last - j, column: (_, i) => i },
  {
    symmetry: 'columns reversed',
    hint: 'write Z[:, ::-1]',
    row: (j) => j,
    column: (_, i, last) => last - i,
  },
  {
    symmetry: 'turned by 180°',
    hint: 'write Z[::-1, ::-1]',
    row: (j, _, last) => last - j,
    column: (_, i, last) => last - i,
  },
  {
    symmetry: 'turned by 90°',
    hint: 'write np.rot90(Z, -1)',
    row: (_, i, last) => last - i,
    column: (j) => j,
  },
  {
    symmetry: 'turned by 270°',
    hint: 'write np.rot90(Z)',
    row: (_, i) => i,
    column: (j, _, last) => last - j,
  },
  {
    symmetry: 'transposed and turned by 180°',
    hint: 'write Z[::-1, ::-1].T',
    row: (_, i, last) => last - i,
    column: (j, _, last) => last - j,
  },
];

const STATED = { row: (j: number) => j, column: (_: number, i: number) => i };

/**
 * Whether a grid's rows and columns seem to have been written in another order than the contract's: compares the
 * losses of points with the grid's values there, for the grid as stated and for its seven other rotations and reflections.
 * The result is only a hint: the grid is drawn as stated.
 *
 * Compares points in [-1, 1]² with a finite loss that are over no hole in any of the eight; if more than 2,000 are in the
 * square, 1,000 to 2,000 of them, evenly spread. By ranks, so that losses with an offset or a factor (of a mini-batch, of a
 * regularizer) raise no doubt about a right grid. Every candidate is interpolated exactly as if the grid had been written so:
 * on a symmetric surface the candidates have the same values to the bit, and none is preferred.
 *
 * Costs one visit of all points, 8 interpolations for each compared point, and 9 sorts: about 12 ms for 2,000.
 * @returns null if there is no reason to doubt the stated orientation
 */
export function checkAxisOrder(grid: GridSamples, forEachPoint: LossPointVisitor): AxisOrderFinding | null {
  const { losses, stated, turned } = compareValues(grid, collectPoints(forEachPoint));
  if (losses.length < MIN_POINTS) return null;
  const lossRanks = computeRanks(losses);
  const correlate = (values: Float64Array): number => computeRankCorrelation(computeRanks(values), lossRanks);
  const statedCorrelation = correlate(stated);
  if (!(statedCorrelation < MAX_STATED_CORRELATION)) return null;

  const statedError = computeMeanError(stated, losses);
  const candidates = turned.map(({ orientation, values }) => ({
    orientation,
    values,
    correlation: correlate(values),
    errorShare: computeMeanError(values, losses) / statedError,
  }));
  // Not a candidate that has a high correlation but a larger error than another.
  const best = candidates.reduce((a, b) => (b.errorShare < a.errorShare ? b : a));
  const finding = candidates.find(
    ({ correlation, errorShare, values }) =>
      correlation > MIN_CORRELATION && errorShare < MAX_ERROR_SHARE && isSame(values, best.values),
  );
  if (finding === undefined || isSame(finding.values, stated)) return null;
  const { orientation, correlation, errorShare } = finding;
  const { symmetry, hint } = orientation;
  return { symmetry, hint, correlation, statedCorrelation, errorShare, points: losses.length };
}

interface Point {
  readonly x: number;
  readonly y: number;
  readonly loss: number;
}

/** The points inside the domain with a loss; every second, fourth, … of them if there are more than `MAX_POINTS`. */
function collectPoints(forEachPoint: LossPointVisitor): Point[] {
  let points: Point[] = [];
  let stride = 1;
  let seen = 0;
  forEachPoint((x, y, loss) => {
    if (!(Math.abs(x) <= 1 && Math.abs(y) <= 1 && Number.isFinite(loss))) return;
    if (seen++ % stride !== 0) return;
    if (points.length === MAX_POINTS) {
      points = points.filter((_, n) => n % 2 === 0);
      stride *= 2;
      if ((seen - 1) % stride !== 0) return;
    }
    points.push({ x, y, loss });
  });
  return points;
}

interface Comparison {
  readonly losses: Float64Array;
  /** The grid's values at the points: as stated, and turned. */
  readonly stated: Float64Array;
  readonly turned: readonly { readonly orientation: Orientation; readonly values: Float64Array }[];
}

/** The grid's offset is subtracted from values and losses, so that their differences keep their digits. */
function compareValues(grid: GridSamples, points: readonly Point[]): Comparison {
  const { offset = 0 } = grid;
  const all = [STATED, ...ORIENTATIONS].map((orientation) =>
    Float64Array.from(points, ({ x, y }) => interpolateTurned(grid, orientation, x, y)),
  );
  const isSeen = (_: unknown, n: number): boolean => all.every((values) => !Number.isNaN(values[n]!));
  const [stated, ...turned] = all.map((values) => values.filter(isSeen));
  return {
    losses: Float64Array.from(points.filter(isSeen), ({ loss }) => loss - offset),
    stated: stated!,
    turned: ORIENTATIONS.map((orientation, n) => ({ orientation, values: turned[n]! })),
  };
}

const CORNERS = new Float64Array(4);

/** The value of the turned grid at a point; NaN over a hole. Only the four nodes of its cell are looked up. */
function interpolateTurned(
  { samples, nodes }: GridSamples,
  { row, column }: Pick<Orientation, 'row' | 'column'>,
  x: number,
  y: number,
): number {
  const last = nodes - 1;
  const atX = cellPosition(x, nodes);
  const atY = cellPosition(y, nodes);
  const i = Math.min(Math.floor(atX), nodes - 2);
  const j = Math.min(Math.floor(atY), nodes - 2);
  for (let corner = 0; corner < 4; corner++) {
    const toJ = j + (corner >> 1);
    const toI = i + (corner & 1);
    CORNERS[corner] = samples[row(toJ, toI, last) * nodes + column(toJ, toI, last)]!;
  }
  const [u, v] = [2 * (atX - i) - 1, 2 * (atY - j) - 1];
  return interpolateOnTriangle(CORNERS, 2, u, v, -FLOAT32_LIMIT, FLOAT32_LIMIT);
}

function computeMeanError(values: Float64Array, losses: Float64Array): number {
  return values.reduce((sum, value, n) => sum + Math.abs(value - losses[n]!) / losses.length, 0);
}

/** Whether two columns are equal up to rounding. */
function isSame(a: Float64Array, b: Float64Array): boolean {
  const size = a.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return a.every((value, n) => Math.abs(value - b[n]!) <= ROUNDING * size);
}
