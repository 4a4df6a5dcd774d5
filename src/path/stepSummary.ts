import type { BlockReports, StepSummary } from './blockReports.js';
import type { PathBlock } from './pathBlock.js';
import { countReported, reportedFrom, type ReportedSteps } from './reportedSteps.js';
import { StepSpacing } from './stepSpacing.js';

const NO_REPORTS: BlockReports = { points: 0, holes: 0 };

/** The distances between the points of a block. */
export function spacingOf(block: PathBlock): StepSpacing {
  if (!block.hasHoles) {
    const spacing = new StepSpacing();
    spacing.add(1, block.count - 1);
    return spacing;
  }
  const summary = summaryOf(block);
  summary.spacing ??= measureSteps(block);
  return summary.spacing;
}

/** Counts the steps to be reported that a block has. */
export function countReportsOf(block: PathBlock, reported: ReportedSteps): BlockReports {
  if (block.count === 0) return NO_REPORTS;
  if (!block.hasHoles) return { points: countReported(block.stepAt(0), block.lastStep, reported), holes: 0 };
  const summary = summaryOf(block);
  const { every, phase } = summary.reported ?? { every: 0, phase: 0 };
  if (every !== reported.every || phase !== reported.phase) {
    summary.reported = reported;
    summary.reports = countSteps(block, reported);
  }
  return summary.reports;
}

function summaryOf(block: PathBlock): StepSummary {
  block.summary ??= { spacing: null, reported: null, reports: NO_REPORTS };
  return block.summary;
}

function measureSteps(block: PathBlock): StepSpacing {
  const spacing = new StepSpacing();
  for (let at = 1; at < block.count; at++) spacing.add(block.stepAt(at) - block.stepAt(at - 1));
  return spacing;
}

function countSteps(block: PathBlock, reported: ReportedSteps): BlockReports {
  let points = 0;
  let holes = 0;
  let next = block.stepAt(0);
  for (let at = 0; at < block.count; at++) {
    const step = block.stepAt(at);
    if (next < step) holes++;
    if (reportedFrom(step, reported) === step) points++;
    next = reportedFrom(step + 1, reported);
  }
  return { points, holes };
}
