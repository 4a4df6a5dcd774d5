import { expect, it } from 'vitest';
import { EMPTY_REPORTS } from '../../src/run/runReports.js';
import { EndMark, PULSE_S, selectMarkedEnd } from '../../src/view/endMark.js';

const CONVERGED = { reason: 'converged', finalStep: 9 } as const;
const FRAME_S = 1 / 60;

/** Frames in which a pulse is seen, one after another, from this one on. */
function countPulseFrames(mark: EndMark, isAnimated = true): number {
  let frames = 0;
  for (let frame = 0; frame < 200; frame++) {
    mark.advance(CONVERGED, true, FRAME_S, isAnimated);
    if (mark.pulse !== null) frames++;
  }
  return frames;
}

it('marks an end by its reason, and one without a reason as such', () => {
  const mark = new EndMark();
  mark.advance(null, true, 0, true);
  expect(mark.kind).toBeNull();
  for (const reason of ['converged', 'max_steps', 'cancelled', 'error'] as const) {
    mark.advance({ reason }, true, 0, true);
    expect(mark.kind).toBe(reason);
  }
  mark.advance({ reason: null }, true, 0, true);
  expect(mark.kind).toBe('unstated');
});

it('marks an end where the marker stands at the last point alone', () => {
  const mark = new EndMark();
  mark.advance(null, false, 0, true);
  mark.advance(CONVERGED, false, FRAME_S, true);
  expect(mark).toMatchObject({ kind: null, pulse: null });
  mark.advance(CONVERGED, true, FRAME_S, true);
  expect(mark).toMatchObject({ kind: 'converged', pulse: 0 });
  mark.advance(CONVERGED, false, FRAME_S, true);
  expect(mark).toMatchObject({ kind: null, pulse: null });
});

it('has one pulse for an end, which lasts as long as is said, and none when the marker comes back to it', () => {
  const mark = new EndMark();
  mark.advance(null, true, 0, true);
  expect(countPulseFrames(mark)).toBe(Math.round(PULSE_S / FRAME_S));
  mark.advance(CONVERGED, false, FRAME_S, true);
  expect(countPulseFrames(mark)).toBe(0);
});

it('has a pulse for the end of a run that began anew', () => {
  const mark = new EndMark();
  mark.advance(CONVERGED, true, 0, true);
  expect(countPulseFrames(mark)).toBe(0);
  mark.advance(null, true, FRAME_S, true);
  expect(countPulseFrames(mark)).toBeGreaterThan(0);
});

it('has no pulse for a run that had ended when it came to be shown', () => {
  expect(countPulseFrames(new EndMark())).toBe(0);
});

it('has no pulse where nothing is to move, then or later', () => {
  const mark = new EndMark();
  mark.advance(null, true, 0, false);
  expect(countPulseFrames(mark, false)).toBe(0);
  expect(countPulseFrames(mark, true)).toBe(0);
});

it.each([
  ['one that failed', true, 'error'],
  ['any other', false, null],
])('an end that is only reported is marked: %s', (_, isFailure, reason) => {
  const ended = { by: 'run', status: 'as the pipeline says', isFailure } as const;
  expect(selectMarkedEnd({ end: null, reported: { ...EMPTY_REPORTS, ended } })).toEqual({ reason });
  expect(selectMarkedEnd({ end: CONVERGED, reported: { ...EMPTY_REPORTS, ended } })).toBe(CONVERGED);
  expect(selectMarkedEnd({ end: null, reported: EMPTY_REPORTS })).toBeNull();
});
