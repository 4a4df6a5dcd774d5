import { describe, expect, it } from 'vitest';
import type { Sink } from '../../src/emitter/emittedEvent.js';
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

describe('back-pressure', () => {
  it('asks the caller to wait while too many events are under way, and lets it go on in order', async () => {
    const held = createHeldSink();
    const { emitter } = createTestEmitter({ send: held.sink, maxBatchPoints: 1, maxEventsInFlight: 2 });
    expect(await isResolved(emitter.start(POINT))).toBe(true);
    expect(await isResolved(emitter.step(POINT))).toBe(true);
    const third = emitter.step(POINT);
    const fourth = emitter.step(POINT);
    expect(await isResolved(third)).toBe(false);
    await held.answer();
    expect(await isResolved(third)).toBe(true);
    expect(await isResolved(fourth)).toBe(false);
    await held.answer();
    expect(await isResolved(fourth)).toBe(true);
    expect(summaryOf(held.texts)).toEqual(['GD_PATH_STARTED', '1+1', '2+1']);
  });

  it('of the end and of a flush lasts until everything is taken', async () => {
    const held = createHeldSink();
    const { emitter } = createTestEmitter({ send: held.sink });
    void emitter.start(POINT);
    const flushed = emitter.flush();
    expect(await isResolved(flushed)).toBe(false);
    await held.answer();
    expect(await isResolved(flushed)).toBe(true);
    const finished = emitter.finish('converged');
    expect(await isResolved(finished)).toBe(false);
    await held.answer();
    expect(await isResolved(finished)).toBe(true);
  });

  it('is none where the sink answers at once, or where there is none', async () => {
    const { emitter } = createTestEmitter({ maxEventsInFlight: 1 });
    expect(await isResolved(emitter.start(POINT))).toBe(true);
    const alone = createTestEmitter({ send: undefined as unknown as Sink }).emitter;
    void alone.start(POINT);
    expect(await isResolved(alone.finish('error'))).toBe(true);
  });

  it('costs one promise an event, however many steps are not awaited', () => {
    const held = createHeldSink();
    const { emitter } = createTestEmitter({ send: held.sink, maxEventsInFlight: 1 });
    void emitter.start(POINT);
    void emitter.hyperparams({ eta: 1 });
    expect(emitter.step(POINT)).toBe(emitter.step(POINT));
  });
});

describe('a sink that falls behind', () => {
  it('is detached with a problem, holds nobody up, and gets the rest as a replay when it answers', async () => {
    const held = createHeldSink();
    const { emitter, texts, problems } = createTestEmitter({ maxBatchPoints: 1, maxEventsBehind: 5 });
    emitter.attach(held.sink);
    void emitter.start(POINT);
    for (let i = 0; i < 50; i++) void emitter.step({ x: i, y: 0 });
    expect(await isResolved(emitter.flush())).toBe(true);
    expect(texts).toHaveLength(51);
    expect(problems.map(({ code }) => code)).toEqual(['sink_behind']);
    expect(held.texts).toHaveLength(1);
    expect(emitter.log.held).toEqual({ recentEvents: 6, keptEvents: 1, points: 50 });
    for (let i = 0; i < 51; i++) await held.answer();
    expect(held.texts).toEqual(texts);
    const awaited = emitter.finish('max_steps');
    expect(await isResolved(awaited)).toBe(false);
    await held.answer();
    expect(await isResolved(awaited)).toBe(true);
    expect(problems).toHaveLength(1);
  });

  it('is not sent what later events made void', async () => {
    const held = createHeldSink();
    const { emitter, texts } = createTestEmitter({ maxEventsBehind: 3 });
    emitter.attach(held.sink);
    void emitter.start(POINT);
    for (let eta = 1; eta <= 20; eta++) void emitter.hyperparams({ eta });
    for (let i = 0; i < 5; i++) await held.answer();
    expect(summaryOf(held.texts)).toEqual(['GD_PATH_STARTED', 'GD_HYPERPARAMS']);
    expect(factsAfter(held.texts)).toEqual(factsAfter(texts));
  });

  it('by silence alone is not waited for either', async () => {
    const held = createHeldSink();
    const { emitter, clock, problems } = createTestEmitter();
    emitter.attach(held.sink);
    const started = emitter.start(POINT).then(() => emitter.flush());
    clock.advance(9999);
    expect(await isResolved(started)).toBe(false);
    clock.advance(1);
    expect(await isResolved(started)).toBe(true);
    expect(problems.map(({ code }) => code)).toEqual(['sink_silent']);
    await held.answer();
    expect(await isResolved(emitter.finish('error'))).toBe(false);
    expect(summaryOf(held.texts)).toEqual(['GD_PATH_STARTED', 'GD_PATH_FINISHED']);
  });
});

