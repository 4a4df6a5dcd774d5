/** Floats of a vertex: x, y (normalized), height (display units), flags. */
export const VERTEX_FLOATS = 4;
/**
 * Steps are missing before this vertex: what leads to it is a dashed join. The fractional part of the flags is then its
 * length along the join, in units of `JOIN_SPAN`.
 */
export const FLAG_JOIN = 1;
/** The vertex lies outside `[-1, 1]²`. */
export const FLAG_OUTSIDE = 2;
/** The surface has no value here. The height is that of the nearest vertex with one; at the end of the path, of the last. */
export const FLAG_HOLE = 4;
/** A point without neighbours: the steps before it and after it are missing. */
export const FLAG_DOT = 8;
/** Nothing leads to this vertex: an older part of the line shows that the path was there. */
export const FLAG_MOVE = 16;

/** Normalized units after which the length along a join begins at 0 again: a multiple of every period of dashes. */
export const JOIN_SPAN = 8;

/** Vertices drawn at most, whatever the path's length: what a frame costs stays the same from here on. */
export const MAX_VERTICES = 32_768;
/** Closer than this (normalized; a fifth of a pixel at 1,440 px) two points are one vertex on every canvas. */
export const MIN_SPACING = 1 / 1536;
/** Longer segments get vertices in between, so that the line follows the surface. */
export const MAX_SPACING = 1 / 48;

/** A point further out, normalized, is drawn at this distance in its direction: float32 on the GPU could show no difference. */
export const FARTHEST = 1e4;

/** The drawn line as it is held: columns of vertices in the order of the path. */
export interface LineVertices {
  /** `VERTEX_FLOATS` a vertex. */
  readonly vertices: Float32Array;
  /** Fractional index of each vertex's point in the path. */
  readonly indices: Float64Array;
  /** Vertices in use. */
  count: number;
}

/** Chebyshev distance of a place from the middle of the domain, normalized. */
export function reachOf(x: number, y: number): number {
  return Math.max(Math.abs(x), Math.abs(y));
}

/** The factor that moves a place beyond a limit onto it, in the same direction; 1 within. */
export function nearingTo(limit: number, x: number, y: number): number {
  const reach = reachOf(x, y);
  return reach > limit ? limit / reach : 1;
}
