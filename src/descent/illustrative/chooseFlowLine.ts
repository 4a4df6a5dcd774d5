import { createNodePositions, type Surface } from '../../surface/index.js';
import { createSeededRandom } from '../../maths/seededRandom.js';
import type { Place } from '../objective.js';
import { traceFlowLine, type FlowLine, type FlowOptions } from './flowLine.js';

/** Share of the domain that is used: markers at its very edge are hard to see. */
const REACH_SHARE = 0.95;

/** Nodes a side of the samples that give a surface's range. */
const SAMPLED_NODES = 33;

/** How many random places are tried for a line that is long and high enough. */
const CANDIDATES = 24;

/** Candidate lines are traced with nodes this many times farther apart. */
const SKETCH_SPACINGS = 16;

/** A line is accepted if it spans at least this share of the surface's range and of the domain's half side. */
const LEAST_RANGE_SHARE = 0.3;
const LEAST_ARC_SHARE = 0.4;

/** A node is lower by at least this share of the surface's range and of its greatest value, which is above rounding. */
const LEAST_DROP_SHARE = 1e-12;
const ROUNDING_SHARE = 2 ** -50;

/**
 * Chooses a line of steepest descent: the first through a random place that ends inside the domain and spans a good part of
 * the surface's range; if there is none, the one that falls farthest.
 * @param spacing - the greatest distance between its nodes, in surface units
 * @returns a line of a single node if the surface is flat, or has no value at any place that was tried
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

/** The range of the surface's samples, in loss units; 0 to 0 where it has no value. */
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

/** The line for a surface without a descent: its middle. */
function createStandstill(): FlowLine {
  const zero = (): Float64Array => new Float64Array(1);
  return { count: 1, x: zero(), y: zero(), z: zero(), arc: zero() };
}
