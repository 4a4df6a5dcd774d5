import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createEmitter } from '../../src/emitter/createEmitter.js';
import { EmitterStateError } from '../../src/emitter/errors.js';
import { createSeqCounter } from '../../src/emitter/seqCounter.js';
import { createRunStore } from '../../src/run/runStore.js';
import type { PathPoint, Projection } from '../../src/protocol/events.js';
import type { SurfaceSpecInput } from '../../src/emitter/surfaceInput.js';
import { createTestEmitter, envelopesOf, factsAfter, settle, summaryOf } from './createTestEmitter.js';

const POINT_0 = { x: 0.5, y: -0.5 };
const pointsOf = (count: number): PathPoint[] =>
  Array.from({ length: count }, (_, i) => ({ x: i / 100, y: 0 }));

describe('a run that reports every 50th step', () => {
  it('says so in its start, and sends a point an update, each of its own step', () => {
    const { emitter, texts } = createTestEmitter({ reportEvery: 50 });
    void emitter.start(POINT_0);
    expect(emitter.nextStep).toBe(50);
    void emitter.steps(pointsOf(3));
    expect(emitter.nextStep).toBe(200);
    void emitter.step(POINT_0);
    void emitter.finish('max_steps');
    expect(summaryOf(texts)).toEqual([
      'GD_PATH_STARTED',
      '50+1',
      '100+1',
      '150+1',
      '200+1',
      'GD_PATH_FINISHED',
    ]);
    expect(envelopesOf(texts)[0]!.event.payload).toMatchObject({ report_every: 50 });
    expect(factsAfter(texts)).toMatchObject({
      reportEvery: 50,
      hasStatedReportEvery: true,
      end: { finalStep: 201 },
      missing: [],
    });
    void emitter.restart(POINT_0);
    expect(envelopesOf(texts).at(-1)!.event.payload).toMatchObject({ report_every: 50 });
  });

  it('may name its steps itself, and end off the pace', () => {
    const { emitter, texts } = createTestEmitter({ reportEvery: 50 });
    void emitter.start(POINT_0);
    void emitter.step(POINT_0, { step: 50 });
    void emitter.step(POINT_0, { step: 150 });
    expect(emitter.nextStep).toBe(200);
    void emitter.step(POINT_0, { step: 173 });
    void emitter.finish('max_steps');
    expect(summaryOf(texts).slice(1, -1)).toEqual(['50+1', '150+1', '173+1']);
    expect(factsAfter(texts)).toMatchObject({ end: { finalStep: 174 }, missing: [{ from: 100, to: 100 }] });
  });

  it('leaves a hole at a step that diverged, and ends after it', () => {
    const { emitter, texts } = createTestEmitter({ reportEvery: 10 });
    void emitter.start(POINT_0);
    void emitter.step({ x: NaN, y: 0 });
    void emitter.step(POINT_0);
    void emitter.step({ x: NaN, y: 0 });
    void emitter.finish('error');
    expect(summaryOf(texts).slice(1, -1)).toEqual(['20+1']);
    expect(factsAfter(texts)).toMatchObject({
      end: { finalStep: 31 },
      missing: [
        { from: 10, to: 10 },
        { from: 30, to: 30 },
      ],
    });
  });

  it.each([0, -1, 1.5, NaN, 2 ** 53])('is refused for every %s', (reportEvery) => {
    expect(() => createTestEmitter({ reportEvery })).toThrow(
      /createEmitter: reportEvery: expected an integer of at least 1/,
    );
  });

  it('states 1 too if that is given, and nothing if it is not', () => {
    for (const [options, said] of [
      [{ reportEvery: 1 }, 1],
      [{}, undefined],
    ] as const) {
      const { emitter, texts } = createTestEmitter(options);
      void emitter.start(POINT_0);
      void emitter.steps(pointsOf(3));
      void emitter.flush();
      expect(summaryOf(texts)).toEqual(['GD_PATH_STARTED', '1+3']);
      expect((envelopesOf(texts)[0]!.event.payload as { report_every?: number }).report_every).toBe(said);
    }
  });
});

