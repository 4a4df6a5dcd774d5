import { describe, expect, it } from 'vitest';
import { PlainRunFeed, type PlainRun } from '../../src/run/plainRun.js';
import { createRunStore } from '../../src/run/runStore.js';
import { selectShownRun } from '../../src/run/selectors.js';

const BOWL = { kind: 'bowl', params: { a: 0.4, b: 0.1 }, domainHalf: 3, zScale: 0.5 };
const path = (length: number, x = (i: number): number => 0.9 - 0.01 * i) =>
  Array.from({ length }, (_, i) => ({ x: x(i), y: 0.1, loss: 2 / (i + 1) }));

function feed(...updates: readonly PlainRun[]) {
  const store = createRunStore();
  const fed = new PlainRunFeed(store);
  const give = (run: PlainRun) => {
    const before = store.getState().points.carried;
    const messages = store.getState().messages.received;
    fed.update(run);
    const state = store.getState();
    return { points: state.points.carried - before, messages: state.messages.received - messages };
  };
  updates.forEach(give);
  const run = () => selectShownRun(store.getState())!;
  const steps = () =>
    Array.from({ length: run().path.length }, (_, i) => [run().path.stepAt(i), run().path.xAt(i)]);
  return { store, fed, give, run, steps };
}

describe('a run of plain data', () => {
  it('is what its arrays say: surface, points from step 0, losses, domain', () => {
    const { run, store, steps } = feed({ surface: BOWL, path: path(3) });
    expect(run()).toMatchObject({ runId: 'run', status: 'running', domainHalf: 3, end: null });
    expect(run().surface).toMatchObject({ kind: 'bowl', params: { a: 0.4, b: 0.1 }, zScale: 0.5 });
    expect(steps()).toEqual([
      [0, 0.9],
      [1, 0.89],
      [2, 0.88],
    ]);
    expect([0, 1, 2].map((i) => run().path.lossAt(i))).toEqual([2, 1, 2 / 3]);
    expect(store.getState().diagnostics).toEqual([]);
  });

  it.each([
    ['another array', (points: ReturnType<typeof path>) => [...points, { x: 0, y: 0, loss: 1 }]],
    [
      'the same array',
      (points: ReturnType<typeof path>) => {
        points.push({ x: 0, y: 0, loss: 1 });
        return points;
      },
    ],
    [
      'copies of its points',
      (points: ReturnType<typeof path>) => [...points.map((p) => ({ ...p })), { x: 0, y: 0 }],
    ],
  ])('whose path grows as %s is sent the new point alone', (_, grow) => {
    const points = path(1000);
    const { give, run } = feed({ path: points });
    expect(give({ path: grow(points) }).points).toBe(1);
    expect([run().path.length, run().path.xAt(1000)]).toEqual([1001, 0]);
  });

  it('that is given as it was is sent nothing', () => {
    const { give } = feed({ surface: BOWL, path: path(5), hyperparams: { eta: 0.1 } });
    expect(give({ surface: { ...BOWL }, path: path(5), hyperparams: { eta: 0.1 } })).toEqual({
      points: 0,
      messages: 0,
    });
  });

  it.each([
    ['is shorter', path(4)],
    ['has another point amid', path(10).with(5, { x: 0, y: 0, loss: 1 })],
    ['has another loss', path(10).with(9, { ...path(10)[9]!, loss: 7 })],
    ['comes as columns', { x: path(10).map(({ x }) => x), y: path(10).map(({ y }) => y) }],
  ])('whose path %s begins anew', (_, other) => {
    const { give, run, steps } = feed({ path: path(10) });
    give({ path: other });
    const xs = Array.isArray(other) ? other.map(({ x }) => x) : other.x;
    expect(steps()).toEqual(xs.map((x, step) => [step, x]));
    expect([run().status, run().path.length]).toEqual(['running', xs.length]);
    const losses = xs.map((_, i) => (Array.isArray(other) ? other[i]!.loss : Number.NaN));
    expect(losses.map((_, i) => run().path.lossAt(i))).toEqual(losses);
  });

  it('whose own array has become shorter begins anew', () => {
    const points = path(10);
    const { give, steps } = feed({ path: points });
    points.length = 4;
    give({ path: points });
    expect(steps()).toEqual(path(4).map(({ x }, step) => [step, x]));
  });

  it('takes columns, typed or not, and what they grow by', () => {
    const columns = (length: number) => ({
      x: Float64Array.from({ length }, (_, i) => 1 / (i + 1)),
      y: Float32Array.from({ length }, () => 0.5),
      loss: Array.from({ length }, (_, i) => 3 - i),
    });
    const { give, run, steps } = feed({ path: columns(3) });
    expect(give({ path: columns(4) }).points).toBe(1);
    expect(steps().map(([, x]) => x)).toEqual([1, 1 / 2, 1 / 3, 1 / 4]);
    expect([run().path.lossAt(3), run().path.yAt(3)]).toEqual([0, 0.5]);
  });

  it('of a hundred thousand points and more is sent whole', () => {
    const { run, store } = feed({ path: path(250_001, (i) => i / 1e6) });
    expect([run().path.length, run().path.stepAt(250_000), run().path.xAt(250_000)]).toEqual([
      250_001, 250_000, 0.25,
    ]);
    expect(store.getState().diagnostics).toEqual([]);
  });

  it('ends as `finished` says, and goes on where that is taken back', () => {
    const { give, run } = feed({ path: path(3), finished: 'converged' });
    expect([run().status, run().end]).toEqual(['finished', { reason: 'converged', finalStep: 2 }]);
    give({ path: path(4), finished: 'converged' });
    expect([run().path.length, run().end?.finalStep]).toEqual([4, 3]);
    give({ path: path(4) });
    expect([run().status, run().path.length]).toEqual(['running', 4]);
    give({ path: path(5), finished: true });
    expect([run().status, run().end]).toEqual(['finished', { reason: null, finalStep: 4 }]);
  });

  it('of another name is another run, and the only one', () => {
    const { give, run, store } = feed({ run: 'lr 0.1', path: path(3) });
    give({ run: 'lr 0.2', path: path(2), surface: BOWL });
    expect([run().runId, run().path.length, store.getState().runs.size]).toEqual(['lr 0.2', 2, 1]);
    give({ run: 'lr 0.1', path: path(3) });
    expect([run().runId, run().path.length, run().surface]).toEqual(['lr 0.1', 3, null]);
  });

  it.each([
    ['surface', { surface: null, path: path(3) }, { surface: null, path: { length: 3 } }],
    ['path', { surface: BOWL, path: [] }, { surface: { kind: 'bowl' }, path: { length: 0 }, status: 'idle' }],
    [
      'hyperparameters',
      { surface: BOWL, path: path(3), hyperparams: null },
      { hyperparams: expect.not.objectContaining({ eta: 0.1 }), path: { length: 3 } },
    ],
  ] as const)('whose %s is gone shows it no longer', (_, left, facts) => {
    const { give, run } = feed({ surface: BOWL, path: path(3), hyperparams: { eta: 0.1 } });
    give({ hyperparams: { eta: 0.1 }, ...left });
    expect(run()).toMatchObject(facts);
  });

  it('without a point has not started, and says nothing of an end', () => {
    const { store, run } = feed({ surface: BOWL, path: [], finished: true });
    expect([run().status, run().hasStarted, store.getState().diagnostics]).toEqual(['idle', false, []]);
  });

  it('names its samples by an address, which gives their bytes and no other address does', () => {
    const values = Float32Array.from({ length: 9 }, (_, i) => i);
    const { run, fed, give } = feed({ surface: { values, resolution: 3, domainHalf: 2 }, path: path(1) });
    const { surface } = run();
    if (surface?.name !== 'LOSS_SURFACE_GRID_READY') throw new Error('no grid');
    expect(surface).toMatchObject({ resolution: 3, domainHalf: 2 });
    expect(new Float32Array(fed.readGrid(surface.assetUrl)!.slice().buffer)).toEqual(values);
    expect(fed.readGrid('data:,')).toBeNull();
    give({ surface: { values: [1, 2, 3, 4], resolution: 2 }, path: path(1) });
    const next = run().surface;
    if (next?.name !== 'LOSS_SURFACE_GRID_READY') throw new Error('no grid');
    expect(next.assetUrl).not.toBe(surface.assetUrl);
    expect(fed.readGrid(surface.assetUrl)).toBeNull();
  });

  it.each([
    [
      {
        path: [
          { x: 1, y: Number.NaN },
          { x: 0, y: 0 },
        ],
      },
      'point_invalid',
      1,
    ],
    [{ path: [null, { x: 0, y: 0 }] }, 'point_invalid', 1],
    [{ path: [], surface: { kind: 'saddle' } }, 'surface_kind_unknown', 0],
    [{ path: [], surface: { kind: 'bowl', domainHalf: -1 } }, 'domain_half_invalid', 0],
  ])('%j costs what is wrong in it and says so', (data, code, points) => {
    const { store, run } = feed(data as unknown as PlainRun);
    expect(store.getState().diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
    expect(run().path.length).toBe(points);
  });
});
