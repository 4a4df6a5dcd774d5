import { createHash } from 'node:crypto';

/** A sampled loss as it is served at `LOSS_SURFACE_GRID_READY.asset_url`. */
export interface LossGrid {
  /** Relative to the page; contains a hash of the content, so it may be cached for ever: `grids/iris-0123456789abcdef.f32`. */
  readonly url: string;
  /** Raw little-endian float32, row by row from `y = -domainHalf`, x fastest. */
  readonly bytes: Uint8Array;
  /** Nodes a side. */
  readonly resolution: number;
}

/** What is sampled, and how finely. */
export interface LossGridOptions {
  /** The beginning of the file's name. */
  readonly name: string;
  /** The loss as a function of y, for a value of x. */
  readonly lossAlong: (x: number) => (y: number) => number;
  /** Half the side of the sampled square, centred at 0. */
  readonly domainHalf: number;
  /** Nodes a side, at least 2: the first and the last lie on the square's edge. */
  readonly resolution: number;
}

/** Samples a loss on a square grid of nodes. */
export function computeLossGrid({ name, lossAlong, domainHalf, resolution }: LossGridOptions): LossGrid {
  const bytes = new Uint8Array(4 * resolution * resolution);
  const view = new DataView(bytes.buffer);
  const positionOf = (i: number) => ((2 * i) / (resolution - 1) - 1) * domainHalf;
  // Column by column, so that what depends on x alone is computed once a column.
  for (let column = 0; column < resolution; column += 1) {
    const lossAt = lossAlong(positionOf(column));
    for (let row = 0; row < resolution; row += 1) {
      view.setFloat32(4 * (row * resolution + column), lossAt(positionOf(row)), true);
    }
  }
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  return { url: `grids/${name}-${hash}.f32`, bytes, resolution };
}