describe('a step that is named', () => {
  it('begins an update of its own unless it is the next', () => {
    const { emitter, texts } = createTestEmitter();
    void emitter.start(POINT_0);
    void emitter.step(POINT_0, { step: 1 });
    void emitter.step(POINT_0);
    void emitter.step(POINT_0, { step: 3 });
    void emitter.step(POINT_0, { step: 7 });
    void emitter.step(POINT_0);
    void emitter.finish('converged');
    expect(summaryOf(texts)).toEqual(['GD_PATH_STARTED', '1+3', '7+2', 'GD_PATH_FINISHED']);
    expect(factsAfter(texts)).toMatchObject({ end: { finalStep: 9 }, missing: [{ from: 4, to: 6 }] });
  });

  it.each([0, 4, 5, -1, 5.5, NaN, 2 ** 53])('is refused for step %s after step 5', (step) => {
    const { emitter, texts } = createTestEmitter();
    void emitter.start(POINT_0);
    void emitter.step(POINT_0, { step: 5 });
    expect(() => emitter.step(POINT_0, { step })).toThrow(
      new RangeError(`step: step: expected an integer from 6 to 2^53 - 1, got ${step}`),
    );
    expect(emitter.nextStep).toBe(6);
    void emitter.finish('converged');
    expect(summaryOf(texts).slice(1, -1)).toEqual(['5+1']);
  });
});

