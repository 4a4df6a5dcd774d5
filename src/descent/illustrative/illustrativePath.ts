import { lowerBound } from '../../maths/lowerBound.js';
import type { Surface } from '../../surface/index.js';
import { isDrawable } from '../../protocol/ownField.js';
import { chooseFlowLine } from './chooseFlowLine.js';
import { createLossFall, heightShareOf, paceFor } from './lossFall.js';
import type { FlowLine } from './flowLine.js';

/** Options of an illustrative path. */
export interface IllustrativePathOptions {
  /** On a flat surface the marker stands still. */
  readonly surface: Surface;
  /** Selects the line: the same seed gives the same path. @defaultValue 1 */
  readonly seed?: number;
  /**
   * The greatest distance of two neighbouring points of the path, in surface units, at least `domainHalf / 4,096`. A smaller
   * one gives more points for a change of the loss. @defaultValue `domainHalf / 20`
   */
  readonly maxArc?: number;
  /**
   * The loss at which the training is expected to end, in loss units; the marker is then a hundredth of the height
   * above the bottom. Without it, that height is reached at 1/5,700 of the first loss.
   */
  readonly goalLoss?: number;
}

/** What a training reports at a step. */
export interface TrainingReport {
  /** In loss units. One that is not finite leaves the marker where it is. */
  readonly loss?: number;
  /** Share of the training that is done, in [0, 1]: it decides the height while no report has a loss. */
  readonly progress?: number;
}

/** A point of the path in normalized coordinates, as the emitter takes it. */
export interface IllustrativePoint {
  readonly x: number;
  readonly y: number;
  /** The reported loss; only on the last point of its report, since the others are on the way there. */
  readonly loss?: number;
}

/** A path on an illustrative surface that follows reported losses. */
export interface IllustrativePath {
  /** Its start, normalized. */
  readonly point0: IllustrativePoint;
  /**
   * The points that a report adds, at least one: the way to the place of the report's loss.
   * The same loss always has the same place, and a lower loss is never placed higher.
   */
  report(report: TrainingReport): IllustrativePoint[];
}

/** The path starts at this share of the line's height, with room above for losses that get worse. */
const START_SHARE = 0.8;

/** With this pace the height at first falls at the same rate as the loss. */
const DEFAULT_PACE = 4;

/** Share of the height that is left at the goal. */
const GOAL_SHARE = 0.01;

/** Nodes of the line lie at most this share of `domainHalf` apart: half a pixel of a view of 1,000. */
const SPACING_SHARE = 1 / 1024;
const LEAST_ARC_SHARE = 1 / 4096;

/**
 * Creates a path for illustration: the marker goes down a line of steepest descent of the surface as the reported loss
 * falls, stands where it stalls and climbs where it gets worse, beyond the start where it is worse than at first.
 * Works live: the place of a loss depends only on the first losses, not on later ones.
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

/** Creates a function from a report to a height, in loss units of the surface; null for a report without loss and progress. */
function createHeights(line: FlowLine, startNode: number, goalLoss: number | undefined) {
  const top = line.z[0]!;
  const bottom = line.z[line.count - 1]!;
  const start = line.z[startNode]!;
  const losses = createLossFall();
  let isLedByLoss = false;
  /** Height of the first loss, and how fast the height follows; null before it. */
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
    // Squared, so that in a bowl the marker moves evenly.
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

/** The nodes from one to another without the first, at most `maxArc` apart; if both are the same, that node. */
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
