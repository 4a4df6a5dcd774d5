import { findCut, type HeightCut } from './heightCut.js';
import { LINEAR_TRANSFORM, toDrawnDisplay, type HeightTransform } from './heightTransform.js';
import { findRange, type LossBounds, type SampleRange } from './sampleRange.js';
import { assertNodes } from './sampleSurface.js';
import { interpolateOnTriangle } from './triangles.js';

/** The height of every node where all samples are the same. */
const FLAT_HEIGHT = 0.5;

/** The drawn heights of a surface, in [0, 1], on a square grid of nodes over [-1, 1]². */
export interface HeightField {
  /** Nodes per side, at least 2. */
  readonly nodes: number;
  /**
   * `nodes²` values, row-major, x fastest, row 0 at y = -1; a node's height is `(value - valueMin) / valueSpan`.
   * Not finite where there is no sample. This array goes to the GPU: a grid's own samples if they can be drawn as they are,
   * so that a large grid is never copied.
   */
  readonly values: Float32Array;
  readonly valueMin: number;
  /** Above 0. */
  readonly valueSpan: number;
  /** The least loss that is drawn, in loss units, finite; 0 where there is none. */
  readonly min: number;
  /** The greatest loss that is drawn, in loss units, finite; 0 where there is none. */
  readonly max: number;
  /** The samples beyond `min` and `max`, which are drawn there; null where there are none. */
  readonly cut: HeightCut | null;
  /** How many nodes have no sample that can be drawn, in [0, nodes²]. */
  readonly missing: number;
  readonly transform: HeightTransform;
  /** `toDisplay(min)`, in display units, finite; 0 where no sample is drawn. */
  readonly displayMin: number;
  /** `toDisplay(max) - toDisplay(min)`, in display units, at least 0. */
  readonly displaySpan: number;
  /**
   * The greatest difference found between the drawn triangles and the surface, over the range of heights, at least
   * 0. 0 where the samples are the surface (a grid).
   */
  readonly drawnErrorShare: number;
  /** Rounding error of float32 samples, as a share of the range of losses; 0 for doubles. */
  readonly sampleErrorShare: number;
}

export interface HeightFieldOptions {
  /** @defaultValue `LINEAR_TRANSFORM` */
  readonly transform?: HeightTransform;
  /** The range of the samples in loss units, where it is known: it saves a pass over them. */
  readonly range?: SampleRange | undefined;
  /** The losses that are drawn as they are, `min` below `max`, in loss units; those beyond are drawn at the ends. @defaultValue all */
  readonly bounds?: LossBounds | undefined;
  /** Added to every sample, in loss units; see `SampledGrid.offset`. @defaultValue 0 */
  readonly offset?: number | undefined;
  /** See `HeightField.drawnErrorShare`. @defaultValue 0 */
  readonly drawnErrorShare?: number;
}

/** Samples with a span between these are drawn as they are: float32 on the GPU neither overflows nor underflows. */
const PLAIN_SPAN = { min: 1e-30, max: 1e37 } as const;

/** The greatest error of a rounded least height, as a share of the range, with which samples are drawn as they are. */
const PLAIN_ERROR = 1e-6;

/** Heights are limited to this, which is finite in float32: beyond the range they are drawn at its end anyway. */
const FAR_HEIGHT = 1e30;

/**
 * Turns samples in loss units into heights. Float32 samples with height as loss are kept, not copied; all else is
 * normalized in float64, so that 1e6 ± 1e-3 keeps its shape and a range of ± 1e38 does not overflow.
 * A sample that is not finite in float32, or has no finite height, is missing.
 * @param samples - `nodes²` long, row-major, x fastest, row 0 at y = -1; only read
 * @param nodes - nodes per side, integer ≥ 2
 * @throws RangeError if `nodes` is not an integer of at least 2 or the length of `samples` is not `nodes²`
 */
export function createHeightField(
  samples: Float32Array | Float64Array,
  nodes: number,
  options: HeightFieldOptions = {},
): HeightField {
  assertNodes(nodes);
  assertSamples(samples, nodes);
  const { transform = LINEAR_TRANSFORM, drawnErrorShare = 0, offset = 0 } = options;
  const range = findRange(samples, transform, offset, options.range);
  const { missing } = range;
  const hasSamples = missing < samples.length;
  const { min, max } = (hasSamples ? options.bounds : undefined) ?? range;
  const displayMin = hasSamples ? transform.toDisplay(min) : 0;
  const displaySpan = hasSamples ? transform.toDisplay(max) - displayMin : 0;
  const display = { displayMin, displaySpan };
  const drawn =
    transform === LINEAR_TRANSFORM && isPlain(samples, displayMin - offset, displaySpan)
      ? { values: samples, valueMin: displayMin - offset, valueSpan: displaySpan }
      : { values: normalize(samples, offset, transform, display), valueMin: 0, valueSpan: 1 };
  const cut = options.bounds === undefined ? null : findCut(samples, offset, range, options.bounds);
  const sampleErrorShare = samples instanceof Float32Array ? computeRounding(min, max, offset) : 0;
  return {
    nodes,
    ...drawn,
    min,
    max,
    cut,
    missing,
    transform,
    ...display,
    drawnErrorShare,
    sampleErrorShare,
  };
}