describe('the events', () => {
  it('come in the order of the contract, numbered and stamped, and no reader objects to one', () => {
    const { emitter, texts, clock } = createTestEmitter();
    void emitter.surfaceSpec({ kind: 'bowl', params: { a: 1 }, domainHalf: 4 });
    void emitter.hyperparams({ eta: 0.1, steps: 30 });
    void emitter.start({ ...POINT_0, loss: 2, residual: 0 });
    clock.advance(1.5);
    void emitter.steps(pointsOf(25));
    void emitter.finish('converged');
    expect(summaryOf(texts)).toEqual([
      'LOSS_SURFACE_SPEC_READY',
      'GD_HYPERPARAMS',
      'GD_PATH_STARTED',
      '1+20',
      '21+5',
      'GD_PATH_FINISHED',
    ]);
    const envelopes = envelopesOf(texts);
    expect(envelopes.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(envelopes.map(({ ts }) => ts - 1_700_000_000_000)).toEqual([0, 0, 0, 1, 1, 1]);
    expect(envelopes.map(({ epoch }) => epoch)).toEqual(Array(6).fill('e'));
    const store = createRunStore();
    texts.forEach((text) => store.ingest(text));
    expect(store.getState().diagnostics).toEqual([]);
    expect(factsAfter(texts)).toMatchObject({
      status: 'finished',
      end: { reason: 'converged', finalStep: 26 },
      domainHalf: 4,
      missing: [],
      hyperparams: { eta: 0.1, steps: 30 },
    });
  });

  it('state domainHalf at the start as the surface did', () => {
    const { emitter, texts } = createTestEmitter({ domainHalf: 3 });
    void emitter.start(POINT_0);
    void emitter.surfaceGrid({ assetUrl: 'https://a.b/c', resolution: 50, domainHalf: 2 });
    void emitter.restart(POINT_0);
    expect(
      envelopesOf(texts).map(({ event }) => (event.payload as { domainHalf: number }).domainHalf),
    ).toEqual([3, 2, 2]);
  });

  it('say that a path starts anew on another plane, and newcomers are sent the start of the descent too', async () => {
    const { emitter, texts } = createTestEmitter();
    void emitter.start(POINT_0);
    void emitter.restart(POINT_0);
    void emitter.restart(POINT_0, { reason: 'projection' });
    void emitter.restart(POINT_0, { reason: 'projection' });
    expect(envelopesOf(texts).map(({ event }) => (event.payload as { restart?: string }).restart)).toEqual([
      undefined,
      undefined,
      'projection',
      'projection',
    ]);
    const late: string[] = [];
    emitter.attach((text) => void late.push(text));
    await settle();
    const { seq } = envelopesOf(texts)[1]!;
    expect(factsAfter(texts)).toMatchObject({ restartReason: 'projection', descentOrder: { seq } });
    expect(factsAfter(late)).toEqual(factsAfter(texts));
    expect(() => emitter.restart(POINT_0, { reason: 'plane' as 'projection' })).toThrow(
      'restart: reason: expected one of projection, got plane',
    );
    expect(texts).toHaveLength(4);
  });

  it('may be a finer surface after the end, which whoever comes then is sent too', async () => {
    const { emitter, texts } = createTestEmitter();
    void emitter.surfaceGrid({ assetUrl: 'https://a.b/coarse', resolution: 9 });
    void emitter.start(POINT_0);
    void emitter.finish('converged');
    void emitter.surfaceGrid({ assetUrl: 'https://a.b/fine', resolution: 33 });
    expect(emitter.status).toBe('finished');
    const late: string[] = [];
    emitter.attach((text) => void late.push(text));
    await settle();
    for (const got of [texts, late]) {
      expect(factsAfter(got)).toMatchObject({
        status: 'finished',
        end: { reason: 'converged' },
        surface: { assetUrl: 'https://a.b/fine', resolution: 33 },
      });
    }
    void emitter.restart(POINT_0);
    expect(emitter.status).toBe('running');
  });

  it('say whether a surface was measured, where the caller does', () => {
    const { emitter, texts } = createTestEmitter();
    void emitter.surfaceSpec({ kind: 'bowl', source: 'measured' });
    void emitter.surfaceGrid({ assetUrl: '/1.f32', resolution: 9, source: 'illustrative' });
    void emitter.surfaceSpec({ kind: 'bowl' });
    expect(envelopesOf(texts).map(({ event }) => (event.payload as { source?: string }).source)).toEqual([
      'measured',
      'illustrative',
      undefined,
    ]);
    expect(() => emitter.surfaceSpec({ kind: 'bowl', source: 'real' as 'measured' })).toThrow(RangeError);
    expect(texts).toHaveLength(3);
  });

  it('have a ts in whole milliseconds that never goes back with the clock', () => {
    let now = 1_700_000_000_000.75;
    const clock = { now: () => now, startTimer: () => ({ cancel: () => undefined }) };
    const { emitter, texts } = createTestEmitter({ clock });
    void emitter.start(POINT_0);
    now -= 5000;
    void emitter.finish('error');
    expect(envelopesOf(texts).map(({ ts }) => ts)).toEqual([1_700_000_000_000, 1_700_000_000_000]);
  });

  it('of several runs share the counter of their project', () => {
    const counter = createSeqCounter(6);
    const a = createTestEmitter({ counter });
    const b = createTestEmitter({ counter });
    void a.emitter.start(POINT_0);
    void b.emitter.start(POINT_0);
    void a.emitter.finish('cancelled');
    expect(envelopesOf([...a.texts, ...b.texts]).map(({ seq }) => seq)).toEqual([7, 9, 8]);
  });

  it('are refused when the counter goes back', () => {
    const numbers = [5, 5];
    const { emitter, texts } = createTestEmitter({ counter: { next: () => numbers.shift() ?? 0 } });
    void emitter.start(POINT_0);
    expect(() => emitter.finish('error')).toThrow('counter.next(): expected an integer above 5, got 5');
    expect(emitter.status).toBe('running');
    expect(texts).toHaveLength(1);
  });

  it('do not change with what the caller handed in', () => {
    const { emitter } = createTestEmitter();
    const hill = { x: 1, y: 1, amp: 1, sigma: 1 };
    const point = { x: 0.1, y: 0.2 };
    void emitter.surfaceSpec({ kind: 'multi_hill', params: { hills: [hill] } });
    void emitter.start(POINT_0);
    void emitter.step(point);
    hill.amp = 9;
    point.x = 9;
    void emitter.flush();
    const late: string[] = [];
    emitter.attach((text) => void late.push(text));
    expect(late.join('')).not.toContain('9,');
  });
});

describe('a batch', () => {
  it('goes when it is full, and when its first point has waited long enough', () => {
    const { emitter, texts, clock } = createTestEmitter({ maxBatchPoints: 5, maxBatchMs: 100 });
    void emitter.start(POINT_0);
    void emitter.steps(pointsOf(7));
    clock.advance(60);
    void emitter.step(POINT_0);
    expect(summaryOf(texts)).toEqual(['GD_PATH_STARTED', '1+5']);
    clock.advance(40);
    expect(summaryOf(texts)).toEqual(['GD_PATH_STARTED', '1+5', '6+3']);
    expect(clock.waiting()).toBe(0);
  });

  it('goes before any other event, and at the end at once', () => {
    const { emitter, texts } = createTestEmitter();
    void emitter.start(POINT_0);
    void emitter.step(POINT_0);
    void emitter.hyperparams({ eta: 1 });
    void emitter.step(POINT_0);
    void emitter.finish('max_steps');
    expect(summaryOf(texts)).toEqual(['GD_PATH_STARTED', '1+1', 'GD_HYPERPARAMS', '2+1', 'GD_PATH_FINISHED']);
  });

  it('that could not go in its time is reported, and goes with the next call', async () => {
    const numbers = [1, NaN, 3];
    const counter = { next: () => numbers.shift()! };
    const { emitter, texts, clock, problems } = createTestEmitter({ counter });
    void emitter.start(POINT_0);
    void emitter.step(POINT_0);
    clock.advance(250);
    await settle();
    expect(problems.map(({ code }) => code)).toEqual(['flush_failed']);
    void emitter.flush();
    expect(summaryOf(texts)).toEqual(['GD_PATH_STARTED', '1+1']);
  });
});

describe('what the contract forbids', () => {
  it('is refused in words that say what to do, and leaves no trace', () => {
    const { emitter, texts } = createTestEmitter();
    const refuses = (call: () => unknown, message: string) => {
      const before = texts.length;
      expect(call).toThrow(EmitterStateError);
      expect(call).toThrow(message);
      expect(texts).toHaveLength(before);
    };
    const notStarted = 'the run has not been started; call start(point0) first';
    refuses(() => emitter.step(POINT_0), `step: ${notStarted}`);
    refuses(() => emitter.steps([]), `steps: ${notStarted}`);
    refuses(() => emitter.finish('error'), `finish: ${notStarted}`);
    refuses(() => emitter.restart(POINT_0), `restart: ${notStarted}`);
    void emitter.start(POINT_0);
    refuses(
      () => emitter.start(POINT_0),
      'start: the run has been started; restart(point0) begins its path anew on purpose',
    );
    void emitter.finish('converged');
    const finished = 'the run has finished; only a surface or restart(point0) may follow';
    refuses(() => emitter.step(POINT_0), `step: ${finished}`);
    refuses(() => emitter.start(POINT_0), `start: ${finished}`);
    refuses(() => emitter.finish('converged'), `finish: ${finished}`);
    refuses(() => emitter.hyperparams({ eta: 1 }), `hyperparams: ${finished}`);
    void emitter.restart(POINT_0);
    expect(emitter.status).toBe('running');
    emitter.close();
    refuses(() => emitter.step(POINT_0), 'step: the emitter is closed');
    refuses(
      () => emitter.surfaceGrid({ assetUrl: 'a', resolution: 9 }),
      'surfaceGrid: the emitter is closed',
    );
    refuses(() => emitter.attach(() => undefined), 'attach: the emitter is closed');
  });

  it('is what a reader could not use', () => {
    const { emitter, texts } = createTestEmitter();
    expect(() => emitter.surfaceSpec({ kind: 'saddle' } as unknown as SurfaceSpecInput)).toThrow(
      'surfaceSpec: kind: expected one of fixed_example, bowl, multi_hill, ripples, got saddle',
    );
    expect(() => emitter.surfaceSpec({ kind: 'bowl', params: { a: NaN } })).toThrow(RangeError);
    expect(() => emitter.surfaceSpec({ kind: 'bowl', domainHalf: -1 })).toThrow('domainHalf');
    expect(() => emitter.surfaceGrid({ assetUrl: '', resolution: 50 })).toThrow('asset_url');
    const projection = { method: 'tsne' } as unknown as Projection;
    expect(() => emitter.surfaceSpec({ kind: 'bowl', projection })).toThrow('method');
    expect(() => emitter.hyperparams({ tolGrad: -1 })).toThrow('tolGrad');
    expect(() => emitter.start({ x: NaN, y: 0 })).toThrow(
      'start: point0: expected finite x and y, got NaN and 0',
    );
    expect(() => emitter.start({ x: 0 } as unknown as PathPoint)).toThrow(TypeError);
    expect(emitter.status).toBe('idle');
    void emitter.start(POINT_0);
    expect(() => emitter.finish('tired' as 'error')).toThrow('finish: reason: expected one of converged');
    expect(emitter.status).toBe('running');
    expect(texts).toHaveLength(1);
  });

  it.each([
    { projectId: '' },
    { runId: '' },
    { epoch: '' },
    { domainHalf: 0 },
    { maxBatchPoints: 0 },
    { maxEventsBehind: NaN },
  ])('is an emitter with %o', (options) => {
    const { clock } = createTestEmitter();
    expect(() => createEmitter({ projectId: 'p', runId: 'r', clock, ...options })).toThrow(RangeError);
  });
});

describe('a step that diverged', () => {
  it.each([NaN, Infinity, 1e39])('is a hole where it is %s', async (x) => {
    const { emitter, texts, problems } = createTestEmitter();
    void emitter.start(POINT_0);
    void emitter.steps([POINT_0, { x, y: 0 }, POINT_0]);
    void emitter.step({ x: 0, y: x });
    void emitter.finish('max_steps');
    expect(summaryOf(texts)).toEqual(['GD_PATH_STARTED', '1+1', '3+1', 'GD_PATH_FINISHED']);
    expect(factsAfter(texts)?.missing).toEqual([
      { from: 2, to: 2 },
      { from: 4, to: 4 },
    ]);
    await settle();
    expect(problems.map(({ code }) => code)).toEqual(['step_diverged', 'step_diverged']);
  });

  it('ends the run with `error` where the caller chose that', () => {
    const { emitter, texts } = createTestEmitter({ onDiverged: 'error' });
    void emitter.start(POINT_0);
    void emitter.steps([POINT_0, { x: 0, y: 0, loss: NaN }, POINT_0]);
    expect(emitter.status).toBe('finished');
    expect(summaryOf(texts)).toEqual(['GD_PATH_STARTED', '1+1', 'GD_PATH_FINISHED']);
    expect(factsAfter(texts)).toMatchObject({
      end: { reason: 'error', finalStep: 3 },
      missing: [{ from: 2, to: 2 }],
    });
    expect(() => emitter.step(POINT_0)).toThrow(EmitterStateError);
  });

  it('keeps its place where only its loss is not finite, and says so', async () => {
    const { emitter, texts, problems } = createTestEmitter();
    void emitter.start({ x: 0, y: -0, residual: -1 });
    void emitter.step({ x: -0, y: 1, loss: NaN, residual: 2 });
    void emitter.flush();
    await settle();
    expect(problems.map(({ message }) => message)).toEqual([
      'residual of step 0 cannot be used; the point was sent without it',
      'loss of step 1 cannot be used; the point was sent without it',
    ]);
    expect(factsAfter(texts)?.points).toEqual([
      [0, 0, 0, NaN, NaN],
      [1, 0, 1, NaN, 2],
    ]);
  });
});

describe('an onProblem that throws or rejects', () => {
  it.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('the log is full');
      },
    ],
    ['rejects', () => Promise.reject(new Error('the log is full'))],
  ])('%s: it is read on the console, and the run goes on', async (_, onProblem) => {
    const error = vi.spyOn(console, 'error').mockReturnValue();
    onTestFinished(() => error.mockRestore());
    const { emitter, texts } = createTestEmitter({ onProblem });
    void emitter.start(POINT_0);
    void emitter.step({ x: NaN, y: 0 });
    await settle();
    expect(error.mock.calls).toEqual([[new Error('the log is full')]]);
    void emitter.step(POINT_0);
    void emitter.finish('converged');
    expect(factsAfter(texts)).toMatchObject({ status: 'finished', missing: [{ from: 1, to: 1 }] });
  });
});

describe('a restart', () => {
  it('begins the path anew after the end, and leaves surface and rank', () => {
    const { emitter, texts, clock } = createTestEmitter();
    void emitter.surfaceSpec({ kind: 'ripples' });
    void emitter.start(POINT_0);
    void emitter.steps(pointsOf(30));
    void emitter.finish('cancelled');
    clock.advance(10);
    void emitter.restart({ x: 0, y: 0 });
    expect(factsAfter(texts)).toMatchObject({
      status: 'running',
      end: null,
      points: [[0, 0, 0, NaN, NaN]],
      spec: { kind: 'ripples' },
      rank: { seq: 2 },
    });
    expect(emitter.nextStep).toBe(1);
  });
});
