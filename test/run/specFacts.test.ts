import { describe, expect, it } from 'vitest';
import { createRunStore } from '../../src/run/runStore.js';
import { finish, grid, hyperparams, shownRun, spec, start, update } from './createRunEvent.js';
import { factsOf, type RunFactsOf } from './referenceRun.js';

function factsAfter(...events: readonly object[]): RunFactsOf {
  const store = createRunStore();
  for (const event of events) store.ingest(event);
  return factsOf(shownRun(store));
}

const NUMBERED = { domainHalf: 3, zScale: 2 };

/** Two events that say different things about one fact, the later one last, and what is so of the later. */
const FACTS: Readonly<
  Record<string, readonly [earlier: object, later: object, of: (facts: RunFactsOf) => unknown, unknown]>
> = {
  'the point of a step': [
    update(1, 4, [{ x: 1, y: 2, loss: 3, residual: 4 }]),
    update(2, 4, [{ x: 5, y: 6, loss: 7, residual: 8 }]),
    ({ points }) => points,
    [[4, 5, 6, 7, 8]],
  ],
  'a point0': [
    update(1, 0, [{ x: 1, y: 2 }]),
    start(2, { point0: { x: 5, y: 6, loss: 7 } }),
    ({ points }) => points,
    [[0, 5, 6, 7, NaN]],
  ],
  'the reason of an end': [
    finish(1, { reason: 'error' }),
    finish(2, { reason: 'max_steps' }),
    ({ end }) => end?.reason,
    'max_steps',
  ],
  'the step of an end': [
    finish(1, { final_step: 70 }),
    finish(2, { final_step: 8 }),
    ({ end }) => end?.finalStep,
    8,
  ],
  ...Object.fromEntries(
    ['eta', 'steps', 'tolGrad', 'tolStep'].map((name) => [
      name,
      [
        hyperparams(1, { [name]: 7 }),
        hyperparams(2, { [name]: 2 }),
        ({ hyperparams: values }: RunFactsOf) => values,
        { [name]: 2 },
      ] as const,
    ]),
  ),
  'a spec': [spec(1, { kind: 'ripples' }), spec(2, { kind: 'bowl' }), ({ spec: said }) => said?.kind, 'bowl'],
  'a grid': [
    grid(1, { asset_url: '/z' }),
    grid(2, { asset_url: '/a' }),
    ({ surface }) => surface && 'assetUrl' in surface && surface.assetUrl,
    '/a',
  ],
  'the kind of surface, a spec after a grid': [
    grid(1),
    spec(2, {}),
    ({ surface }) => surface?.name,
    'LOSS_SURFACE_SPEC_READY',
  ],
  'the kind of surface, a grid after a spec': [
    spec(1, {}),
    grid(2),
    ({ surface }) => surface?.name,
    'LOSS_SURFACE_GRID_READY',
  ],
  'the domain of a surface': [
    spec(1, { domainHalf: 9 }),
    spec(2, { domainHalf: 3 }),
    ({ domainHalf }) => domainHalf,
    3,
  ],
  'the domain of a start': [
    start(1, { domainHalf: 9 }),
    start(2, { domainHalf: 3 }),
    ({ domainHalf }) => domainHalf,
    3,
  ],
  'which steps are reported': [
    start(1, { report_every: 9 }),
    start(2, { report_every: 3 }),
    ({ reportEvery }) => reportEvery,
    3,
  ],
  'why the path starts anew': [
    start(1),
    start(2, { restart: 'projection' }),
    ({ restartReason }) => restartReason,
    'projection',
  ],
};

describe('where two events say different things', () => {
  it.each(Object.keys(FACTS))('[FACT-3] the later holds, whichever came first: %s', (fact) => {
    const [earlier, later, of, expected] = FACTS[fact]!;
    expect(of(factsAfter(earlier, later))).toEqual(expected);
    expect(of(factsAfter(later, earlier))).toEqual(expected);
    expect(of(factsAfter(later, earlier, later, earlier))).toEqual(expected);
  });

  it('[RUN-2] the end is the latest, whichever came first', () => {
    const ends = [finish(4, { reason: 'error' }), finish(2, { reason: 'max_steps' })];
    for (const delivery of [ends, [...ends].reverse()])
      expect(factsAfter(...delivery).end).toEqual({ reason: 'error', finalStep: 9 });
  });

  it('[SURFACE-4] the domain is the surface’s, else the start’s, else 6', () => {
    const half = (...events: object[]): number => factsAfter(...events).domainHalf;
    const [began, shown] = [start(9, { domainHalf: 4 }), spec(1, { domainHalf: 3 })];
    expect([half(start(9)), half(began), half(shown), half(began, shown), half(shown, began)]).toEqual([
      6, 4, 3, 3, 3,
    ]);
    expect(half(began, spec(20, {}))).toBe(4);
  });

  it('[FACT-1] about nothing, the surface and the place of each order are those of one event', () => {
    const events = [spec(3, NUMBERED), grid(5, NUMBERED), start(2), hyperparams(1, { eta: 1 })];
    const expected = factsAfter(...events);
    expect(factsAfter(...[...events].reverse())).toEqual(expected);
    expect(expected.surfaceOrder?.tsMs).toBe(expected.rank.tsMs + 3);
  });
});

