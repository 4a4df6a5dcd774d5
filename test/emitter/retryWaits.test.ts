import { describe, expect, it } from 'vitest';
import type { Sink } from '../../src/emitter/emittedEvent.js';
import { createFakeClock } from '../transport/fakeClock.js';
import { createTestEmitter, settle } from './createTestEmitter.js';

const POINT = { x: 0.5, y: -0.5 };

/** A sink that can be taken down, and a clock that knows which timers would keep a process alive. */
function createOutages(isRequired: boolean, retryMs = 100) {
  const clock = createFakeClock();
  const holding = new Set<symbol>();
  const state = { isDown: false, taken: 0 };
  const problems: string[] = [];
  const sink: Sink = () => {
    if (state.isDown) throw new Error('down');
    state.taken += 1;
  };
  const { emitter } = createTestEmitter({
    retryMs,
    maxBatchPoints: 1,
    clock: {
      now: clock.now,
      startTimer(onTime, delayMs) {
        const key = Symbol();
        holding.add(key);
        const timer = clock.startTimer(() => {
          holding.delete(key);
          onTime();
        }, delayMs);
        const release = (): void => void holding.delete(key);
        return {
          release,
          cancel() {
            release();
            timer.cancel();
          },
        };
      },
    },
    send: () => undefined,
    onProblem: ({ message }) => problems.push(message),
  });
  emitter.attach(sink, { isRequired });
  return {
    state,
    holding: () => holding.size,
    /** Takes the sink down, sends something, and waits. @returns the waits between attempts that were said */
    async fail(forMs: number): Promise<number[]> {
      state.isDown = true;
      if (emitter.status === 'idle') void emitter.start(POINT);
      else void emitter.hyperparams({ eta: 1 });
      clock.advance(forMs);
      await settle();
      return problems.splice(0).flatMap((message) => {
        const wait = /asked again in (\d+) ms/.exec(message);
        return wait === null ? [] : [Number(wait[1])];
      });
    },
    async recover(): Promise<void> {
      state.isDown = false;
      clock.advance(60_000);
      await settle();
    },
  };
}

describe('the wait for a sink that failed', () => {
  it.each([
    ['a viewer', false, [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]],
    ['a required sink', true, [1000, 2000, 4000, 5000, 5000]],
  ])(
    'doubles up to a limit, and is the first again once it has taken something: %s',
    async (_, isRequired, waits) => {
      const sink = createOutages(isRequired, 1000);
      const forMs = waits.slice(0, -1).reduce((sum, wait) => sum + wait, 0);
      for (let outage = 0; outage < 3; outage += 1) {
        expect(await sink.fail(forMs)).toEqual(waits);
        await sink.recover();
        expect(sink.state.taken).toBe(outage + 1);
      }
    },
  );

  it('holds a process as long in each outage, whatever the outages before came to', async () => {
    const sink = createOutages(true);
    for (let outage = 0; outage < 4; outage += 1) {
      await sink.fail(20_000);
      expect(sink.holding()).toBe(1);
      await sink.recover();
      expect(sink.holding()).toBe(0);
    }
    await sink.fail(40_000);
    expect(sink.holding()).toBe(0);
  });
});
