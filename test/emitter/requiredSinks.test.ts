import { describe, expect, it } from 'vitest';
import type { RunEmitter } from '../../src/emitter/createEmitter.js';
import type { Sink } from '../../src/emitter/emittedEvent.js';
import { createFakeClock, type FakeClock } from '../transport/fakeClock.js';
import {
  createCollector,
  createHeldSink,
  createTestEmitter,
  envelopesOf,
  factsAfter,
  isResolved,
  settle,
  summaryOf,
} from './createTestEmitter.js';

const POINT = { x: 0.5, y: -0.5 };
const ALL = { complete: true, behind: 0 };

/** A sink that can be taken down, and keeps what it took. */
function createBus() {
  const texts: string[] = [];
  const bus = { texts, isDown: false, tries: 0, sink: (() => undefined) as Sink };
  bus.sink = (text) => {
    bus.tries += 1;
    if (bus.isDown) throw new Error('the bus is down');
    texts.push(text);
  };
  return bus;
}

/** An emitter whose `send` is a bus, with a viewer that gets everything as it is. */
function createBusEmitter(options: Parameters<typeof createTestEmitter>[0] = {}) {
  const bus = createBus();
  const tested = createTestEmitter({ send: bus.sink, maxBatchPoints: 1, ...options });
  const said = createCollector();
  tested.emitter.attach(said.sink);
  return { ...tested, bus, said: said.texts };
}

/** Waits by the clock. @returns the result, and how long it took */
async function waitFor<Result>(promise: Promise<Result>, clock: FakeClock, longestMs = 60_000) {
  const startMs = clock.now();
  while (!(await isResolved(promise))) {
    if (clock.now() - startMs > longestMs) throw new Error(`not resolved after ${longestMs} ms`);
    clock.advance(100);
  }
  return { result: await promise, tookMs: clock.now() - startMs };
}

async function stepOn(emitter: RunEmitter, clock: FakeClock, count: number): Promise<number> {
  const startMs = clock.now();
  for (let i = 0; i < count; i += 1) await waitFor(emitter.step({ x: i, y: 0 }), clock);
  return clock.now() - startMs;
}