describe('a later point for the same step', () => {
  const point = { x: 1, y: 2, loss: 3, residual: 4 };

  it.each(['x', 'y', 'loss', 'residual'])('[PATH-2, PATH-8] is another where its %s alone is', (field) => {
    for (const changed of [
      { ...point, [field]: 7 },
      { ...point, [field]: 0 },
    ]) {
      const store = createRunStore();
      store.ingest(update(1, 4, [point]));
      const { revision, rewrites } = shownRun(store).path;
      store.ingest(update(2, 4, [changed]));
      const { path } = shownRun(store);
      expect(factsOf(shownRun(store)).points).toEqual([
        [4, changed.x, changed.y, changed.loss, changed.residual],
      ]);
      expect([path.revision > revision, path.rewrites > rewrites]).toEqual([true, true]);
      expect(store.getState().points).toMatchObject({ placed: 2, same: 0, superseded: 0 });
    }
  });

  it.each(['loss', 'residual'])('[PATH-8] is another where it has no %s any more', (field) => {
    const store = createRunStore();
    store.ingest(update(1, 4, [point]));
    store.ingest(update(2, 4, [{ ...point, [field]: undefined }]));
    expect(factsOf(shownRun(store)).points).toEqual([
      [4, 1, 2, field === 'loss' ? NaN : 3, field === 'residual' ? NaN : 4],
    ]);
    expect(store.getState().points).toMatchObject({ placed: 2, same: 0 });
  });

  it('[INPUT-7] is placed at 2^53 - 1 too', () => {
    const store = createRunStore();
    store.ingest([update(1, 2 ** 53 - 2, 2), update(2, 2 ** 53 - 2, 2)]);
    expect(factsOf(shownRun(store)).points.map(([step, x]) => [step, x])).toEqual([
      [2 ** 53 - 2, 2],
      [2 ** 53 - 1, 2],
    ]);
    expect(store.getState().points).toMatchObject({ placed: 4, beyondLimit: 0 });
  });

  it('[PATH-2] is the same where nothing of it is another, and is nothing new', () => {
    const store = createRunStore();
    store.ingest(update(1, 4, [point]));
    const { revision } = shownRun(store).path;
    store.ingest(update(2, 4, [point]));
    expect(shownRun(store).path.revision).toBe(revision);
    expect(store.getState().points).toMatchObject({ placed: 1, same: 1, superseded: 0 });
    store.ingest(update(1.5, 4, [{ ...point, x: 9 }]));
    expect(store.getState().points).toMatchObject({ placed: 1, same: 1, superseded: 1 });
    expect(factsOf(shownRun(store)).points).toEqual([[4, 1, 2, 3, 4]]);
  });

  it('[PATH-2, PATH-3] stands in the place of one whose update has no step_start, before and after a look', () => {
    for (const looksBefore of [false, true]) {
      const store = createRunStore();
      store.ingest(update(1, undefined, 3));
      if (looksBefore) expect(shownRun(store).path.length).toBe(3);
      store.ingest(update(2, 1, 1));
      expect(factsOf(shownRun(store)).points.map(([step, x]) => [step, x])).toEqual([
        [0, 1],
        [1, 2],
        [2, 1],
      ]);
    }
  });
});

describe('the limit of a path', () => {
  it('[LIMIT-2] stays met where the start that the path begins with has lost its own point', () => {
    const store = createRunStore({ maxPointsPerRun: 3 });
    store.ingest([start(10), update(11, 1, 3), start(1)]);
    expect(shownRun(store).hasReachedLimit).toBe(true);
    expect(factsOf(shownRun(store)).points.map(([step]) => step)).toEqual([1, 2, 3]);
  });

  it('[LIMIT-2] is reported once, however many points go', () => {
    const store = createRunStore({ maxPointsPerRun: 3 });
    for (let i = 0; i < 3; i += 1) store.ingest(update(i, i, 1));
    expect(store.getState().diagnosticCounts.size).toBe(0);
    for (let i = 3; i < 9; i += 1) store.ingest(update(i, i, 1));
    expect([...store.getState().diagnosticCounts]).toEqual([['path_limit_reached', 1]]);
  });
});

describe('an event that comes again', () => {
  const EVENTS: Readonly<Record<string, object>> = {
    'a start': start(1),
    'an update': update(1, 3, 2),
    'an update without step_start': update(1, undefined, 2),
    'an update without a point': update(1, undefined, [null, null]),
    'an end': finish(1),
    hyperparameters: hyperparams(1, { eta: 1 }),
    'a spec': spec(1, {}),
    'a grid': grid(1),
  };

  it.each(Object.keys(EVENTS))('[ORDER-5] counts once, between others too: %s', (name) => {
    const event = EVENTS[name]!;
    const others = [update(2, undefined, 3), update(0, 1, 2)];
    const once = factsAfter(...others, event);
    expect(factsAfter(event, others[0]!, event, others[1]!, event, event)).toEqual(once);
    const store = createRunStore();
    store.ingest([event, event, event]);
    const { carried, placed, same, rejected } = store.getState().points;
    const usable = carried - rejected;
    expect([placed, same]).toEqual([usable / 3, (2 * usable) / 3]);
  });
});
