import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Clock } from '../../src/host/clock.js';
import { createPacer } from '../../src/projection/pacer.js';
import { createFakeClock } from '../transport/fakeClock.js';

const SEED = 20_261_125;

/** A clock whose timers come at once, as late as `lateness` says: meanwhile others had the thread. */
function createRestingClock(lateness: () => number) {
  let nowMs = 0;
  const clock: Clock = {
    now: () => nowMs,
    startTimer(onTime, delayMs) {
      let isCancelled = false;
      queueMicrotask(() => {
        if (isCancelled) return;
        nowMs += delayMs + lateness();
        onTime();
      });
      return { cancel: () => (isCancelled = true) };
    },
  };
  return { clock, spend: (ms: number) => (nowMs += ms) };
}

it(`at the beginning of any piece the work has had no more than its share of the time (seed ${SEED})`, async () => {
  const pieces = fc.array(fc.double({ min: 0, max: 40, noNaN: true }), { minLength: 1, maxLength: 60 });
  const gaps = fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { minLength: 1, maxLength: 10 });
  const share = fc.double({ min: 0.05, max: 1, noNaN: true });
  const minRestMs = fc.constantFrom(0, 8, 50);
  await fc.assert(
    fc.asyncProperty(pieces, gaps, share, minRestMs, async (durations, late, share, minRestMs) => {
      let timers = 0;
      const { clock, spend } = createRestingClock(() => late[timers++ % late.length]!);
      const pacer = createPacer({ clock, share, minRestMs });
      let worked = 0;
      for (const duration of durations) {
        await pacer.run(() => {
          expect(worked).toBeLessThanOrEqual(share * (clock.now() + minRestMs) + 1e-6);
          spend(duration);
          worked += duration;
        });
      }
    }),
    { seed: SEED, numRuns: 500 },
  );
});

it(`a training that shares the thread keeps 80 % of its pace (seed ${SEED})`, async () => {
  const duration = (max: number) => fc.double({ min: 0.2, max, noNaN: true });
  await fc.assert(
    fc.asyncProperty(duration(200), duration(100), async (stepMs, pieceMs) => {
      const clock = createFakeClock(0);
      const pacer = createPacer({ clock });
      const controller = new AbortController();
      const evaluating = (async () => {
        while (!controller.signal.aborted) await pacer.run(() => clock.sleep(pieceMs), controller.signal);
      })();
      const steps = 300;
      for (let i = 0; i < steps; i++) {
        clock.sleep(stepMs);
        // The host's loop turns: timers that are due fire, and what waits for them goes on.
        await new Promise((resolve) => setImmediate(resolve));
      }
      // What a rest that is put off and one piece more may cost.
      const slackMs = 8 + 5 * pieceMs;
      expect(steps * stepMs).toBeGreaterThanOrEqual(0.8 * (clock.now() - slackMs));
      expect(clock.now()).toBeGreaterThan(steps * stepMs);
      controller.abort(new Error('enough'));
      await expect(evaluating).rejects.toThrow('enough');
    }),
    { seed: SEED, numRuns: 40 },
  );
});

it('what waited longer than it asked for gets no more later', async () => {
  let late = 1000;
  const { clock, spend } = createRestingClock(() => late);
  const pacer = createPacer({ clock, share: 0.2 });
  await pacer.run(() => spend(10));
  await pacer.run(() => spend(10));
  late = 0;
  const begunAt = clock.now();
  for (let i = 0; i < 10; i++) await pacer.run(() => spend(10));
  expect(clock.now() - begunAt).toBe(10 * 50);
});

it('uses its share where nothing is late: half the time for a half', async () => {
  const { clock, spend } = createRestingClock(() => 0);
  const pacer = createPacer({ clock, share: 0.5 });
  for (let i = 0; i < 1000; i++) await pacer.run(() => spend(1));
  expect(clock.now()).toBeGreaterThan(1980);
  expect(clock.now()).toBeLessThanOrEqual(2000);
});

it('pieces wait for one another, also for one that failed', async () => {
  const { clock, spend } = createRestingClock(() => 0);
  const pacer = createPacer({ clock });
  const order: string[] = [];
  const first = pacer.run(async () => {
    order.push('first begins');
    await Promise.resolve();
    spend(5);
    order.push('first ends');
    throw new Error('no loss');
  });
  const second = pacer.run(() => order.push('second'));
  await expect(first).rejects.toThrow('no loss');
  await second;
  expect(order).toEqual(['first begins', 'first ends', 'second']);
});

it('an abort ends a rest at once, with its reason, and leaves no timer', async () => {
  const clock = createFakeClock();
  const pacer = createPacer({ clock });
  await pacer.run(() => clock.advance(100));
  const controller = new AbortController();
  const work = () => expect.unreachable('the work was done');
  const piece = pacer.run(work, controller.signal);
  await new Promise((resolve) => setImmediate(resolve));
  expect(clock.waiting()).toBe(1);
  controller.abort(new Error('enough'));
  await expect(piece).rejects.toThrow('enough');
  expect(clock.waiting()).toBe(0);
});

it.each([0, -1, 1.1, NaN])('refuses a share of %s', (share) => {
  expect(() => createPacer({ clock: createFakeClock(), share })).toThrow(
    `share: expected above 0 and at most 1, got ${share}`,
  );
});