describe('a required sink', () => {
  it('that is down in mid-run gets all of it, and the end says so', async () => {
    const { emitter, clock, bus, said } = createBusEmitter();
    await emitter.start(POINT);
    await stepOn(emitter, clock, 100);
    bus.isDown = true;
    expect(await stepOn(emitter, clock, 1000)).toBe(0);
    const finished = emitter.finish('max_steps');
    expect(await isResolved(finished)).toBe(false);
    bus.isDown = false;
    expect(await waitFor(finished, clock)).toEqual({ result: ALL, tookMs: 1000 });
    expect(bus.texts).toEqual(said);
    expect(said).toHaveLength(1102);
    expect(emitter.log.held.recentEvents).toBe(257);
    expect(clock.waiting()).toBe(0);
  });

  it('loses nothing to what later events make void', async () => {
    const { emitter, clock, bus, said } = createBusEmitter();
    bus.isDown = true;
    void emitter.start(POINT);
    for (let eta = 1; eta <= 400; eta += 1) {
      void emitter.hyperparams({ eta });
      void emitter.surfaceSpec({ kind: 'bowl', params: { a: eta } });
      void emitter.step(POINT);
      if (eta % 50 === 0) void emitter.restart(POINT);
    }
    bus.isDown = false;
    expect((await waitFor(emitter.flush(), clock)).result).toEqual(ALL);
    expect(bus.texts).toEqual(said);
  });

  it('makes a step wait once its backlog is full, and no longer', async () => {
    const { emitter, clock, bus, said } = createBusEmitter({ maxBacklogEvents: 50, maxEventsBehind: 4 });
    bus.isDown = true;
    void emitter.start(POINT);
    expect(await stepOn(emitter, clock, 48)).toBe(0);
    const full = emitter.step(POINT);
    expect(await isResolved(full)).toBe(false);
    expect(emitter.log.held.recentEvents).toBe(50);
    bus.isDown = false;
    expect((await waitFor(full, clock)).tookMs).toBeLessThanOrEqual(5000);
    expect(bus.texts).toEqual(said);
    expect(emitter.log.held.recentEvents).toBe(5);
  });

  it('makes a step wait by the size of what waits for it, too', async () => {
    const { emitter, clock, bus } = createBusEmitter({ maxBacklogChars: 10_000, maxEventsBehind: 1 });
    bus.isDown = true;
    void emitter.start(POINT);
    const grid = (size: number) =>
      emitter.surfaceGrid({ assetUrl: `data:,${'x'.repeat(size)}`, resolution: 2 });
    expect(await isResolved(grid(5000))).toBe(true);
    const full = grid(5000);
    expect(await isResolved(full)).toBe(false);
    bus.isDown = false;
    await waitFor(full, clock);
    bus.isDown = true;
    for (let i = 0; i < 300; i += 1) void grid(5000);
    expect(emitter.log.held.recentEvents).toBeLessThanOrEqual(4);
  });

  it('that never comes back costs one wait, and the end says what it lacks', async () => {
    const { emitter, clock, bus, said, problems } = createBusEmitter({
      maxBacklogEvents: 50,
      maxEventsBehind: 4,
      finishTimeoutMs: 20_000,
    });
    void emitter.start(POINT);
    await stepOn(emitter, clock, 10);
    bus.isDown = true;
    expect(await stepOn(emitter, clock, 3000)).toBe(20_000);
    expect(emitter.log.held.recentEvents).toBeLessThanOrEqual(100);
    expect(await isResolved(emitter.flush())).toBe(true);
    const behind = said.length + 1 - bus.texts.length;
    expect(await waitFor(emitter.finish('max_steps'), clock)).toEqual({
      result: { complete: false, behind },
      tookMs: 20_000,
    });
    expect(behind).toBe(3001);
    const codes = problems.map(({ code }) => code);
    expect(codes.filter((code) => code === 'sink_given_up')).toHaveLength(1);
    expect(codes.filter((code) => code === 'sink_behind')).toHaveLength(1);
    expect(problems.find(({ code }) => code === 'sink_given_up')?.message).toBe(
      'a required sink lacks 50 events after 20000 ms; no step waits for it until it takes one',
    );
  });

  it('that comes back after that gets all that still matters, and is waited for again', async () => {
    const { emitter, clock, bus, said, problems } = createBusEmitter({
      maxBacklogEvents: 10,
      maxEventsBehind: 4,
      finishTimeoutMs: 2000,
    });
    void emitter.start(POINT);
    bus.isDown = true;
    await stepOn(emitter, clock, 30);
    for (let eta = 1; eta <= 30; eta += 1) void emitter.hyperparams({ eta });
    bus.isDown = false;
    clock.advance(5000);
    await settle();
    // Of the first hyperparameters twenty, of the 30 that were said, are still held.
    const { result } = await waitFor(emitter.flush(), clock);
    expect(result).toEqual({ complete: false, behind: said.length - bus.texts.length });
    expect(result.behind).toBe(10);
    expect(factsAfter(bus.texts)).toEqual(factsAfter(said));
    const seqs = envelopesOf(bus.texts).map(({ seq }) => seq);
    expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
    bus.isDown = true;
    expect(await stepOn(emitter, clock, 9)).toBe(0);
    expect(await stepOn(emitter, clock, 1)).toBe(2000);
    await stepOn(emitter, clock, 30);
    const codes = problems.map(({ code }) => code);
    expect(codes.filter((code) => code === 'sink_behind')).toHaveLength(2);
    expect(codes.filter((code) => code === 'sink_given_up')).toHaveLength(2);
  });

  it('is asked again after the first wait, however long an earlier outage was', async () => {
    const { emitter, clock, bus, problems } = createBusEmitter({ retryMs: 100 });
    const waits = (): (string | undefined)[] =>
      problems.splice(0).map(({ message }) => /again in (\d+) ms/.exec(message)?.[1]);
    for (let outage = 0; outage < 3; outage += 1) {
      bus.isDown = true;
      if (emitter.status === 'idle') void emitter.start(POINT);
      else void emitter.step(POINT);
      clock.advance(100 + 200 + 400 + 800 + 1600 + 3200 + 5000);
      await settle();
      expect(waits()).toEqual(['100', '200', '400', '800', '1600', '3200', '5000', '5000']);
      bus.isDown = false;
      clock.advance(5000);
      await settle();
    }
    expect(summaryOf(bus.texts)).toEqual(['GD_PATH_STARTED', '1+1', '2+1']);
  });

  it('that does not answer is not asked twice, and is waited for to the end', async () => {
    const held = createHeldSink();
    const { emitter, clock, problems } = createTestEmitter({ send: held.sink });
    void emitter.start(POINT);
    const finished = emitter.finish('error');
    clock.advance(29_999);
    expect(await isResolved(finished)).toBe(false);
    expect(problems.map(({ code }) => code)).toEqual(['sink_silent']);
    expect(held.texts).toHaveLength(1);
    await held.answer();
    await held.answer();
    expect(await finished).toEqual(ALL);
    expect(summaryOf(held.texts)).toEqual(['GD_PATH_STARTED', 'GD_PATH_FINISHED']);
  });

  it('that is attached late gets the run so far, and is waited for from then on', async () => {
    const { emitter, clock, said } = createBusEmitter({ maxEventsBehind: 2 });
    void emitter.start(POINT);
    await stepOn(emitter, clock, 30);
    for (let eta = 1; eta <= 9; eta += 1) void emitter.hyperparams({ eta });
    const held = createHeldSink();
    emitter.attach(held.sink, { isRequired: true });
    // The start and the steps, and of the hyperparameters the newest three, which are held as they were said.
    const flushed = emitter.flush();
    clock.advance(30_000);
    expect(await flushed).toEqual({ complete: false, behind: 34 });
    for (let i = 0; i < 5; i += 1) await held.answer();
    const again = emitter.flush();
    clock.advance(30_000);
    expect(await again).toEqual({ complete: false, behind: 29 });
    void emitter.hyperparams({ eta: 10 });
    void emitter.hyperparams({ eta: 11 });
    const finished = emitter.finish('converged');
    for (let i = 0; i < 40; i += 1) await held.answer();
    expect(await finished).toEqual(ALL);
    expect(held.texts).toEqual([...said.slice(0, 31), ...said.slice(-6)]);
  });

  it('that resumes owes nothing of what its client has', async () => {
    const { emitter } = createBusEmitter();
    void emitter.start(POINT);
    void emitter.steps([POINT, POINT, POINT]);
    const held = createHeldSink();
    emitter.attach(held.sink, { isRequired: true, resumeFrom: 'e:2' });
    const finished = emitter.finish('converged');
    for (let i = 0; i < 3; i += 1) await held.answer();
    expect(await finished).toEqual(ALL);
    expect(envelopesOf(held.texts).map(({ seq }) => seq)).toEqual([3, 4, 5]);
  });

  it('that is furthest behind is the one of the report; one that is detached is not', async () => {
    const { emitter, clock } = createTestEmitter({ maxBatchPoints: 1 });
    const [near, far] = [createHeldSink(), createHeldSink()];
    emitter.attach(near.sink, { isRequired: true });
    const detach = emitter.attach(far.sink, { isRequired: true });
    void emitter.start(POINT);
    void emitter.steps([POINT, POINT]);
    await near.answer();
    await near.answer();
    const flushed = emitter.flush();
    clock.advance(30_000);
    expect(await flushed).toEqual({ complete: false, behind: 3 });
    const finished = emitter.finish('error');
    detach();
    expect(await isResolved(finished)).toBe(false);
    await near.answer();
    await near.answer();
    expect(await finished).toEqual(ALL);
  });

  it('of a closed emitter is said to lack what it lacked then', async () => {
    const { emitter, bus, clock } = createBusEmitter();
    void emitter.start(POINT);
    bus.isDown = true;
    void emitter.step(POINT);
    const finished = emitter.finish('error');
    const lacking = { complete: false, behind: 2 };
    emitter.close();
    expect(await finished).toEqual(lacking);
    expect(await emitter.flush()).toEqual(lacking);
    expect(clock.waiting()).toBe(0);
  });

  it('of a flush lacks nothing that was said after it', async () => {
    const held = createHeldSink();
    const { emitter } = createTestEmitter({ send: held.sink });
    void emitter.start(POINT);
    const flushed = emitter.flush();
    void emitter.hyperparams({ eta: 1 });
    await held.answer();
    expect(await flushed).toEqual(ALL);
  });

  it('costs a bounded number of promises where nobody waits for a step', () => {
    const { emitter } = createTestEmitter({ send: createHeldSink().sink, maxBatchPoints: 1 });
    const promises = new Set<Promise<void>>([emitter.start(POINT)]);
    for (let i = 0; i < 20_000; i += 1) promises.add(emitter.step(POINT));
    expect(promises.size).toBeLessThan(600);
    expect(emitter.log.held.recentEvents).toBeLessThanOrEqual(2 * 4096);
  });
});