describe('a sink that fails', () => {
  it.each<{ how: string; fail: () => void | Promise<void> }>([
    {
      how: 'throws',
      fail: () => {
        throw new Error('no space left');
      },
    },
    { how: 'rejects', fail: () => Promise.reject(new Error('no space left')) },
  ])('because it $how gets the same event again, later each time', async ({ fail }) => {
    let isBroken = true;
    const got: string[] = [];
    const { emitter, clock, problems } = createTestEmitter({
      send: (text) => {
        got.push(text);
        return isBroken ? fail() : undefined;
      },
    });
    void emitter.start(POINT);
    void emitter.finish('error');
    await settle();
    clock.advance(1000);
    await settle();
    isBroken = false;
    clock.advance(1999);
    await settle();
    expect(summaryOf(got)).toEqual(['GD_PATH_STARTED', 'GD_PATH_STARTED']);
    clock.advance(1);
    await settle();
    expect(summaryOf(got.slice(2))).toEqual(['GD_PATH_STARTED', 'GD_PATH_FINISHED']);
    expect(problems.map(({ message }) => message)).toEqual([
      'a sink failed (no space left); it is asked again in 1000 ms',
      'a sink failed (no space left); it is asked again in 2000 ms',
    ]);
    expect(clock.waiting()).toBe(0);
  });
});

describe('a client that comes late', () => {
  it('gets the run from the start, each event with its own ts and seq, to the letter', () => {
    const { emitter, texts, clock } = createTestEmitter({ maxEventsBehind: 1 });
    void emitter.surfaceSpec({ kind: 'bowl', projection: { method: 'random', seed: 3 } });
    void emitter.start(POINT);
    for (let i = 0; i < 60; i++) {
      void emitter.step({
        x: i / 7,
        y: 1 / (i + 1),
        ...(i > 30 ? { loss: i } : {}),
        ...(i % 3 ? {} : { residual: i }),
      });
      clock.advance(33);
    }
    void emitter.finish('converged');
    const late = createCollector();
    emitter.attach(late.sink);
    expect(late.texts).toEqual(texts);
  });

  it('goes on where it broke off', () => {
    const { emitter, texts } = createTestEmitter({ maxBatchPoints: 2 });
    void emitter.start(POINT);
    expect(emitter.position).toBe('e:1');
    void emitter.steps([POINT, POINT, POINT, POINT]);
    const attached = (resumeFrom: string | { epoch: string; seq: number } | null) => {
      const { texts: got, sink } = createCollector();
      emitter.attach(sink, { resumeFrom })();
      return envelopesOf(got).map(({ seq }) => seq);
    };
    expect(attached('e:1')).toEqual([2, 3]);
    expect(attached({ epoch: 'e', seq: 2 })).toEqual([3]);
    expect(attached('e:3')).toEqual([]);
    for (const unknown of ['f:2', 'e:4', 'e:-1', 'e:', ':2', '', 'e:1.5', null]) {
      expect(attached(unknown)).toEqual([1, 2, 3]);
    }
    expect(texts).toHaveLength(3);
  });

  it('begins at the start where the emitter has no epoch', () => {
    const { emitter } = createTestEmitter({ epoch: undefined as unknown as string });
    void emitter.start(POINT);
    const late = createCollector();
    emitter.attach(late.sink, { resumeFrom: 'undefined:1' });
    expect(late.texts).toHaveLength(1);
    expect(envelopesOf(late.texts)[0]).not.toHaveProperty('epoch');
    expect(emitter.position).toBeNull();
  });

  it('is not waited for until it has caught up', async () => {
    const { emitter } = createTestEmitter({ maxBatchPoints: 1 });
    void emitter.start(POINT);
    void emitter.step(POINT);
    const held = createHeldSink();
    emitter.attach(held.sink);
    expect(await isResolved(emitter.flush())).toBe(true);
    await held.answer();
    await held.answer();
    void emitter.step(POINT);
    expect(await isResolved(emitter.flush())).toBe(false);
  });

  it('gets the latest points up to the limit', () => {
    const { emitter, texts } = createTestEmitter({ maxPathPoints: 50, maxEventsBehind: 1 });
    void emitter.start(POINT);
    for (let i = 0; i < 1234; i++) void emitter.step({ x: i, y: 0 });
    void emitter.finish('converged');
    const late = createCollector();
    emitter.attach(late.sink);
    expect(summaryOf(late.texts)).toEqual([
      'GD_PATH_STARTED',
      '1181+20',
      '1201+20',
      '1221+14',
      'GD_PATH_FINISHED',
    ]);
    expect(factsAfter(late.texts, 50)?.points).toEqual(factsAfter(texts, 50)?.points);
  });
});

