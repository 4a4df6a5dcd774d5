import type { SampledGrid } from './grid/index.js';
import { FLOAT32_LIMIT, toDrawnDisplay, type HeightTransform } from './heightTransform.js';

/** Two losses, the first at most the second, in loss units, finite. */
export interface LossBounds {
  readonly min: number;
  readonly max: number;
}

/** The least and the greatest of the samples that can be drawn, and how many cannot. */
export interface SampleRange {
  readonly min: number;
  readonly max: number;
  readonly missing: number;
}

/** The range of the samples that have a height, in loss units. */
export function findRange(
  samples: Float32Array | Float64Array,
  transform: HeightTransform,
  offset: number,
  known?: SampleRange,
): SampleRange {
  const range = known ?? addOffset(computeSampleRange(samples), offset);
  const hasHeights = Number.isFinite(transform.toDisplay(range.max) - transform.toDisplay(range.min));
  // The transform is increasing: if both ends have a height, so have all losses between.
  return hasHeights ? range : computeDisplayedRange(samples, transform, offset);
}

function addOffset(range: SampleRange, offset: number): SampleRange {
  const { min, max, missing } = range;
  return offset === 0 ? range : { min: min + offset, max: max + offset, missing };
}

/** The range of a grid's finite samples, in loss units, in one pass. */
export function computeGridRange({ samples, offset = 0 }: SampledGrid): SampleRange {
  return addOffset(computeFloatRange(samples), offset);
}

/** The range of the samples that are finite in float32, in their own units. */
function computeSampleRange(samples: Float32Array | Float64Array): SampleRange {
  return samples instanceof Float32Array
    ? computeFloatRange(samples)
    : computeLossRange(samples, -FLOAT32_LIMIT, FLOAT32_LIMIT);
}

/** For float32 alone: a loop over millions of samples is faster if it sees only one type of array. */
function computeFloatRange(samples: Float32Array): SampleRange {
  let min = Infinity;
  let max = -Infinity;
  let missing = 0;
  for (let n = 0; n < samples.length; n++) {
    const z = samples[n]!;
    if (!(z > -Infinity && z < Infinity)) missing++;
    else {
      if (z < min) min = z;
      if (z > max) max = z;
    }
  }
  return missing < samples.length ? { min, max, missing } : { min: 0, max: 0, missing };
}

/** The range of the samples between two losses. */
function computeLossRange(samples: Float32Array | Float64Array, above: number, below: number): SampleRange {
  let min = Infinity;
  let max = -Infinity;
  let missing = 0;
  for (let n = 0; n < samples.length; n++) {
    const z = samples[n]!;
    if (!(z > above && z < below)) missing++;
    else {
      if (z < min) min = z;
      if (z > max) max = z;
    }
  }
  return missing < samples.length ? { min, max, missing } : { min: 0, max: 0, missing };
}

function computeDisplayedRange(
  samples: Float32Array | Float64Array,
  transform: HeightTransform,
  offset: number,
): SampleRange {
  const losses = Float64Array.from(samples, (z) => offset + z);
  return computeLossRange(
    losses.map((z) => (Number.isNaN(toDrawnDisplay(z, transform)) ? NaN : z)),
    -Infinity,
    Infinity,
  );
}