function computeRounding(min: number, max: number, offset: number): number {
  const size = Math.max(Math.abs(min - offset), Math.abs(max - offset));
  return max > min ? (size * 2 ** -24) / (max - min) : 0;
}

/** Whether samples can be drawn as they are, from this least value on. */
function isPlain(samples: Float32Array | Float64Array, min: number, span: number): samples is Float32Array {
  return (
    samples instanceof Float32Array &&
    span > PLAIN_SPAN.min &&
    span < PLAIN_SPAN.max &&
    Math.abs(Math.fround(min) - min) <= PLAIN_ERROR * span
  );
}

/** The height of a node: in [0, 1], beyond it where it is cut, not finite where it has no sample. */
export function heightOfNode({ values, valueMin, valueSpan }: HeightField, index: number): number {
  return (values[index]! - valueMin) / valueSpan;
}

/**
 * The height at which a loss is drawn: in [0, 1] inside the field's range, beyond it outside, NaN where the
 * transform has no height for it. 0.5 for any loss on a field whose samples are all the same.
 * @param z - loss units
 */
export function displayHeightOf(
  field: Pick<HeightField, 'transform' | 'displayMin' | 'displaySpan'>,
  z: number,
): number {
  if (field.displaySpan === 0) return FLAT_HEIGHT;
  return (field.transform.toDisplay(z) - field.displayMin) / field.displaySpan;
}

/**
 * The loss that is drawn at a height, in loss units, as for a tick. Inverse of `displayHeightOf`; on a field whose samples
 * are all the same, their value.
 * @param height - [0, 1] is the field's range
 */
export function lossAtHeight(field: HeightField, height: number): number {
  if (field.displaySpan === 0) return field.min;
  return field.transform.fromDisplay(field.displayMin + height * field.displaySpan);
}

/**
 * The height of the drawn surface at a point, in [0, 1]: on the triangle of the mesh that lies there.
 * Each cell is cut by the diagonal from its corner (i + 1, j) to (i, j + 1). Exact at nodes; outside [-1, 1] the
 * edge's height; NaN over a triangle that is not drawn. Allocates nothing.
 * @param u - normalized x
 * @param v - normalized y
 */
export function drawnHeightAt(field: HeightField, u: number, v: number): number {
  const { values, nodes, valueMin, valueSpan, cut } = field;
  const value =
    cut === null
      ? interpolateOnTriangle(values, nodes, u, v, -Infinity, Infinity)
      : interpolateOnTriangle(values, nodes, u, v, -Infinity, Infinity, valueMin, valueMin + valueSpan);
  return (value - valueMin) / valueSpan;
}

/** A smaller range of losses is denormal in float32: the GPU has few digits for it, or none. */
export const LEAST_LOSS_SPAN = 2 ** -126;

/** Whether the losses of a surface differ, but by so little that they cannot be drawn. */
export function isTooClose({ min, max }: HeightField): boolean {
  return max > min && max - min < LEAST_LOSS_SPAN;
}

/** @throws RangeError if there are not `nodes²` samples */
export function assertSamples(samples: Float32Array | Float64Array, nodes: number): void {
  if (samples.length !== nodes * nodes) {
    throw new RangeError(
      `samples: expected ${nodes * nodes} for ${nodes} nodes a side, got ${samples.length}`,
    );
  }
}

function normalize(
  samples: Float32Array | Float64Array,
  offset: number,
  transform: HeightTransform,
  { displayMin, displaySpan }: { readonly displayMin: number; readonly displaySpan: number },
): Float32Array {
  const heights = new Float32Array(samples.length);
  if (
    transform.displayInto !== undefined &&
    samples instanceof Float32Array &&
    displaySpan > 0 &&
    offset === 0
  ) {
    transform.displayInto(samples, displayMin, 1 / displaySpan, heights);
    return heights;
  }
  for (let n = 0; n < samples.length; n++) {
    const display = toDrawnDisplay(offset + samples[n]!, transform);
    if (!(displaySpan > 0) && !Number.isNaN(display)) heights[n] = FLAT_HEIGHT;
    else heights[n] = Math.min(Math.max((display - displayMin) / displaySpan, -FAR_HEIGHT), FAR_HEIGHT);
  }
  return heights;
}
