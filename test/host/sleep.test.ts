import { expect, it, vi } from 'vitest';
import { sleep } from '../../src/host/sleep.js';
import { createFakeClock } from '../transport/fakeClock.js';

/** Whether a promise has settled, once what is due has had its turn. */
async function isSettled(promise: Promise<void>): Promise<boolean> {
  let settled = false;
  void promise.then(() => (settled = true));
  for (let turn = 0; turn < 3; turn += 1) await Promise.resolve();
  return settled;
}

it('ends when its time is over, and listens to the signal no more', async () => {
  const clock = createFakeClock();
  const { signal } = new AbortController();
  const removed = vi.spyOn(signal, 'removeEventListener');
  const sleeping = sleep(clock, 100, signal);
  clock.advance(99);
  expect(await isSettled(sleeping)).toBe(false);
  clock.advance(1);
  expect(await isSettled(sleeping)).toBe(true);
  expect(removed).toHaveBeenCalledOnce();
});

it('ends when the signal aborts, without an error and without a timer', async () => {
  const clock = createFakeClock();
  const abort = new AbortController();
  const sleeping = sleep(clock, 100, abort.signal);
  abort.abort(new Error('enough'));
  expect(await isSettled(sleeping)).toBe(true);
  expect(clock.waiting()).toBe(0);
});

it('does not begin where the signal has aborted', async () => {
  const clock = createFakeClock();
  expect(await isSettled(sleep(clock, 100, AbortSignal.abort()))).toBe(true);
  expect(clock.waiting()).toBe(0);
});

it('needs no signal', async () => {
  const clock = createFakeClock();
  const sleeping = sleep(clock, 100);
  clock.advance(100);
  expect(await isSettled(sleeping)).toBe(true);
});
