import { describe, expect, it } from 'vitest';
import { AutoLevel } from '../../../src/scene/stage/autoLevel.js';
import { createRandom } from '../../transport/seededRandom.js';

/** What a whole frame takes in each quality. */
interface Machine {
  readonly highMs: number;
  readonly lowMs: number;
}

/** Turns the picture for some frames, and counts how often the choice changed. */
function turn(level: AutoLevel, { highMs, lowMs }: Machine, frames: number, jitter = () => 1): number {
  let changes = 0;
  for (let i = 0; i < frames; i++) {
    const tookMs = (level.isHigh ? highMs : lowMs) * jitter();
    if (level.add(tookMs, Math.max(tookMs, 16))) changes++;
  }
  return changes;
}

const FAST = { highMs: 8, lowMs: 3 };
const SLOW = { highMs: 60, lowMs: 25 };

describe('auto quality', () => {
  it('is high before anything is known, and stays high where frames keep up', () => {
    const level = new AutoLevel();
    expect(level.isHigh).toBe(true);
    expect(turn(level, FAST, 1000)).toBe(0);
    expect(level.isHigh).toBe(true);
  });

  it('falls once, within a handful of frames, where they do not keep up with 30 a second', () => {
    const level = new AutoLevel();
    expect(turn(level, SLOW, 8)).toBe(0);
    expect(turn(level, SLOW, 1)).toBe(1);
    expect(level.isHigh).toBe(false);
    expect(turn(level, SLOW, 1000)).toBe(0);
  });

  it('stays high at 30 frames a second to the millisecond or so: a slow display is no slow machine', () => {
    const level = new AutoLevel();
    expect(turn(level, { highMs: 1000 / 30, lowMs: 10 }, 1000, createJitter(1, 0.05))).toBe(0);
  });

  it('does not change for a slow frame, nor for some that compile at first', () => {
    const level = new AutoLevel();
    turn(level, { highMs: 900, lowMs: 900 }, 4);
    for (let i = 0; i < 100; i++) {
      expect(turn(level, FAST, 5)).toBe(0);
      expect(turn(level, { highMs: 400, lowMs: 400 }, 1)).toBe(0);
    }
  });

  it('does not change for slow frames that are no movement', () => {
    const level = new AutoLevel();
    for (let i = 0; i < 100; i++) expect(level.add(200, 2000)).toBe(false);
    // The first of a movement comes after a pause; those after it count.
    for (let i = 0; i < 9; i++) level.add(200, 200);
    expect(level.isHigh).toBe(false);
  });

  it('rises again where the machine has recovered: low frames so cheap that high ones keep up for sure', () => {
    const level = new AutoLevel();
    turn(level, SLOW, 50);
    expect(turn(level, FAST, 7)).toBe(0);
    expect(turn(level, FAST, 1)).toBe(1);
    expect(level.isHigh).toBe(true);
    expect(turn(level, FAST, 1000)).toBe(0);
  });

  it('follows a machine that is slow and recovers again and again', () => {
    const level = new AutoLevel();
    for (let i = 0; i < 10; i++) {
      turn(level, SLOW, 50);
      expect(level.isHigh).toBe(false);
      turn(level, FAST, 50);
      expect(level.isHigh).toBe(true);
    }
  });

  it('stays low where high frames may keep up but need not', () => {
    const level = new AutoLevel();
    turn(level, SLOW, 50);
    expect(turn(level, { highMs: 30, lowMs: 5 }, 1000)).toBe(0);
  });

  it('tries to rise once at most on a steady machine whose high frames are ten times as dear as its low ones', () => {
    const level = new AutoLevel();
    expect(turn(level, { highMs: 39, lowMs: 3.9 }, 2000)).toBe(3);
    expect(level.isHigh).toBe(false);
  });

  it.each(Array.from({ length: 20 }, (_, i) => i))(
    'changes at most three times on a steady, noisy machine at any border (seed %i)',
    (seed) => {
      const random = createRandom(seed);
      const highMs = 4 + 60 * random();
      const machine = { highMs, lowMs: highMs / (1.2 + 10 * random()) };
      expect(turn(new AutoLevel(), machine, 3000, createJitter(seed, 0.3))).toBeLessThanOrEqual(3);
    },
  );
});

/** Factors around 1. */
function createJitter(seed: number, spread: number): () => number {
  const random = createRandom(seed + 1000);
  return () => 1 + spread * (2 * random() - 1);
}
