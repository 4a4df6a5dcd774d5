import { describe, expect, it } from 'vitest';
import { GlidePace } from '../../../src/scene/stage/glidePace.js';

const PACED = 1000 / 26;

function paceAfter({ whole = [], part = [] }: { whole?: number[]; part?: number[] }): GlidePace {
  const pace = new GlidePace();
  for (const costMs of whole) pace.addWhole(costMs);
  for (const costMs of part) pace.addPart(costMs);
  return pace;
}

const times = (n: number, costMs: number): number[] => Array.from({ length: n }, () => costMs);

describe('the pace of a glide', () => {
  it('is 26 frames a second until enough frames are measured', () => {
    expect(new GlidePace().leastGapMs).toBe(PACED);
    expect(paceAfter({ whole: [2] }).leastGapMs).toBe(PACED);
  });

  it("is the display's where whole frames are cheap", () => {
    expect(paceAfter({ whole: times(2, 3) }).leastGapMs).toBe(0);
    expect(paceAfter({ whole: times(2, 3), part: times(5, 3) }).leastGapMs).toBe(0);
  });

  it("is the display's again soon after the first frames, which compile", () => {
    expect(paceAfter({ whole: [400, 3] }).leastGapMs).toBe(PACED);
    expect(paceAfter({ whole: [400, 3, 3] }).leastGapMs).toBe(0);
  });

  it('is 26 frames a second where whole frames are dear, and their own are not', () => {
    expect(paceAfter({ whole: times(5, 40) }).leastGapMs).toBe(PACED);
    expect(paceAfter({ whole: times(5, 40), part: times(5, 16) }).leastGapMs).toBe(PACED);
  });

  it('is so slow that a frame of its own takes half of the time, but never below 12 a second', () => {
    expect(paceAfter({ whole: times(5, 40), part: times(5, 20) }).leastGapMs).toBe(40);
    expect(paceAfter({ whole: times(5, 40), part: times(5, 32) }).leastGapMs).toBe(64);
    expect(paceAfter({ whole: times(5, 400), part: times(5, 300) }).leastGapMs).toBe(83);
  });

  it('is not changed by one slow frame of either kind', () => {
    const pace = paceAfter({ whole: [3, 3, 3, 400], part: [3, 3, 3, 400] });
    expect(pace.leastGapMs).toBe(0);
    expect(paceAfter({ whole: times(5, 40), part: [3, 3, 3, 3, 400] }).leastGapMs).toBe(PACED);
  });

  it('stays as it was between cheap and dear: once paced below 6 ms alone, once free until 12 ms', () => {
    const pace = paceAfter({ whole: times(5, 3) });
    for (const costMs of times(20, 11.9)) pace.addWhole(costMs);
    expect(pace.leastGapMs).toBe(0);
    for (const costMs of times(3, 12.1)) pace.addWhole(costMs);
    expect(pace.leastGapMs).toBe(PACED);
    for (const costMs of times(20, 6)) pace.addWhole(costMs);
    expect(pace.leastGapMs).toBe(PACED);
    for (const costMs of times(3, 5.9)) pace.addWhole(costMs);
    expect(pace.leastGapMs).toBe(0);
  });
});
