import { describe, expect, it } from 'vitest';
import { computeDamping } from '../../../src/scene/stage/cameraDamping.js';

/** What is left of a movement after some frames. */
const leftAfter = (frames: number, frameS: number): number => (1 - computeDamping(frameS)) ** frames;

describe('the inertia of a hand', () => {
  it("is three's own at 60 frames a second", () => {
    expect(computeDamping(1 / 60)).toBeCloseTo(0.05, 10);
  });

  it('leaves as much of a movement after a time, however many frames that has', () => {
    const left = leftAfter(60, 1 / 60);
    for (const rate of [10, 12, 24, 30, 120, 144]) expect(leftAfter(rate, 1 / rate)).toBeCloseTo(left, 10);
  });

  it('jumps with no frame that comes after a pause', () => {
    expect(computeDamping(3600)).toBe(computeDamping(0.1));
    expect(computeDamping(3600)).toBeLessThan(0.3);
  });
});
