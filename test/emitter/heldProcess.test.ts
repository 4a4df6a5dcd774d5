import { expect, it } from 'vitest';
import { createFakeClock } from '../transport/fakeClock.js';
import { createHeldSink, createTestEmitter } from './createTestEmitter.js';

const POINT = { x: 0.5, y: -0.5 };

/** A clock that knows which timers would keep a process alive. */
function createProcessClock() {
  const clock = createFakeClock();
  const holding = new Set<symbol>();
  return {
    ...clock,
    holding: () => holding.size,
    startTimer(onTime: () => void, delayMs: number) {
      const key = Symbol();
      const release = (): void => void holding.delete(key);
      holding.add(key);
      const timer = clock.startTimer(() => {
        release();
        onTime();
      }, delayMs);
      return {
        release,
        cancel() {
          release();
          timer.cancel();
        },
      };
    },
  };
}

it('a process that has flushed in vain does not stay for a required sink that failed just before', async () => {
  const clock = createProcessClock();
  const { sink, refuse } = createHeldSink();
  const { emitter, problems } = createTestEmitter({ clock, send: sink, retryMs: 5000 });
  void emitter.start(POINT);
  const flushed = emitter.flush();
  clock.advance(29_000);
  await refuse(new Error('down'));
  expect(clock.holding()).toBe(2);
  clock.advance(1000);
  expect(await flushed).toEqual({ complete: false, behind: 1 });
  expect(problems.map(({ code }) => code)).toEqual(['sink_silent', 'send_failed', 'sink_given_up']);
  // It is asked again all the same, as long as the process is there.
  expect([clock.holding(), clock.waiting()]).toEqual([0, 1]);
});
