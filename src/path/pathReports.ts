import type { PathBlock } from './pathBlock.js';
import { rangeBetween, type ReportedSteps, type ReportRange } from './reportedSteps.js';
import { countReportsOf, spacingOf } from './stepSummary.js';
import { SpacingMeter, type PathSpacing } from './stepSpacing.js';

/** How many of the steps that were to be reported came, and where others are missing. */
export interface PathReports {
  /** Points at such steps. */
  readonly points: number;
  /** How often some are missing between two points. */
  readonly holeCount: number;
  /** The first of these holes. */
  readonly holes: readonly ReportRange[];
}

/**
 * The distances between the points of a path. Every block remembers its own, so that only those that changed are
 * looked at.
 */
export function measureSpacing(blocks: readonly PathBlock[]): PathSpacing {
  const meter = new SpacingMeter();
  const end = blocks.length - 1;
  // Where two points follow each other there is no pace to be found.
  for (let i = 0; i <= end && meter.inner.least > 1; i++) {
    const block = blocks[i]!;
    if (block.count === 0) continue;
    if (i > 0 && i < end) {
      meter.add(block.stepAt(0));
      if (block.count > 1) meter.addSpacing(spacingOf(block), block.lastStep);
    } else if (block.hasHoles) {
      for (let at = 0; at < block.count; at++) meter.add(block.stepAt(at));
    } else meter.addRun(block.stepAt(0), block.lastStep);
  }
  return meter;
}

/** How many of the steps to be reported a path has. @param maxHoles - the holes listed; all are counted */
export function surveyReports(
  blocks: readonly PathBlock[],
  reported: ReportedSteps,
  maxHoles: number,
): PathReports {
  const holes: ReportRange[] = [];
  let points = 0;
  let holeCount = 0;
  let before = -1;
  const list = (step: number): boolean => {
    const hole = before < 0 ? null : rangeBetween(before, step, reported);
    if (hole !== null && holes.length < maxHoles) holes.push(hole);
    before = step;
    return hole !== null;
  };
  for (const block of blocks) {
    if (block.count === 0) continue;
    if (list(block.stepAt(0))) holeCount++;
    const inBlock = countReportsOf(block, reported);
    points += inBlock.points;
    holeCount += inBlock.holes;
    if (inBlock.holes > 0 && holes.length < maxHoles) {
      for (let at = 1; at < block.count; at++) list(block.stepAt(at));
    }
    before = block.lastStep;
  }
  return { points, holeCount, holes };
}
