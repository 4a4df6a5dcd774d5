import { lowerBound } from '../../maths/lowerBound.js';
import type { Surface } from '../../surface/index.js';
import { isDrawable } from '../../protocol/ownField.js';
import { chooseFlowLine } from './chooseFlowLine.js';
import { createLossFall, heightShareOf, paceFor } from './lossFall.js';
import type { FlowLine } from './flowLine.js';

/** On which surface, and how it goes down. */
export interface IllustrativePathOptions {
  /** With a gradient; a flat one gives a marker that stands still. */
  readonly surface: Surface;
  /** Chooses the line; the same for the same path. @defaultValue 1 */
  readonly seed?: number;
  /**
   * The farthest that two points of the path are apart, in surface units, at least `domainHalf / 4,096`. A smaller one
   * gives more points for a change of the loss. @defaultValue `domainHalf / 20`
   */
  readonly maxArc?: number;
  /**
   * The loss at which the training is expected to end, in loss units; the marker is then a hundredth of the height
   * above the bottom. Without it, that height is reached at 1/5,700 of the first loss.
   */
  readonly goalLoss?: number;
}

/** What a training says of itself. */
export interface TrainingReport {
  /** In loss units. One that is not finite leaves the marker where it is. */
  readonly loss?: number;
  /** Share of the training that is done, in [0, 1]: it leads where no report has a loss. */
  readonly progress?: number;
}

/** A point of the path in normalized coordinates, as the emitter takes it. */
export interface IllustrativePoint {
  readonly x: number;
  readonly y: number;
  /** The loss as it was reported; on the last point of its report alone, since the others are on the way there. */
  readonly loss?: number;
}

/** An invented path on an invented surface, driven by real losses. */
export interface IllustrativePath {
  /** Where it begins, normalized. */
  readonly point0: IllustrativePoint;
  /**
   * The points that a report adds, at least one: the way to where the report's loss stands.
   * Of two losses the lower never stands higher, whenever they are reported; the same loss always stands at one place.
   */
  report(report: TrainingReport): IllustrativePoint[];
}

/** The path starts at this share of the line's height; above it is room to climb when the loss gets worse. */
const START_SHARE = 0.8;

/** With this pace the height at first falls at the same rate as the loss. */
const DEFAULT_PACE = 4;

/** What is left of the height at the goal. */
const GOAL_SHARE = 0.01;

/** Nodes of the line lie at most this share of `domainHalf` apart: half a pixel of a view of 1,000. */
const SPACING_SHARE = 1 / 1024;
const LEAST_ARC_SHARE = 1 / 4096;

/**
 * Creates a path for illustration: the marker goes down a line of steepest descent of the surface as the reported loss
 * falls, stands where it stalls and climbs where it gets worse, beyond the start where it is worse than at first.
 * Fed live: where a loss stands depends on the first loss, on nothing that is still to come.
 * @throws RangeError if `seed` is no integer, `maxArc` is too small or not finite, or `goalLoss` is not finite
 */
export function createIllustrativePath(options: IllustrativePathOptions): IllustrativePath {
  const { surface, seed = 1, maxArc = surface.domainHalf / 20, goalLoss } = options;
  assertOptions(maxArc, goalLoss, surface.domainHalf);
  const line = chooseFlowLine(surface, seed, Math.min(maxArc, SPACING_SHARE * surface.domainHalf));
  const top = line.z[0]!;
  const bottom = line.z[line.count - 1]!;
  const startNode = findNode(line, bottom + START_SHARE * (top - bottom));
  const heightOf = createHeights(line, startNode, goalLoss);
  let node = startNode;
  const pointAt = (n: number): IllustrativePoint => ({
    x: line.x[n]! / surface.domainHalf,
    y: line.y[n]! / surface.domainHalf,
  });
  return {
    point0: pointAt(startNode),
    report(report) {
      const height = heightOf(report, line.z[node]!);
      const nodes = createWay(line, node, height === null ? node : findNode(line, height), maxArc);
      node = nodes[nodes.length - 1]!;
      const points = nodes.map(pointAt);
      const { loss } = report;
      if (loss !== undefined && isDrawable(loss)) points.push({ ...points.pop()!, loss });
      return points;
    },
  };
}

/** Where a report stands: a height in loss units of the surface, or null where it says nothing. */
function createHeights(line: FlowLine, startNode: number, goalLoss: number | undefined) {
  const top = line.z[0]!;
  const bottom = line.z[line.count - 1]!;
  const start = line.z[startNode]!;
  const losses = createLossFall();
  let isLedByLoss = false;
  /** Where the first loss stands, and how fast the height follows; null before it. */
  let first: { readonly height: number; readonly pace: number } | null = null;
  return ({ loss, progress }: TrainingReport, current: number): number | null => {
    if (loss !== undefined) {
      isLedByLoss = true;
      if (!Number.isFinite(loss)) return null;
      const fall = losses.fallOf(loss);
      first ??= { height: current, pace: resolvePace(losses.fallOf(goalLoss ?? loss)) };
      if (fall < 0) return top - (top - first.height) * heightShareOf(-fall, first.pace);
      return bottom + (first.height - bottom) * heightShareOf(fall, first.pace);
    }
    if (isLedByLoss || progress === undefined || Number.isNaN(progress)) return null;
    // The square: in a bowl the marker then moves evenly.
    return bottom + (start - bottom) * (1 - Math.min(1, Math.max(0, progress))) ** 2;
  };
}

function resolvePace(goalFall: number): number {
  return goalFall > 0 ? paceFor(goalFall, GOAL_SHARE) : DEFAULT_PACE;
}

/** The node whose height is nearest; of two, the higher. */
function findNode({ z, count }: FlowLine, height: number): number {
  const at = lowerBound(0, count - 1, (node) => z[node]! > height);
  return at > 0 && z[at - 1]! - height <= height - z[at]! ? at - 1 : at;
}

/** The nodes from one to another, the first left out, at most `maxArc` apart; the same one again where they are one. */
function createWay({ arc }: FlowLine, from: number, to: number, maxArc: number): number[] {
  const nodes: number[] = [];
  const sense = Math.sign(to - from);
  let last = from;
  for (let n = from; n !== to; n += sense) {
    if (Math.abs(arc[n + sense]! - arc[last]!) <= maxArc) continue;
    nodes.push(n);
    last = n;
  }
  nodes.push(to);
  return nodes;
}

function assertOptions(maxArc: number, goalLoss: number | undefined, domainHalf: number): void {
  const least = LEAST_ARC_SHARE * domainHalf;
  if (!(maxArc >= least && maxArc < Infinity)) {
    throw new RangeError(
      `maxArc: expected a finite number of at least ${least} surface units, got ${maxArc}`,
    );
  }
  if (goalLoss !== undefined && !Number.isFinite(goalLoss)) {
    throw new RangeError(`goalLoss: expected a finite number, got ${goalLoss}`);
  }
}
