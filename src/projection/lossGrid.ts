import { encodeRawGrid } from './encodeGrid.js';
import { computeAssetName } from './assetName.js';
import type { Frame } from './frame.js';

/** The loss on all nodes of a square of a plane, for a grid event. */
export interface LossGrid {
  /** Loss units, row-major, x fastest, row 0 at `y = -half`. A copy, which finer grids do not change. */
  readonly samples: Float32Array;
  /** Nodes per side: the event's `resolution`. */
  readonly nodes: number;
  readonly frame: Frame;
  /** Whether no finer one follows. */
  readonly isFinest: boolean;
  /** The least finite sample; NaN where there is none. */
  readonly min: number;
  readonly max: number;
  /** Number of samples that are not finite in float32. */
  readonly missing: number;
}

/** A grid as a file. */
export interface LossGridAsset {
  /** Contains a hash of the content, so every grid has a name of its own. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Writes a grid as the contract's float32 asset, under a name whose bytes never change. */
export function encodeLossGrid({ samples, nodes }: LossGrid, prefix: string): LossGridAsset {
  const bytes = encodeRawGrid(samples);
  return { name: computeAssetName(`${prefix}-${nodes}`, bytes), bytes };
}

/** Copies a level out of the finest grid. */
export function createLossGrid(
  finestSamples: Float32Array,
  finest: number,
  nodes: number,
  frame: Frame,
): LossGrid {
  const step = (finest - 1) / (nodes - 1);
  const samples = new Float32Array(nodes * nodes);
  let min = NaN;
  let max = NaN;
  let missing = 0;
  for (let j = 0; j < nodes; j++) {
    for (let i = 0; i < nodes; i++) {
      const sample = finestSamples[j * step * finest + i * step]!;
      samples[j * nodes + i] = sample;
      if (!Number.isFinite(sample)) {
        missing++;
        continue;
      }
      if (!(sample >= min)) min = sample;
      if (!(sample <= max)) max = sample;
    }
  }
  return { samples, nodes, frame, isFinest: nodes === finest, min, max, missing };
}