/** A clock that counts the timers which would keep a process alive. */
function createProcessClock() {
  const clock = createFakeClock();
  const holding = new Set<symbol>();
  return {
    ...clock,
    holding: () => holding.size,
    startTimer(onTime: () => void, delayMs: number) {
      const key = Symbol();
      holding.add(key);
      const timer = clock.startTimer(() => {
        holding.delete(key);
        onTime();
      }, delayMs);
      return {
        cancel() {
          holding.delete(key);
          timer.cancel();
        },
        release: () => void holding.delete(key),
      };
    },
  };
}

describe('a process', () => {
  it('stays for a required sink that is down until the end has been waited for, and no longer', async () => {
    const clock = createProcessClock();
    const { emitter, bus, said } = createBusEmitter({ clock });
    void emitter.start(POINT);
    bus.isDown = true;
    void emitter.step(POINT);
    expect(clock.holding()).toBe(1);
    clock.advance(25_000);
    const finished = emitter.finish('error');
    await waitFor(finished, clock);
    for (let s = 0; s < 60; s += 1) {
      expect(clock.holding()).toBe(0);
      clock.advance(1000);
    }
    const tries = bus.tries;
    // It takes what it lacked, and goes down again.
    bus.isDown = false;
    clock.advance(5000);
    await settle();
    expect(bus.tries).toBeGreaterThan(tries);
    expect(bus.texts).toEqual(said);
    bus.isDown = true;
    void emitter.surfaceSpec({ kind: 'bowl' });
    expect(clock.holding()).toBe(0);
  });

  it('stays for what is said after the end as long as the end would be waited for', async () => {
    const clock = createProcessClock();
    const { emitter, bus } = createBusEmitter({ clock });
    void emitter.start(POINT);
    expect(await emitter.finish('error')).toEqual(ALL);
    expect(clock.holding()).toBe(0);
    bus.isDown = true;
    void emitter.surfaceSpec({ kind: 'bowl' });
    clock.advance(20_000);
    expect(clock.holding()).toBe(1);
    clock.advance(20_000);
    expect(clock.holding()).toBe(0);
  });

  it.each<[string, Sink]>([
    ['fails', () => Promise.reject(new Error('gone'))],
    ['does not answer', () => new Promise<void>(() => undefined)],
  ])('does not stay for a viewer that %s', async (_, sink) => {
    const clock = createProcessClock();
    const { emitter } = createTestEmitter({ clock });
    emitter.attach(sink);
    void emitter.start(POINT);
    await settle();
    expect((await waitFor(emitter.finish('error'), clock)).result).toEqual(ALL);
    for (let s = 0; s < 60; s += 1) {
      expect(clock.holding()).toBe(0);
      clock.advance(1000);
      await settle();
    }
  });

  it('does not stay for a required sink that does not answer once the end has been waited for', async () => {
    const clock = createProcessClock();
    const { emitter } = createTestEmitter({ clock, send: createHeldSink().sink });
    void emitter.start(POINT);
    await waitFor(emitter.finish('error'), clock);
    expect(clock.holding()).toBe(0);
  });
});

describe('a viewer', () => {
  it('that is down is never waited for, and is in no report', async () => {
    const { emitter, clock } = createTestEmitter({ maxBatchPoints: 1 });
    emitter.attach(() => Promise.reject(new Error('gone')));
    void emitter.start(POINT);
    await settle();
    expect(await stepOn(emitter, clock, 500)).toBe(0);
    expect(emitter.log.held.recentEvents).toBe(257);
    expect(await emitter.finish('error')).toEqual(ALL);
  });

  it('is in no report where there is nobody else', async () => {
    const { emitter } = createTestEmitter({ send: undefined as unknown as Sink });
    void emitter.start(POINT);
    expect(await emitter.finish('error')).toEqual(ALL);
  });
});
