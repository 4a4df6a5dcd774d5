import type { CheckedRun } from './runCheck.js';
import type { FindingWords } from './finding.js';
import type { StreamCode } from './streamRules.js';

/** Tells of what was found of a run as a whole. @param times - how often, where it is told once for all */
export type TellOfRun = (code: StreamCode, line: number, words: FindingWords, times?: number) => void;

/** Fewer points say nothing of where the others lie. */
const MIN_POINTS = 5;
/** Holes that are told one by one, at most. */
const MAX_HOLES = 256;

/** What is wrong with a run that only its end, or that of the log, can show. */
export function closeRun(run: CheckedRun, tell: TellOfRun): void {
  tellMissingSteps(run, tell);
  tellEnd(run, tell);
  tellPoints(run, tell);
  if (run.start === null && run.updates > 0) {
    tell('start_missing', run.firstLine, {
      path: 'event.name',
      found: `${run.updates} GD_PATH_UPDATE and no GD_PATH_STARTED`,
      expected: 'a start before the first update',
    });
  }
  if (run.surface === null) {
    tell('surface_missing', run.firstLine, {
      path: 'event.name',
      found: 'no surface event',
      expected: 'LOSS_SURFACE_SPEC_READY or LOSS_SURFACE_GRID_READY',
    });
  }
}

function tellMissingSteps(run: CheckedRun, tell: TellOfRun): void {
  const holes = run.steps.listHoles(MAX_HOLES);
  for (const { from, to, line } of holes) {
    tell('steps_missing', line, {
      path: 'event.payload.step_start',
      found: from === to ? `no step ${from}` : `no steps ${from} to ${to}`,
      expected: `${from}, the step after the last one`,
    });
  }
  const untold = run.steps.holeCount - holes.length;
  if (untold > 0) {
    tell(
      'steps_missing',
      run.firstLine,
      { path: 'event.payload.step_start', found: `${untold} more holes`, expected: 'every step' },
      untold,
    );
  }
  const end = run.heldEnd;
  if (end === null || run.missingAtEnd === 0) return;
  const from = run.steps.last + 1;
  const to = from + run.missingAtEnd - 1;
  tell('steps_missing', end.line, {
    path: 'event.payload.final_step',
    found: `${end.value.finalStep ?? ''}, and ${from === to ? `no step ${from}` : `no steps ${from} to ${to}`}`,
    expected: run.steps.last < 0 ? 'the points of the steps before it' : `${from - 1} or ${from}`,
  });
}

function tellEnd(run: CheckedRun, tell: TellOfRun): void {
  const end = run.heldEnd;
  if (end === null) {
    tell('run_unfinished', run.firstLine, {
      path: 'event.name',
      found: run.status === 'idle' ? 'neither a path nor its end' : `no end after step ${run.steps.last}`,
      expected: 'GD_PATH_FINISHED',
    });
    return;
  }
  const { finalStep } = end.value;
  if (finalStep === null || finalStep >= run.steps.last) return;
  tell('final_step_mismatch', end.line, {
    path: 'event.payload.final_step',
    found: `${finalStep}, and a point for step ${run.steps.last}`,
    expected: `${run.steps.last} or ${run.steps.last + 1}`,
  });
}

function tellPoints(run: CheckedRun, tell: TellOfRun): void {
  if (run.points < MIN_POINTS || run.outside * 2 <= run.points) return;
  tell('points_outside', run.firstOutsideLine, {
    path: 'event.payload.points',
    found: `${run.outside} of ${run.points} points outside of [-1, 1]`,
    expected: 'normalized points, most of them inside',
  });
}
