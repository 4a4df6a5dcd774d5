import type { PlanePoint } from './plane.js';

/**
 * The square of a plane that is shown. On the wire a surface has no centre, so its coordinates are offsets from this one:
 * wire (0, 0) is the square's centre, and the plane's own origin, the final checkpoint, lies elsewhere in it.
 */
export interface Frame {
  /** In the plane's coordinates. */
  readonly centreX: number;
  readonly centreY: number;
  /** Half the side, in the same units, above 0: the wire's `domainHalf`. Both axes have the same scale. */
  readonly half: number;
}

/** Options of a frame around points. */
export interface FrameOptions {
  /** Room on each side, as a share of half the path's longer extent, at least 0. @defaultValue 0.2 */
  readonly margin?: number;
  /** The least `half`, for points that nearly coincide. @defaultValue 0: they are an error */
  readonly minHalf?: number;
}

/** The part of a point that a frame needs. */
export type PlanePosition = Pick<PlanePoint, 'x' | 'y'>;

/**
 * The smallest square around points, centred on their bounding box, with a margin: it contains all of them.
 * @throws RangeError if there is no point, one is not finite, or all are the same and there is no `minHalf`
 */
export function computeFrame(points: readonly PlanePosition[], options: FrameOptions = {}): Frame {
  const { margin = 0.2, minHalf = 0 } = options;
  if (!(margin >= 0)) throw new RangeError(`margin: expected at least 0, got ${margin}`);
  if (points.length === 0) throw new RangeError('points: expected at least one');
  const [minX, maxX] = computeRange(points, 'x');
  const [minY, maxY] = computeRange(points, 'y');
  const centreX = (minX + maxX) / 2;
  const centreY = (minY + maxY) / 2;
  // From the rounded centre, so that every point is inside exactly.
  const extent = Math.max(maxX - centreX, centreX - minX, maxY - centreY, centreY - minY);
  const half = Math.max(extent * (1 + margin), minHalf);
  if (!(half > 0 && Number.isFinite(half))) {
    throw new RangeError(
      `points: expected some that differ and are finite, got half a side of ${half}; state minHalf to show one place`,
    );
  }
  return { centreX, centreY, half };
}

/**
 * Extrapolates a path in a straight line from its middle point through its last.
 * @param points - in their order, at least one
 * @param ahead - how much farther, as a share of the points so far, at least 0
 */
export function extrapolatePath(points: readonly PlanePosition[], ahead: number): PlanePosition {
  const last = points.length - 1;
  const middle = Math.floor(last / 2);
  const ways = last > middle ? (ahead * points.length) / (last - middle) : 0;
  const [from, to] = [points[middle]!, points[last]!];
  return { x: to.x + ways * (to.x - from.x), y: to.y + ways * (to.y - from.y) };
}

function computeRange(points: readonly PlanePosition[], axis: 'x' | 'y'): readonly [number, number] {
  let min = Infinity;
  let max = -Infinity;
  for (const point of points) {
    min = Math.min(min, point[axis]);
    max = Math.max(max, point[axis]);
  }
  return [min, max];
}

/** A point of the plane in the wire's coordinates: `[-1, 1]` is the frame. */
export function normalizePosition({ centreX, centreY, half }: Frame, { x, y }: PlanePosition): PlanePosition {
  return { x: (x - centreX) / half, y: (y - centreY) / half };
}

/** Whether a frame holds a point in the wire's coordinates. */
export function isInside({ x, y }: PlanePosition): boolean {
  return Math.abs(x) <= 1 && Math.abs(y) <= 1;
}

/**
 * A `zScale` with which a range of losses is drawn as high as a share of the square's width, since weight and loss units are
 * unrelated. State it for the first grid of a frame and keep it for finer ones, or the surface jumps.
 * @param range - of the losses shown, in loss units
 * @param share - height over width, above 0
 */
export function computeZScale(
  { min, max }: { readonly min: number; readonly max: number },
  { half }: Frame,
  share = 0.5,
): number {
  const height = max - min;
  return height > 0 && Number.isFinite(height) ? (2 * half * share) / height : 1;
}
