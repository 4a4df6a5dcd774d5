import { lowerBound } from '../../maths/lowerBound.js';
import { CommandFailure } from '../commandFailure.js';
import { formatAmount, formatCount } from '../terminal/formatAmount.js';
import { orient, type SampledArray } from './sampledArray.js';
import { parseNumber } from './parseNumber.js';
import { findColumns, parseTable, type TableLine } from './parseTable.js';

/** What to read of a table. */
export interface CsvChoice {
  /** Name of the column of the losses; undefined if it has a usual name, or is the third. */
  readonly dataset: string | undefined;
  /** Whether x and y are exchanged. */
  readonly isTransposed: boolean;
}

/** Coordinates closer than this share of their extent are the same one, written with few digits. */
const SAME_SHARE = 1e-7;
/** With a smaller share of a grid's nodes the points are scattered and not a grid. */
const MIN_FILLED = 0.5;

/** A sample, and the line on which it stands. */
interface Sample {
  readonly x: number;
  readonly y: number;
  readonly loss: number;
  readonly line: number;
}

/**
 * Reads the samples of a table of x, y and loss, a sample a line, in any order. A node of the grid without a line is a
 * hole, as is a loss that is no number.
 * @throws CommandFailure if it is no such table, or its samples are no grid
 */
export function readCsv(bytes: Uint8Array, { dataset, isTransposed }: CsvChoice): SampledArray {
  const table = parseTable(bytes);
  const columns = findColumns(table, dataset);
  const samples = table.lines.map((line) => readSample(line, columns, table.hasDecimalCommas));
  const xs = findCoordinates(samples.map(({ x }) => x));
  const ys = findCoordinates(samples.map(({ y }) => y));
  const nodes = xs.length * ys.length;
  if (samples.length < MIN_FILLED * nodes) {
    throw new CommandFailure(
      `expected samples at the nodes of a grid, found ${formatAmount(samples.length, 'sample')} at ${formatCount(xs.length)} different x and ${formatCount(ys.length)} different y: scattered points have to be interpolated first, for one with scipy.interpolate.griddata.`,
    );
  }
  const values = place(samples, xs, ys);
  const missing = nodes - samples.length;
  const notes =
    missing > 0
      ? [`${formatAmount(missing, 'node')} of ${formatCount(nodes)} without a line: holes of the surface.`]
      : [];
  return { ...orient({ values, xs, ys, columns: xs.length, rows: ys.length }, isTransposed), notes };
}

function readSample(
  { fields, line }: TableLine,
  columns: readonly number[],
  hasDecimalCommas: boolean,
): Sample {
  const [x = Number.NaN, y = Number.NaN, loss = Number.NaN] = columns.map((column, i) => {
    const field = fields[column] ?? '';
    const value = parseNumber(hasDecimalCommas ? field.replace(',', '.') : field);
    const isUsable = value !== null && (i === 2 || Number.isFinite(value));
    if (isUsable) return value;
    throw new CommandFailure(
      `line ${line}: expected a number for ${['x', 'y', 'the loss'][i] ?? ''}, found ${JSON.stringify(field.slice(0, 40))}.`,
    );
  });
  return { x, y, loss, line };
}

/** The distinct coordinates, ascending. */
function findCoordinates(all: readonly number[]): number[] {
  const sorted = Float64Array.from(all).sort();
  const tolerance = SAME_SHARE * ((sorted.at(-1) ?? 0) - (sorted[0] ?? 0));
  const different: number[] = [];
  for (const coordinate of sorted)
    if (different.length === 0 || coordinate - different.at(-1)! > tolerance) different.push(coordinate);
  return different;
}

function place(samples: readonly Sample[], xs: readonly number[], ys: readonly number[]): Float64Array {
  const values = new Float64Array(xs.length * ys.length).fill(Number.NaN);
  const lines = new Uint32Array(values.length);
  for (const { x, y, loss, line } of samples) {
    const at = findNearest(ys, y) * xs.length + findNearest(xs, x);
    if (lines[at] !== 0)
      throw new CommandFailure(
        `line ${line}: expected each point once, found (${x}, ${y}) on line ${lines[at]!} too.`,
      );
    lines[at] = line;
    values[at] = loss;
  }
  return values;
}

/** The index of the last coordinate that is no greater. A node's coordinate is the least of those merged into it. */
function findNearest(coordinates: readonly number[], coordinate: number): number {
  return lowerBound(1, coordinates.length, (index) => coordinates[index]! <= coordinate) - 1;
}
