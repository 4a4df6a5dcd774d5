import { describe, expect, it } from 'vitest';
import { computeMissingSteps } from '../../src/run/missingSteps.js';
import { createRunStore, type RunStore } from '../../src/run/runStore.js';
import { finish, hyperparams, pointsOf, shownRun, spec, start, update } from './createRunEvent.js';

/** A store that has taken in these events, in the order in which they stand. */
function storeOf(...events: object[]): RunStore {
  const store = createRunStore();
  for (const event of events) store.ingest(event);
  return store;
}

/** Asserts the points for the events as they stand and the other way round. */
function expectPoints(events: object[], points: Record<number, number>): void {
  expect(pointsOf(storeOf(...events))).toEqual(points);
  expect(pointsOf(storeOf(...[...events].reverse()))).toEqual(points);
}

describe('the order of events', () => {
  it('[ORDER-1, FACT-3] takes the later by ts, then by seq, then by content, never by arrival', () => {
    expectPoints([update(2, 0, 1, { seq: 1 }), update(1, 0, 1, { seq: 9 })], { 0: 2 });
    const bySeq = [update(1, 0, [{ x: 5, y: 0 }], { seq: 8 }), update(1, 0, [{ x: 6, y: 0 }], { seq: 7 })];
    expectPoints(bySeq, { 0: 5 });
    const byContent = [update(1, 0, [{ x: 5, y: 0 }]), update(1, 0, [{ x: 6, y: 0 }])];
    expectPoints(byContent, pointsOf(storeOf(...byContent)));
  });

  it('[ORDER-3] applies an event without a usable ts or seq, before all others', () => {
    expectPoints([update(9, 0, 2, { ts: null }), update(1, 1, 2)], { 0: 9, 1: 1, 2: 1 });
    expectPoints([update(9, 0, 2, { seq: 'x' }), update(1, 1, 2)], { 0: 9, 1: 1, 2: 1 });
  });

  it('[ORDER-5] counts an event once, however often it comes', () => {
    const store = storeOf(update(1, undefined, 2), update(1, undefined, 2), start(0), start(0));
    expect(pointsOf(store)).toEqual({ 0: 0, 1: 1, 2: 1 });
    expect(store.getState().points).toMatchObject({ carried: 6, same: 3 });
  });
});

