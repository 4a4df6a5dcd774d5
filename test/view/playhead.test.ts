import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  advancePlayhead,
  LONGEST_LAG_S,
  placePlayhead,
  PLAYHEAD_AT_START,
  shiftPlayhead,
  type Playhead,
} from '../../src/view/playhead.js';

const SEED = 20_261_130;

const frame = fc.record({
  points: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 50 }), {
    weight: 1,
    arbitrary: fc.integer({ min: 1, max: 1_000_000 }),
  }),
  dtS: fc.oneof(
    fc.double({ min: 0, max: 0.3, noNaN: true }),
    fc.constant(1 / 60),
    fc.double({ min: 0, max: 20, noNaN: true }),
  ),
});
const frames = fc.array(frame, { maxLength: 120 });

function advanceMany(playhead: Playhead, newest: number, dtS: number, count: number): Playhead {
  for (let i = 0; i < count; i++) playhead = advancePlayhead(playhead, newest, dtS);
  return playhead;
}

describe('advancePlayhead', () => {
  it(`is never beyond the newest point, never goes back, and has a speed of at least 0 (seed ${SEED})`, () => {
    fc.assert(
      fc.property(frames, (all) => {
        let playhead = PLAYHEAD_AT_START;
        let newest = 0;
        for (const { points, dtS } of all) {
          newest += points;
          const next = advancePlayhead(playhead, newest, dtS);
          expect(next.index).toBeLessThanOrEqual(newest);
          expect(next.index).toBeGreaterThanOrEqual(playhead.index);
          expect(next.speed).toBeGreaterThanOrEqual(0);
          playhead = next;
        }
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it(`moves in each frame while received path is not drawn, from the second on (seed ${SEED})`, () => {
    fc.assert(
      fc.property(frames, (all) => {
        let playhead = PLAYHEAD_AT_START;
        let newest = 0;
        for (const { points, dtS } of all) {
          newest += points;
          const isWaiting = playhead.index < newest && playhead.pace.newest > playhead.index;
          const next = advancePlayhead(playhead, newest, dtS + 0.001);
          if (isWaiting) expect(next.index).toBeGreaterThan(playhead.index);
          playhead = next;
        }
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it(`reaches each point at most LONGEST_LAG_S after its frame, 1.48 s (seed ${SEED})`, () => {
    expect(LONGEST_LAG_S).toBeCloseTo(1.48, 9);
    fc.assert(
      fc.property(frames, (all) => {
        const waiting: { readonly index: number; readonly atS: number }[] = [];
        let playhead = PLAYHEAD_AT_START;
        let newest = 0;
        let nowS = 0;
        for (const { points, dtS } of all) {
          newest += points;
          playhead = advancePlayhead(playhead, newest, dtS);
          nowS += dtS;
          if (points > 0) waiting.push({ index: newest, atS: nowS });
          for (const { index, atS } of waiting) {
            // What is late by less than a millionth of a second is rounding.
            if (nowS - atS > LONGEST_LAG_S + 1e-6)
              expect(playhead.index).toBeGreaterThanOrEqual(index - index * 1e-9);
          }
        }
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it(`is on the newest point after that time, and rests there (seed ${SEED})`, () => {
    fc.assert(
      fc.property(frames, fc.integer({ min: 1, max: 200 }), (all, count) => {
        let playhead = PLAYHEAD_AT_START;
        let newest = 0;
        for (const { points, dtS } of all) playhead = advancePlayhead(playhead, (newest += points), dtS);
        const rested = advanceMany(playhead, newest, (LONGEST_LAG_S + 1e-6) / count, count + 1);
        expect(rested).toMatchObject({ index: newest, speed: 0 });
        expect(advancePlayhead(rested, newest, 3600)).toMatchObject({ index: newest, speed: 0 });
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it(`is at the same place after one long frame as after many short ones (seed ${SEED})`, () => {
    const cases = fc.record({
      all: frames,
      seconds: fc.double({ min: 0.01, max: 2, noNaN: true }),
      count: fc.integer({ min: 2, max: 240 }),
    });
    fc.assert(
      fc.property(cases, ({ all, seconds, count }) => {
        let playhead = PLAYHEAD_AT_START;
        let newest = 0;
        for (const { points, dtS } of all) playhead = advancePlayhead(playhead, (newest += points), dtS);
        const once = advancePlayhead(playhead, newest, seconds);
        const often = advanceMany(playhead, newest, seconds / count, count);
        expect(Math.abs(often.index - once.index)).toBeLessThanOrEqual(1e-6 + newest * 1e-9);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it.each([10, 12, 26, 30, 90, 144, 240])('goes much the same way at %d frames a second as at 60', (fps) => {
    const arrivedS = Array.from({ length: 40 }, (_, i) => 0.5 * i + 0.2 * Math.sin(i));
    const placesAt = (rate: number): number[] => {
      let playhead = PLAYHEAD_AT_START;
      const places: number[] = [];
      for (let i = 1; i <= 20 * rate; i++) {
        const newest = 10 * arrivedS.filter((atS) => atS <= i / rate).length;
        playhead = advancePlayhead(playhead, newest, 1 / rate);
        if (i % (rate / 2) === 0) places.push(playhead.index);
      }
      return places;
    };
    const differences = placesAt(fps).map((place, i) => Math.abs(place - placesAt(60)[i]!));
    // 20 points a second: what a frame's length is worth, and little else.
    expect(Math.max(...differences)).toBeLessThan(20 * (1 / fps + 1 / 60) + 1);
  });

  it('goes at an even speed where points come evenly', () => {
    let playhead = PLAYHEAD_AT_START;
    const speeds: number[] = [];
    for (let i = 1; i <= 60 * 40; i++) {
      playhead = advancePlayhead(playhead, 10 * Math.floor(i / 60), 1 / 60);
      if (i > 60 * 30) speeds.push(playhead.speed);
    }
    expect(Math.min(...speeds)).toBeGreaterThan(5);
    expect(Math.max(...speeds)).toBeLessThan(15);
  });

  it('spreads what comes at once, however much, over the longest spread at most', () => {
    const burst = advancePlayhead(advancePlayhead(PLAYHEAD_AT_START, 0, 60), 1_000_000, 1 / 60);
    expect(advancePlayhead(burst, 1_000_000, LONGEST_LAG_S / 2).index).toBeLessThan(900_000);
    expect(advancePlayhead(burst, 1_000_000, LONGEST_LAG_S).index).toBe(1_000_000);
  });

  it('does not count a rest as part of the movement that follows', () => {
    const rested = advancePlayhead(PLAYHEAD_AT_START, 0, 1000);
    const begun = advancePlayhead(rested, 20, 3600);
    expect(begun.index).toBe(0);
    expect(advancePlayhead(begun, 20, 1 / 60).index).toBeGreaterThan(0);
    expect(advancePlayhead(begun, 20, 1 / 60).index).toBeLessThan(2);
  });

  it('goes at once to a newest point that is behind it', () => {
    const ahead = placePlayhead(PLAYHEAD_AT_START, 80);
    expect(advancePlayhead(ahead, 3, 1 / 60)).toMatchObject({ index: 3, speed: 0, pace: { due: [] } });
  });

  it('holds as many due points as are needed, however many frames bring points', () => {
    let playhead = PLAYHEAD_AT_START;
    for (let i = 1; i <= 10_000; i++) {
      playhead = advancePlayhead(playhead, i * 3 + (i % 7), 1 / 240);
      expect(playhead.pace.due.length).toBeLessThan(40);
      expect(playhead.trail.length).toBeLessThan(40);
    }
  });
});

describe('shiftPlayhead', () => {
  const moving = advancePlayhead(advancePlayhead(PLAYHEAD_AT_START, 20, 1 / 60), 20, 0.1);

  it('keeps what is to be drawn when points come before the playhead', () => {
    const shifted = shiftPlayhead(moving, 7, 27);
    expect(shifted.index).toBeCloseTo(moving.index + 7, 12);
    const [here, there] = [advancePlayhead(moving, 20, 0.2), advancePlayhead(shifted, 27, 0.2)];
    expect(there.index).toBeCloseTo(here.index + 7, 9);
    expect(there.speed).toBeCloseTo(here.speed, 9);
  });

  it('ends on the newest point there is when the later ones were removed', () => {
    const shifted = shiftPlayhead(moving, 0, 5);
    expect(shifted.index).toBeLessThanOrEqual(5);
    expect(advancePlayhead(shifted, 5, 2)).toMatchObject({ index: 5, speed: 0 });
  });

  it(`keeps every promise of a playhead whatever is inserted or removed (seed ${SEED})`, () => {
    const change = fc.record({
      by: fc.integer({ min: -60, max: 60 }),
      later: fc.integer({ min: -60, max: 60 }),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(frame, change), { maxLength: 60 }), (all) => {
        let playhead = PLAYHEAD_AT_START;
        let newest = 0;
        for (const [{ points, dtS }, { by, later }] of all) {
          newest += points;
          playhead = advancePlayhead(playhead, newest, dtS);
          const least = Math.max(by, -Math.floor(playhead.index));
          newest = Math.max(newest + least + later, 0);
          playhead = shiftPlayhead(playhead, least, newest);
          expect(playhead.index).toBeGreaterThanOrEqual(0);
          expect(playhead.index).toBeLessThanOrEqual(newest);
          const seen = advancePlayhead(playhead, newest, 0);
          expect(advancePlayhead(seen, newest, 2)).toMatchObject({ index: newest, speed: 0 });
        }
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});
