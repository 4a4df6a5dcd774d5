/** A similarity of the plane: reflected or not, then turned, scaled and moved. It maps `(fromX, fromY)` to `(toX, toY)`. */
export interface Similarity {
  /** Above 0. */
  readonly scale: number;
  /** In radians, in (-π, π]. */
  readonly angle: number;
  /** Whether y is reflected first. */
  readonly isReflected: boolean;
  readonly fromX: number;
  readonly fromY: number;
  readonly toX: number;
  readonly toY: number;
}

/** An affine map of the plane: `(xx x + xy y + x, yx x + yy y + y)`. */
export interface PlaneMap {
  xx: number;
  xy: number;
  yx: number;
  yy: number;
  x: number;
  y: number;
}

/** A reflection has to leave less than this share of the squared distances that the best rotation leaves. */
const REFLECTED_SHARE = 0.5;

/**
 * The similarity that brings points nearest to others, by the sum of the squared distances: the Procrustes problem with
 * dilation (P. H. Schönemann and R. M. Carroll, Fitting one matrix to another under choice of a central dilation and a rigid
 * motion, Psychometrika 35, 1970, doi:10.1007/BF02291266). In the plane, with both sets about their means and as complex
 * numbers `p` and `q`, it needs no decomposition: a rotation with a scale is a factor `c`, and the sum of `|c p - q|²` is
 * least at `c = Σ p̄ q / Σ |p|²`, where it is `Σ |q|² - |c|² Σ |p|²`; with the reflected `p̄` for `p` likewise. A reflection is
 * taken only where it is much the better: on its way the path folds into a line.
 * @param from - x and y of each point in turn; `to` likewise
 * @param count - how many points of both count
 * @returns null where they lie in one place, or are fewer than two
 */
export function fitSimilarity(from: Float64Array, to: Float64Array, count: number): Similarity | null {
  if (count < 2) return null;
  const [fromX, fromY] = computeMean(from, count);
  const [toX, toY] = computeMean(to, count);
  let square = 0;
  let toSquare = 0;
  const turned = { re: 0, im: 0 };
  const reflected = { re: 0, im: 0 };
  for (let i = 0; i < 2 * count; i += 2) {
    const [px, py] = [from[i]! - fromX, from[i + 1]! - fromY];
    const [qx, qy] = [to[i]! - toX, to[i + 1]! - toY];
    square += px * px + py * py;
    toSquare += qx * qx + qy * qy;
    turned.re += px * qx + py * qy;
    turned.im += px * qy - py * qx;
    reflected.re += px * qx - py * qy;
    reflected.im += px * qy + py * qx;
  }
  const restOf = ({ re, im }: typeof turned): number => toSquare - (re * re + im * im) / square;
  const isReflected = restOf(reflected) < REFLECTED_SHARE * restOf(turned);
  const { re, im } = isReflected ? reflected : turned;
  const scale = Math.hypot(re, im) / square;
  if (!(scale > 0 && Number.isFinite(scale))) return null;
  return { scale, angle: Math.atan2(im, re), isReflected, fromX, fromY, toX, toY };
}

/**
 * A similarity that has in part been undone: the scale by a constant factor, the angle and the place evenly; what was
 * reflected turns over about its x axis.
 * @param share - how much of it is left, in [0, 1]: 1 is the similarity, 0 the identity
 */
export function writePartly(similarity: Similarity, share: number, out: PlaneMap): void {
  const { scale, angle, isReflected, fromX, fromY, toX, toY } = similarity;
  const left = scale ** share;
  const cos = Math.cos(angle * share) * left;
  const sin = Math.sin(angle * share) * left;
  const flip = isReflected ? Math.cos(Math.PI * share) : 1;
  out.xx = cos;
  out.xy = -sin * flip;
  out.yx = sin;
  out.yy = cos * flip;
  out.x = fromX + share * (toX - fromX) - out.xx * fromX - out.xy * fromY;
  out.y = fromY + share * (toY - fromY) - out.yx * fromX - out.yy * fromY;
}

function computeMean(points: Float64Array, count: number): readonly [number, number] {
  let x = 0;
  let y = 0;
  for (let i = 0; i < 2 * count; i += 2) {
    x += points[i]!;
    y += points[i + 1]!;
  }
  return [x / count, y / count];
}
