import { expect, it } from 'vitest';
import { GlideClock } from '../../../src/scene/path/glideClock.js';

/** Frames that are drawn of a display's, from the first on. */
function countDrawn(clock: GlideClock, seconds: number, hertz: number, gapMs: number): number {
  let drawn = 0;
  for (let frame = 0; frame < seconds * hertz; frame++) {
    clock.add(1000 / hertz);
    if (clock.restMs > 0) continue;
    clock.take(gapMs);
    drawn++;
  }
  return drawn;
}

it.each([60, 75, 90, 120, 144])('draws 26 frames a second on a display of %i Hz', (hertz) => {
  const drawn = countDrawn(new GlideClock(), 10, hertz, 1000 / 26);
  expect(drawn).toBeGreaterThanOrEqual(259);
  expect(drawn).toBeLessThanOrEqual(262);
});

it('draws every frame where no gap is asked for', () => {
  expect(countDrawn(new GlideClock(), 1, 60, 0)).toBe(60);
});

it('makes up for no pause, and returns how long it was', () => {
  const clock = new GlideClock();
  clock.take(40);
  clock.add(5000);
  expect(clock.restMs).toBeLessThanOrEqual(0);
  expect(clock.take(40)).toBe(5000);
  expect(clock.restMs).toBe(40);
  clock.add(39);
  expect(clock.restMs).toBe(1);
});

it('waits the whole gap after a frame that was drawn before it was due', () => {
  const clock = new GlideClock();
  clock.take(40);
  clock.add(10);
  expect(clock.take(40)).toBe(10);
  expect(clock.restMs).toBe(40);
});
