import type { ReportedSteps, ReportRange } from '../../path/reportedSteps.js';
import { formatOrdinal } from '../terminal/formatAmount.js';
import type { CheckedRun } from './runCheck.js';
import type { FindingWords } from './finding.js';
import type { StreamCode } from './streamRules.js';

/** Reports a finding about a run as a whole. @param times - how many findings it counts for */
export type ReportRunFinding = (code: StreamCode, line: number, words: FindingWords, times?: number) => void;

/** With fewer points than this no pace is inferred. */
const MIN_POINTS = 5;
/** The most holes that are reported one by one. */
const MAX_HOLES = 256;

/** Reports findings that can only be made at the end of a run or of the log. */
export function closeRun(run: CheckedRun, report: ReportRunFinding): void {
  reportMissingSteps(run, report);
  reportEnd(run, report);
  reportPoints(run, report);
  if (run.start === null && run.updates > 0) {
    report('start_missing', run.firstLine, {
      path: 'event.name',
      found: `${run.updates} GD_PATH_UPDATE and no GD_PATH_STARTED`,
      expected: 'a start before the first update',
    });
  }
  if (run.surface === null) {
    report('surface_missing', run.firstLine, {
      path: 'event.name',
      found: 'no surface event',
      expected: 'LOSS_SURFACE_SPEC_READY or LOSS_SURFACE_GRID_READY',
    });
  }
}

function reportMissingSteps(run: CheckedRun, report: ReportRunFinding): void {
  const { keptPace } = run;
  const reported = keptPace ?? run.steps.stated;
  if (keptPace !== null) reportPace(run, keptPace, report);
  if (reportOffPace(run, report)) return;
  const holes = run.steps.listHoles(reported, MAX_HOLES);
  for (const { from, to, line } of holes) {
    report('steps_missing', line, {
      path: 'event.payload.step_start',
      found: describeHole({ from, to }),
      expected:
        reported.every === 1 ? `${from}, the step after the last one` : describeExpected(from, reported),
    });
  }
  const unreported = run.steps.countHoles(reported) - holes.length;
  if (unreported > 0) {
    const expected = reported.every === 1 ? 'every step' : `every ${formatOrdinal(reported.every)} step`;
    const found = `${unreported} more ${reported.every === 1 ? 'holes' : 'steps missing'}`;
    report('steps_missing', run.firstLine, { path: 'event.payload.step_start', found, expected }, unreported);
  }
  reportMissingAtEnd(run, reported, report);
}

function reportMissingAtEnd(run: CheckedRun, reported: ReportedSteps, report: ReportRunFinding): void {
  const end = run.end;
  const missing = run.missingAtEnd(reported);
  if (end === null || missing === null) return;
  const { last } = run.steps;
  const isEvery = reported.every === 1;
  const expected = isEvery ? `${last} or ${last + 1}` : `at most ${missing.from}, or their points`;
  report('steps_missing', end.origin, {
    path: 'event.payload.final_step',
    found: `${end.event.finalStep ?? ''}, and ${describeHole(missing)}`,
    expected: last < 0 ? 'the points of the steps before it' : expected,
  });
}

/** Reports once that points keep a pace which the start does not state, in place of a finding for each hole. */
function reportPace(run: CheckedRun, { every, phase }: ReportedSteps, report: ReportRunFinding): void {
  const steps = [phase, phase + every, phase + 2 * every].join(', ');
  report('report_every_missing', run.start?.origin ?? run.firstLine, {
    path: 'event.payload.report_every',
    found: `nothing, and points for every ${formatOrdinal(every)} step (${steps}, …)`,
    expected: `${every}, if the steps between are left out by design`,
  });
}

/** Whether most points are not at multiples of the stated pace; that is reported once, in place of each missing multiple. */
function reportOffPace(run: CheckedRun, report: ReportRunFinding): boolean {
  const { steps, start } = run;
  const { every } = steps.stated;
  const count = steps.count - steps.countReports(steps.stated);
  if (start === null || every === 1 || steps.count < MIN_POINTS || 2 * count <= steps.count) return false;
  report('report_every_doubtful', start.origin, {
    path: 'event.payload.report_every',
    found: `${every}, and points for ${count} of ${steps.count} steps off its multiples`,
    expected: `points for the steps 0, ${every}, ${2 * every}, …`,
  });
  return true;
}

function describeHole({ from, to }: ReportRange): string {
  return from === to ? `no step ${from}` : `no steps ${from} to ${to}`;
}

function describeExpected(step: number, { every }: ReportedSteps): string {
  return `${step}, since every ${formatOrdinal(every)} step is reported`;
}

function reportEnd(run: CheckedRun, report: ReportRunFinding): void {
  const end = run.end;
  if (end === null) {
    report('run_unfinished', run.firstLine, {
      path: 'event.name',
      found: run.status === 'idle' ? 'neither a path nor its end' : `no end after step ${run.steps.last}`,
      expected: 'GD_PATH_FINISHED',
    });
    return;
  }
  const { finalStep } = end.event;
  if (finalStep === null || finalStep >= run.steps.last) return;
  report('final_step_mismatch', end.origin, {
    path: 'event.payload.final_step',
    found: `${finalStep}, and a point for step ${run.steps.last}`,
    expected: `${run.steps.last} or ${run.steps.last + 1}`,
  });
}

function reportPoints(run: CheckedRun, report: ReportRunFinding): void {
  if (run.points < MIN_POINTS || run.outside * 2 <= run.points) return;
  report('points_outside', run.firstOutsideLine, {
    path: 'event.payload.points',
    found: `${run.outside} of ${run.points} points outside of [-1, 1]`,
    expected: 'normalized points, most of them inside',
  });
}
