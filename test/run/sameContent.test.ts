import { describe, expect, it } from 'vitest';
import { createRunStore } from '../../src/run/runStore.js';
import { finish, grid, hyperparams, shownRun, spec, start } from './createRunEvent.js';

const HILLS = { kind: 'multi_hill', params: { hills: [{ x: 1, y: 2, amp: 3, sigma: 1 }] } };
const PROJECTION = { method: 'pca', explainedVariance: [0.5, 0.25], seed: 3 };

describe('[SURFACE-21] a surface event with the content of the one that holds', () => {
  it.each<[string, (at: number) => object]>([
    ['a spec', (at) => spec(at, { params: { a: 2 }, domainHalf: 3, zScale: 0.5 })],
    ['a spec with hills', (at) => spec(at, HILLS)],
    ['a spec of an unknown kind', (at) => spec(at, { kind: 'saddle' })],
    ['a grid', (at) => grid(at, { domainHalf: 3 })],
    ['a grid of a projection', (at) => grid(at, { projection: PROJECTION })],
  ])('%s leaves it the same object, and counts as the later', (_, say) => {
    const store = createRunStore();
    store.ingest(say(1));
    const before = shownRun(store);
    store.ingest(say(9));
    const after = shownRun(store);
    expect(after.surface).toBe(before.surface);
    expect(after.spec).toBe(before.spec);
    expect(after.surfaceOrder?.tsMs).toBe(before.surfaceOrder!.tsMs + 8);
    // It is the later one still: what lies between the two does not hold.
    store.ingest(spec(5, { kind: 'ripples' }));
    expect(shownRun(store).surface).toBe(before.surface);
  });

  it('counts too where its defaults are written out, and where its fields come in another order', () => {
    const store = createRunStore();
    store.ingest(spec(1, { params: { a: 1 } }));
    const { surface } = shownRun(store);
    store.ingest(spec(2, { params: { offset: 0, tiltX: -0, a: 1 }, extra: 1, zScale: 0.3 }));
    expect(shownRun(store).surface).toBe(surface);
  });

  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['a parameter', { params: { a: 2 } }, { params: { a: 3 } }],
    ['a hill', HILLS, { ...HILLS, params: { hills: [{ x: 1, y: 2, amp: 3, sigma: 2 }] } }],
    ['the number of hills', HILLS, { ...HILLS, params: { hills: [] } }],
    ['the scale', {}, { zScale: 1 }],
    ['the domain', {}, { domainHalf: 4 }],
    ['the kind', { kind: 'saddle' }, { kind: 'monkey' }],
  ])('is none where it differs in %s', (_, before, after) => {
    const store = createRunStore();
    store.ingest(spec(1, before));
    const { surface } = shownRun(store);
    store.ingest(spec(2, after));
    expect(shownRun(store).surface).not.toBe(surface);
  });

  it('after another surface is a new one', () => {
    const store = createRunStore();
    store.ingest([spec(1, {}), grid(2)]);
    store.ingest(spec(3, {}));
    expect(shownRun(store).surface?.name).toBe('LOSS_SURFACE_SPEC_READY');
  });
});

describe('what is said again', () => {
  it('leaves hyperparameters, end and start the same objects', () => {
    const store = createRunStore();
    const say = (at: number): object[] => [hyperparams(at, { eta: 0.1, steps: 50 }), finish(at + 1)];
    store.ingest([start(1), ...say(2)]);
    const before = shownRun(store);
    store.ingest([start(1), ...say(2), ...say(10)]);
    const after = shownRun(store);
    expect(after.hyperparams).toBe(before.hyperparams);
    expect(after.end).toBe(before.end);
    expect(after.startOrder).toBe(before.startOrder);
    store.ingest([hyperparams(20, { eta: 0.2 }), finish(21, { final_step: 10 })]);
    expect(shownRun(store)).toMatchObject({
      hyperparams: { eta: 0.2, steps: 50 },
      end: { reason: 'converged', finalStep: 10 },
    });
  });

  it('[RUN-5] lists hyperparameters in the order of the contract, whatever order they came in', () => {
    const said: [number, object][] = [
      [1, { momentum: 1, tolStep: 4 }],
      [2, { tolGrad: 3, eta: 1 }],
      [3, { steps: 2 }],
    ];
    for (const order of [said, [...said].reverse()]) {
      const store = createRunStore();
      for (const [at, values] of order) store.ingest(hyperparams(at, { ...values }));
      expect(Object.keys(shownRun(store).hyperparams)).toEqual([
        'eta',
        'steps',
        'tolGrad',
        'tolStep',
        'others',
      ]);
    }
  });
});
