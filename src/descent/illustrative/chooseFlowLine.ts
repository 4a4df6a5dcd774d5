import { createNodePositions, type Surface } from '../../surface/index.js';
import { createSeededRandom } from '../../maths/seededRandom.js';
import type { Place } from '../objective.js';
import { traceFlowLine, type FlowLine, type FlowOptions } from './flowLine.js';

/** How much of the domain is used: markers on its very edge are hard to see. */
const REACH_SHARE = 0.95;

/** Nodes a side of the samples that give a surface's range. */
const SAMPLED_NODES = 33;

/** How many places are tried for a line that is worth seeing. */
const CANDIDATES = 24;

/** The lines to choose from are sketched with nodes this many times farther apart. */
const SKETCH_SPACINGS = 16;

/** A line is worth seeing from this share of the surface's range and of the domain's half side on. */
const LEAST_RANGE_SHARE = 0.3;
const LEAST_ARC_SHARE = 0.4;

/** What counts as lower: this share of the surface's range, and at least this share of its greatest value, for rounding. */
const LEAST_DROP_SHARE = 1e-12;
const ROUNDING_SHARE = 2 ** -50;

/**
 * A line of steepest descent that is worth seeing: the first through a random place that ends inside the domain after
 * a good part of the surface's range; where there is none, the one that falls farthest.
 * @param spacing - the greatest distance between its nodes, in surface units
 * @returns one of a single node where the surface is flat, or has no value at any place that was tried
 */
export function chooseFlowLine(surface: Surface, seed: number, spacing: number): FlowLine {
  const reach = REACH_SHARE * surface.domainHalf;
  const { min, max } = computeRange(surface);
  const range = max - min;
  const rounding = ROUNDING_SHARE * Math.max(Math.abs(min), Math.abs(max));
  const leastDrop = Math.max(LEAST_DROP_SHARE * range, rounding, Number.MIN_VALUE);
  const sketch: FlowOptions = { spacing: SKETCH_SPACINGS * spacing, reach, leastDrop };
  const random = createSeededRandom(seed);
  let best: { readonly through: Place; readonly drop: number } | null = null;
  for (let n = 0; n < CANDIDATES; n++) {
    const through: Place = { x: reach * (2 * random.uniform() - 1), y: reach * (2 * random.uniform() - 1) };
    if (!Number.isFinite(surface.valueAt(through.x, through.y))) continue;
    const line = traceFlowLine(surface, through, sketch);
    const drop = dropOf(line);
    if (best === null || drop > best.drop) best = { through, drop };
    if (!isWorthSeeing(line, range, sketch)) continue;
    best = { through, drop };
    break;
  }
  return best ? traceFlowLine(surface, best.through, { spacing, reach, leastDrop }) : createStandstill();
}

function isWorthSeeing(line: FlowLine, range: number, { reach, spacing }: FlowOptions): boolean {
  const last = line.count - 1;
  const toEdge = reach - Math.max(Math.abs(line.x[last]!), Math.abs(line.y[last]!));
  return (
    toEdge > spacing &&
    dropOf(line) >= LEAST_RANGE_SHARE * range &&
    line.arc[last]! >= LEAST_ARC_SHARE * reach
  );
}

function dropOf({ z, count }: FlowLine): number {
  return z[0]! - z[count - 1]!;
}

/** The surface's range, in loss units, as its samples have it; 0 to 0 where it has no value. */
function computeRange(surface: Surface): { readonly min: number; readonly max: number } {
  let min = Infinity;
  let max = -Infinity;
  const positions = createNodePositions(SAMPLED_NODES, surface.domainHalf);
  for (const y of positions) {
    for (const x of positions) {
      const z = surface.valueAt(x, y);
      if (!Number.isFinite(z)) continue;
      min = Math.min(min, z);
      max = Math.max(max, z);
    }
  }
  return min <= max ? { min, max } : { min: 0, max: 0 };
}

/** The line of a surface that has none: its middle. */
function createStandstill(): FlowLine {
  const zero = (): Float64Array => new Float64Array(1);
  return { count: 1, x: zero(), y: zero(), z: zero(), arc: zero() };
}