describe('the path', () => {
  it('[PATH-1] has point0 at step 0 and the points of an update from its step_start on', () => {
    expectPoints([start(1), update(2, 0, 1), update(3, 7, 2)], { 0: 2, 7: 3, 8: 3 });
  });

  it('[PATH-2] has at each step the latest usable point', () => {
    const events = [update(1, 0, 3), update(2, 1, [{ x: 2, y: 0 }, null]), update(3, 0, [{ x: null, y: 0 }])];
    expectPoints(events, { 0: 1, 1: 2, 2: 1 });
  });

  it('[PATH-3] lets an update without step_start follow the highest step of the events before it', () => {
    expectPoints([update(1, undefined, 1)], { 0: 1 });
    expectPoints([update(1, 4, 2), update(2, 0, 1), update(3, undefined, 2)], {
      0: 2,
      4: 1,
      5: 1,
      6: 3,
      7: 3,
    });
    const unusable = [update(1, 0, [{ x: 1, y: 0 }, null, null]), update(2, undefined, 1)];
    expectPoints(unusable, { 0: 1, 3: 2 });
    expectPoints([update(1, 5, []), update(2, undefined, 1)], { 0: 2 });
    expectPoints([update(2, undefined, 1), update(3, 8, 1)], { 0: 2, 8: 3 });
  });

  it('[PATH-4] moves an update without step_start when an earlier event arrives late', () => {
    const store = storeOf(update(1, 0, 1), update(5, undefined, 1), update(6, undefined, 1));
    expect(pointsOf(store)).toEqual({ 0: 1, 1: 5, 2: 6 });
    store.ingest(update(3, 1, 3));
    expect(pointsOf(store)).toEqual({ 0: 1, 1: 3, 2: 3, 3: 3, 4: 5, 5: 6 });
  });

  it('[PATH-5] is cut by no single start, however often it comes', () => {
    const events = [update(1, 1, 2), start(2), start(2), update(3, 3, 1)];
    expectPoints(events, { 0: 2, 1: 1, 2: 1, 3: 3 });
  });

  it('[PATH-6] is cut before the newest of two distinct starts', () => {
    const events = [start(1), update(2, 1, 5), start(3), update(4, undefined, 2)];
    expectPoints(events, { 0: 3, 1: 4, 2: 4 });
    expectPoints([update(1, 0, 9), start(5, { point0: null }), start(3)], {});
  });

  it('[PATH-7] leaves surface, hyperparameters and rank as they are when it is cut', () => {
    const store = storeOf(spec(1, { zScale: 2 }), hyperparams(2, { eta: 0.5 }), start(3), start(9));
    const run = shownRun(store);
    expect(run.surface).toMatchObject({ kind: 'bowl', zScale: 2 });
    expect(run.hyperparams).toEqual({ eta: 0.5 });
    expect(run.rank).toMatchObject({ tsMs: 1_790_000_000_003 });
  });

  it('[PATH-11] is of the descent that goes on where it is cut since the plane is new', () => {
    const onPlane = (at: number): object => start(at, { restart: 'projection' });
    const said = (...events: object[]): unknown[] =>
      [events, [...events].reverse()].map((delivery) => {
        const { restartReason, descentOrder } = shownRun(storeOf(...delivery));
        return [restartReason, descentOrder && descentOrder.tsMs - 1_790_000_000_000];
      });
    const twice = (...facts: unknown[]): unknown[] => [facts, facts];
    expect(said(update(1, 0, 1))).toEqual(twice(null, null));
    expect(said(onPlane(1))).toEqual(twice('projection', null));
    expect(said(start(1), onPlane(2), onPlane(3))).toEqual(twice('projection', 1));
    expect(said(start(1), onPlane(2), start(3))).toEqual(twice(null, 3));
    expectPoints([start(1), update(2, 0, 9), onPlane(3), update(4, 1, 1)], { 0: 3, 1: 4 });
  });

  it('[PATH-8] lets loss and residual go with the point that had them', () => {
    const store = storeOf(update(1, 0, [{ x: 1, y: 0, loss: 4, residual: 2 }]));
    expect([shownRun(store).path.lossAt(0), shownRun(store).path.residualAt(0)]).toEqual([4, 2]);
    store.ingest(update(2, 0, 1));
    expect([shownRun(store).path.lossAt(0), shownRun(store).path.residualAt(0)]).toEqual([NaN, NaN]);
  });

  it('[PATH-9] keeps coordinates exactly, outside the domain too', () => {
    const store = storeOf(update(1, 0, [{ x: 0.1 + 0.2, y: -17.123456789012345 }]));
    const { path } = shownRun(store);
    expect([path.xAt(0), path.yAt(0)]).toEqual([0.1 + 0.2, -17.123456789012345]);
  });

  it('[GAP-2] misses the steps up to the one before final_step, of an empty path too', () => {
    expect(computeMissingSteps(shownRun(storeOf(update(1, 0, 5), finish(2, { final_step: 5 }))))).toEqual([]);
    const one = storeOf(update(1, 0, 5), finish(2, { final_step: 6 }));
    expect(computeMissingSteps(shownRun(one))).toEqual([{ from: 5, to: 5 }]);
    const none = storeOf(finish(2, { final_step: 6 }));
    expect(computeMissingSteps(shownRun(none))).toEqual([{ from: 0, to: 5 }]);
  });

  it('[REPORT-1] reports every step, or as the newest start says', () => {
    const said = (...events: object[]): unknown[] =>
      [events, [...events].reverse()].map((delivery) => {
        const { reportEvery, hasStatedReportEvery } = shownRun(storeOf(...delivery));
        return [reportEvery, hasStatedReportEvery];
      });
    const twice = (reportEvery: number, isStated: boolean): unknown[] =>
      Array(2).fill([reportEvery, isStated]) as unknown[];
    expect(said(update(1, 0, 2))).toEqual(twice(1, false));
    expect(said(start(1), update(2, 1, 2))).toEqual(twice(1, false));
    expect(said(start(1, { report_every: 1 }))).toEqual(twice(1, true));
    expect(said(update(1, 0, 1), start(2, { report_every: 50 }))).toEqual(twice(50, true));
    expect(said(start(1, { report_every: 50 }), start(2, { report_every: 20 }))).toEqual(twice(20, true));
    expect(said(start(1, { report_every: 50 }), start(2))).toEqual(twice(1, false));
    expect(said(start(1, { report_every: 50 }), start(2, { report_every: '20' }))).toEqual(twice(1, false));
  });

  it('[REPORT-2] misses, where every 50th step is reported, its multiples alone', () => {
    const begun = start(1, { report_every: 50 });
    const missingOf = (...events: object[]): number[] =>
      computeMissingSteps(shownRun(storeOf(begun, ...events))).map(({ from, to }) =>
        from === to ? from : NaN,
      );
    const at = (...steps: number[]): object[] => steps.map((step) => update(2, step, 1));
    expect(missingOf(...at(50, 100))).toEqual([]);
    expect(missingOf(...at(50, 200))).toEqual([100, 150]);
    expect(missingOf(...at(50, 117, 150))).toEqual([100]);
    expect(missingOf(...at(50, 100, 117), finish(9, { final_step: 117 }))).toEqual([]);
    expect(missingOf(...at(50), finish(9, { final_step: 100 }))).toEqual([]);
    expect(missingOf(...at(50), finish(9, { final_step: 151 }))).toEqual([100, 150]);
    expect(missingOf(start(5, { report_every: 50, point0: null }), update(6, 60, 2))).toEqual([0, 50]);
    expect(missingOf(start(5, { report_every: 2 }), update(6, 5, 1))).toEqual([2, 4]);
    expect(pointsOf(storeOf(begun, update(2, 50, 2)))).toEqual({ 0: 1, 50: 2, 51: 2 });
  });

  it('[REPORT-2] lists a thousand of the steps of a hole without end', () => {
    const store = storeOf(start(1, { report_every: 2 }), update(2, 2 ** 53 - 1, 1));
    const missing = computeMissingSteps(shownRun(store));
    expect([missing.length, missing[0], missing[999]]).toEqual([
      1000,
      { from: 2, to: 2 },
      { from: 2000, to: 2000 },
    ]);
  });

  it('[GAP-5] has no gap where seq jumps, and loses nothing where it begins again', () => {
    const jump = [update(1, 0, 2, { seq: 10 }), update(2, 2, 2, { seq: 900 }), update(3, 4, 1, { seq: 1 })];
    const store = storeOf(...jump);
    expect(computeMissingSteps(shownRun(store))).toEqual([]);
    expect(pointsOf(store)).toEqual({ 0: 1, 1: 1, 2: 2, 3: 2, 4: 3 });
  });
});
