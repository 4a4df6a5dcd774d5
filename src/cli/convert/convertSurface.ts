import { CommandFailure } from '../commandFailure.js';
import { formatAmount, formatFigure } from '../terminal/formatAmount.js';
import { computeRoundingShare, MAX_ROUNDING_SHARE } from './float32Loss.js';
import { resampleArray } from './resampleArray.js';
import { sortAxes, type SampledArray } from './sampledArray.js';
import { computeAxis, describeUnevenness, type SurfaceAxis } from './surfaceAxis.js';

/** What loss-landscape writes where a loss has not been computed yet. */
const UNFINISHED = -1;

/** How samples are converted. */
export interface ConversionChoice {
  /** Samples a side to resample to; null keeps them as they are. */
  readonly resample: number | null;
  /** Half the side of the domain where the file has no coordinates. */
  readonly domainHalf: number | null;
  /** Whether a loss of -1 means one that has not been computed. */
  readonly hasUnfinished: boolean;
  /** Whether the samples are float32 even where that loses small differences. */
  readonly isFloat32: boolean;
}

/** A surface in the contract's form. */
export interface ConvertedSurface {
  /** Loss units, row by row, x fastest, row 0 at `y = -domainHalf`; NaN where there is none. */
  readonly samples: Float32Array | Float64Array;
  readonly nodes: number;
  readonly domainHalf: number;
  /** The scale at which the surface is half as high as it is wide. */
  readonly zScale: number;
  /** Notes for the user. */
  readonly notes: readonly string[];
}

/**
 * Brings samples into the contract's form.
 * @throws CommandFailure if they are no even square of at least 2 × 2, or none of them is a number
 */
export function convertSurface(input: SampledArray, choice: ConversionChoice): ConvertedSurface {
  const notes: string[] = [...(input.notes ?? [])];
  const array = sortAxes(choice.hasUnfinished ? dropUnfinished(input, notes) : input);
  const { columns, rows } = array;
  if (columns < 2 || rows < 2)
    throw new CommandFailure(`expected at least 2 × 2 samples, found ${columns} × ${rows}.`);
  const half = choice.domainHalf;
  if ((array.xs === null || array.ys === null) && half === null) {
    throw new CommandFailure(
      'it does not say where its samples lie: give half the side of its domain with --domain-half.',
    );
  }
  const xs = array.xs ?? spreadEvenly(half ?? 1, columns);
  const ys = array.ys ?? spreadEvenly(half ?? 1, rows);
  const x = computeAxis('x', xs);
  const y = computeAxis('y', ys);
  if (choice.resample === null) checkSquare(array, xs, ys);
  const nodes = choice.resample ?? columns;
  const values = choice.resample === null ? array.values : resampleArray(array, xs, ys, nodes);
  const domainHalf = Math.max(x.half, y.half);
  explainFrame(x, y, domainHalf, notes);
  const zScale = computeScale(values, domainHalf, notes);
  const samples = chooseSamples(values, choice.isFloat32, notes);
  return { samples, nodes, domainHalf, zScale, notes };
}

/** The samples as float32, or as they are where float32 would lose too much of their differences. */
function chooseSamples(
  values: ArrayLike<number>,
  isFloat32: boolean,
  notes: string[],
): Float32Array | Float64Array {
  const share = computeRoundingShare(values);
  if (share <= MAX_ROUNDING_SHARE) return Float32Array.from(values);
  const lost = `up to ${formatFigure(share * 100)} % of the range of its losses`;
  if (isFloat32) {
    notes.push(`As float32 a sample is off by ${lost}: without --float32 they are written as float64.`);
    return Float32Array.from(values);
  }
  notes.push(
    `Written as a .npy file of float64: as float32 a sample would be off by ${lost} (--float32 writes it all the same).`,
  );
  return Float64Array.from(values);
}

function dropUnfinished(array: SampledArray, notes: string[]): SampledArray {
  const values = Float64Array.from(array.values);
  let dropped = 0;
  values.forEach((value, i) => {
    if (value !== UNFINISHED) return;
    values[i] = Number.NaN;
    dropped += 1;
  });
  if (dropped > 0) {
    const them = dropped === 1 ? 'it is a hole' : 'they are holes';
    notes.push(
      `${formatAmount(dropped, 'sample')} of ${values.length} ${dropped === 1 ? 'is' : 'are'} -1, which stands for a loss that was not computed: ${them} of the surface (--keep-minus-one keeps them as losses).`,
    );
  }
  return { ...array, values };
}

function checkSquare(array: SampledArray, xs: readonly number[], ys: readonly number[]): void {
  const { columns, rows } = array;
  const hint = `--resample ${Math.max(columns, rows)} makes an even square of it, by bilinear interpolation`;
  if (columns !== rows)
    throw new CommandFailure(`expected a square, found ${columns} × ${rows} samples (x × y): ${hint}.`);
  for (const [name, coordinates] of [['x', xs] as const, ['y', ys] as const]) {
    const unevenness = describeUnevenness(coordinates);
    if (unevenness !== null)
      throw new CommandFailure(`expected evenly spaced ${name} coordinates, found ${unevenness}: ${hint}.`);
  }
}

/** Adds a note on how a path's points have to be normalized to lie on this surface. */
function explainFrame(x: SurfaceAxis, y: SurfaceAxis, domainHalf: number, notes: string[]): void {
  const isCentred = [x, y].every(({ centre, half }) => Math.abs(centre) <= 1e-9 * half);
  const isEqual = Math.abs(x.half - y.half) <= 1e-9 * domainHalf;
  if (isCentred && isEqual) return;
  if (!isCentred) {
    notes.push(
      `The samples are centred at (${x.centre}, ${y.centre}) and not at (0, 0): subtract that from the points of a path.`,
    );
  }
  if (!isEqual) {
    notes.push(
      `x runs over ${2 * x.half} and y over ${2 * y.half}: the narrower axis is drawn as wide as the other, and its coordinates read as those of the wider one.`,
    );
  }
  notes.push(
    `A point (x, y) of the path is sent as { "x": (x - ${x.centre}) / ${x.half}, "y": (y - ${y.centre}) / ${y.half} }.`,
  );
}

function computeScale(samples: ArrayLike<number>, domainHalf: number, notes: string[]): number {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  let missing = 0;
  for (let i = 0; i < samples.length; i++) {
    const sample = samples[i]!;
    if (!Number.isFinite(Math.fround(sample))) missing += 1;
    else {
      if (sample < lowest) lowest = sample;
      if (sample > highest) highest = sample;
    }
  }
  if (missing === samples.length) throw new CommandFailure('none of its samples is a finite number.');
  const share = missing === 0 ? '' : `, ${formatAmount(missing, 'hole')}`;
  const digits = computeDigits(lowest, highest);
  notes.push(`Losses from ${formatFigure(lowest, digits)} to ${formatFigure(highest, digits)}${share}.`);
  const scale = domainHalf / (highest - lowest);
  // A flat surface has no height to scale.
  return Number.isFinite(scale) && Math.fround(scale) > 0 ? Number(scale.toPrecision(3)) : 0.3;
}

/** As many significant digits as it takes to distinguish the ends of a range, at least three. */
function computeDigits(lowest: number, highest: number): number {
  const offset = Math.max(Math.abs(lowest), Math.abs(highest)) / (highest - lowest);
  return Number.isFinite(offset) && offset > 1 ? Math.min(3 + Math.ceil(Math.log10(offset)), 16) : 3;
}

function spreadEvenly(half: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => -half + (2 * half * i) / (count - 1));
}