describe('a sink', () => {
  it('receives the position of each event', () => {
    const positions: unknown[] = [];
    const { emitter } = createTestEmitter({
      send: (_text, { position, seq }) => void positions.push([position, seq]),
    });
    void emitter.start(POINT);
    void emitter.finish('error');
    expect(positions).toEqual([
      ['e:1', 1],
      ['e:2', 2],
    ]);
  });

  it('receives nothing once it is detached, and is not waited for', async () => {
    const held = createHeldSink();
    const { emitter, clock } = createTestEmitter();
    const detach = emitter.attach(held.sink);
    void emitter.start(POINT);
    const flushed = emitter.flush();
    detach();
    expect(await isResolved(flushed)).toBe(true);
    void emitter.finish('error');
    await held.answer();
    expect(held.texts).toHaveLength(1);
    expect(clock.waiting()).toBe(0);
  });

  it('may call the emitter: every sink still gets the events in order', () => {
    const { emitter, texts } = createTestEmitter({
      maxBatchPoints: 2,
      send: (_text, { event }) => {
        if (event.name === 'GD_PATH_UPDATE') void emitter.finish('cancelled');
      },
    });
    const other = createCollector();
    emitter.attach(other.sink);
    void emitter.start(POINT);
    expect(() => emitter.steps([POINT, POINT, POINT])).toThrow('the run has finished');
    expect(summaryOf(other.texts)).toEqual(['GD_PATH_STARTED', '1+2', 'GD_PATH_FINISHED']);
    expect(texts).toEqual([]);
  });

  it('that finishes the run while a batch goes keeps the caller from finishing it twice', () => {
    const { emitter } = createTestEmitter({
      send: (_text, { event }) => {
        if (event.name === 'GD_PATH_UPDATE') void emitter.finish('cancelled');
      },
    });
    const other = createCollector();
    emitter.attach(other.sink);
    void emitter.start(POINT);
    void emitter.step(POINT);
    expect(() => emitter.finish('converged')).toThrow('finish: the run has finished');
    expect(summaryOf(other.texts)).toEqual(['GD_PATH_STARTED', '1+1', 'GD_PATH_FINISHED']);
  });

  it('leaves no timer behind when the emitter is closed', async () => {
    const { emitter, clock, texts } = createTestEmitter();
    const held = createHeldSink();
    emitter.attach(held.sink);
    emitter.attach(() => Promise.reject(new Error('no')));
    void emitter.start(POINT);
    void emitter.step(POINT);
    await settle();
    const flushed = emitter.flush();
    void emitter.step(POINT);
    emitter.close();
    expect(summaryOf(texts)).toEqual(['GD_PATH_STARTED', '1+1', '2+1']);
    expect(await isResolved(flushed)).toBe(true);
    expect(clock.waiting()).toBe(0);
  });
});
