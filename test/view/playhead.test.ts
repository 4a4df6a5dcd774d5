import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advancePlayhead, FOLLOW_RATE, PLAYHEAD_AT_START, type Playhead } from '../../src/view/playhead.js';

const SEED = 20_261_124;

function advanceMany(playhead: Playhead, target: number, dtS: number, frames: number): Playhead {
  for (let i = 0; i < frames; i++) playhead = advancePlayhead(playhead, target, dtS);
  return playhead;
}

describe('advancePlayhead', () => {
  it(`is at the same place after one long frame as after many short ones (seed ${SEED})`, () => {
    const cases = fc.record({
      target: fc.integer({ min: 1, max: 1_000_000 }),
      seconds: fc.double({ min: 0.01, max: 0.8, noNaN: true }),
      frames: fc.integer({ min: 2, max: 240 }),
    });
    fc.assert(
      fc.property(cases, ({ target, seconds, frames }) => {
        const once = advancePlayhead(PLAYHEAD_AT_START, target, seconds);
        const often = advanceMany(PLAYHEAD_AT_START, target, seconds / frames, frames);
        expect(Math.abs(often.index - once.index)).toBeLessThanOrEqual(2e-3 + target * 1e-9);
      }),
      { seed: SEED },
    );
  });

  it(`never passes its target and never goes back while the target grows (seed ${SEED})`, () => {
    const stream = fc.array(
      fc.record({
        points: fc.integer({ min: 0, max: 50 }),
        dtS: fc.double({ min: 0, max: 0.3, noNaN: true }),
      }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(stream, (frames) => {
        let playhead = PLAYHEAD_AT_START;
        let target = 0;
        for (const { points, dtS } of frames) {
          target += points;
          const next = advancePlayhead(playhead, target, dtS);
          expect(next.index).toBeLessThanOrEqual(target);
          expect(next.index).toBeGreaterThanOrEqual(playhead.index);
          playhead = next;
        }
      }),
      { seed: SEED },
    );
  });

  it('trails a steady stream by 2 / FOLLOW_RATE seconds', () => {
    const pointsPerSecond = 100;
    const fps = 600;
    let playhead = PLAYHEAD_AT_START;
    for (let frame = 1; frame <= 5 * fps; frame++) {
      playhead = advancePlayhead(playhead, (frame * pointsPerSecond) / fps, 1 / fps);
    }
    const behindS = (5 * pointsPerSecond - playhead.index) / pointsPerSecond;
    expect(behindS).toBeCloseTo(2 / FOLLOW_RATE, 2);
  });

  it('has all but arrived 9.3 / FOLLOW_RATE seconds after a burst of a million points, and then rests', () => {
    const burst = advanceMany(PLAYHEAD_AT_START, 1_000_000, 9.3 / FOLLOW_RATE / 60, 60);
    expect(burst.index).toBeGreaterThan(999_000);
    expect(advancePlayhead(burst, 1_000_000, 3)).toEqual({ index: 1_000_000, speed: 0 });
  });

  it('goes at once to a target that has moved behind it', () => {
    expect(advancePlayhead({ index: 80, speed: 20 }, 3, 1 / 60)).toEqual({ index: 3, speed: 0 });
  });
});
