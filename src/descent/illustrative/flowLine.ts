import type { Surface } from '../../surface/index.js';
import type { Place } from '../objective.js';

/**
 * A line of steepest descent on a surface, from high to low: nodes in columns. Every node lies lower than the one
 * before, so a place on the line is a height and a height is a place.
 */
export interface FlowLine {
  readonly count: number;
  /** In surface units. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** The surface at the node, in loss units, strictly falling. */
  readonly z: Float64Array;
  /** Length of the line up to the node, in surface units. */
  readonly arc: Float64Array;
}

/** How a line is followed. */
export interface FlowOptions {
  /** The greatest distance between two nodes, in surface units. */
  readonly spacing: number;
  /** The line stays in `[-reach, reach]²`, in surface units. */
  readonly reach: number;
  /** The least difference that counts as lower, in loss units: far above rounding, far below what is visible. */
  readonly leastDrop: number;
}

/** The most nodes of a line on either side of its place: ten times round the domain at the usual spacing. */
const MAX_NODES = 40_000;

/** The least distance of nodes, where the line bends or ends, as a share of the spacing. */
const CLOSEST = 1 / 64;

/** Directions that are tried where no step along the gradient is lower: in the crease of a valley, or on a sampled grid. */
const DIRECTIONS = 16;

/** In loss units per surface unit: the length of a shorter gradient is not exact. */
const LEAST_SLOPE = 2 ** -1000;

/** 1 goes up, -1 down. */
type FlowSense = 1 | -1;

/** The line through a point: up to a top or the edge, down to a bottom or the edge. */
export function traceFlowLine(surface: Surface, through: Place, options: FlowOptions): FlowLine {
  const up = traceHalf(surface, through, 1, options).reverse();
  const places = [...up, through, ...traceHalf(surface, through, -1, options)];
  const x = Float64Array.from(places, (place) => place.x);
  const y = Float64Array.from(places, (place) => place.y);
  const arc = new Float64Array(places.length);
  for (let n = 1; n < arc.length; n++) {
    arc[n] = arc[n - 1]! + Math.hypot(x[n]! - x[n - 1]!, y[n]! - y[n - 1]!);
  }
  return { count: places.length, x, y, z: x.map((at, n) => surface.valueAt(at, y[n]!)), arc };
}

function traceHalf(surface: Surface, from: Place, sense: FlowSense, options: FlowOptions): Place[] {
  const { spacing } = options;
  const places: Place[] = [];
  let at = from;
  let length = spacing;
  while (length >= spacing * CLOSEST && places.length < MAX_NODES) {
    const next = findNext(surface, at, sense, length, options);
    if (next === null) {
      length /= 2;
      continue;
    }
    places.push(next);
    at = next;
    length = Math.min(spacing, 2 * length);
  }
  return places;
}

/** The place at a distance along the flow that is higher or lower than `at`, by the sense; null where none was found. */
function findNext(
  surface: Surface,
  at: Place,
  sense: FlowSense,
  length: number,
  { reach, leastDrop }: FlowOptions,
): Place | null {
  const least = sense * surface.valueAt(at.x, at.y) + leastDrop;
  const isInside = ({ x, y }: Place): boolean => Math.abs(x) <= reach && Math.abs(y) <= reach;
  const isBeyond = (place: Place): boolean =>
    isInside(place) && sense * surface.valueAt(place.x, place.y) >= least;
  const flow = followMidpoint(surface, at, sense * length);
  // The line ends where the flow leaves the domain; the search below would go on along the edge.
  if (flow !== null && !isInside(flow)) return null;
  if (flow !== null && isBeyond(flow)) return flow;
  let best: Place | null = null;
  for (let n = 0; n < DIRECTIONS; n++) {
    const angleRad = (2 * Math.PI * n) / DIRECTIONS;
    const place = { x: at.x + length * Math.cos(angleRad), y: at.y + length * Math.sin(angleRad) };
    if (!isBeyond(place)) continue;
    if (best === null || sense * (surface.valueAt(place.x, place.y) - surface.valueAt(best.x, best.y)) > 0)
      best = place;
  }
  return best;
}

/** A step along the normalized gradient at its own middle (the midpoint method); null where there is no gradient. */
function followMidpoint(surface: Surface, at: Place, length: number): Place | null {
  const half = followGradient(surface, at, at, length / 2);
  return half && followGradient(surface, half, at, length);
}

function followGradient(surface: Surface, gradientAt: Place, from: Place, length: number): Place | null {
  const gradient = new Float64Array(2);
  surface.gradientInto(gradientAt.x, gradientAt.y, gradient);
  const size = Math.hypot(gradient[0]!, gradient[1]!);
  if (!(size >= LEAST_SLOPE && size < Infinity)) return null;
  return {
    x: from.x + (length * gradient[0]!) / size,
    y: from.y + (length * gradient[1]!) / size,
  };
}
