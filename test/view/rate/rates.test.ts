import { describe, expect, it } from 'vitest';
import { createRunStore, type RunStore } from '../../../src/run/runStore.js';
import { DEFAULT_WORDING } from '../../../src/view/wording.js';
import { RateReader } from '../../../src/view/rate/rateReader.js';
import { describeRates, describeRatesShort, type RateLines } from '../../../src/view/rate/rateText.js';
import { finish, hyperparams, shownRun, spec, start, update } from '../../run/createRunEvent.js';

type Fields = Readonly<Record<string, unknown>>;

const report = (at: number, name: string, payload: Fields): object => ({
  v: 1,
  type: 'EVENT',
  project_id: 'p',
  seq: 1,
  ts: 1_790_000_000_000 + at,
  event: { name, payload: { run_id: 'r', ...payload } },
});
const metric = (step: number, value: number, split = 'train', name = 'loss'): object =>
  report(20 * step, 'METRIC_SCALAR', { name, split, step, value });

function storeOf(...events: readonly object[]): RunStore {
  const store = createRunStore();
  store.ingest([
    spec(1, { domainHalf: 3, params: { a: 1, b: 1 } }, { source: 'illustrative' }),
    start(2),
    ...events,
  ]);
  return store;
}

/** Points, 20 ms apart. */
const points = (count: number, lossAt: ((step: number) => number) | null = null, first = 1): object[] =>
  Array.from({ length: count }, (_, i) => {
    const step = first + i;
    return update(20 * step, step, [{ x: 0.1, y: 0.1, ...(lossAt === null ? {} : { loss: lossAt(step) }) }]);
  });

const ratesOf = (store: RunStore, heldStep: number | null = null) =>
  new RateReader().read(shownRun(store), heldStep);

/** The lines as they are read, one text each. */
function wordsOf(store: RunStore, heldStep: number | null = null): Record<string, string> {
  const lines = describeRates(ratesOf(store, heldStep), DEFAULT_WORDING);
  const names = Object.keys(lines) as (keyof RateLines)[];
  return Object.fromEntries(
    names.flatMap((name) => {
      const line = lines[name];
      return line === null ? [] : [[name, `${line.term} | ${line.value}`.replace(/ \| $/, '')]];
    }),
  );
}

const shortOf = (store: RunStore) => describeRatesShort(ratesOf(store), DEFAULT_WORDING);

describe('the rates of a run', () => {
  it('never say in one breath that a loss falls and that it gets no better', () => {
    const rates = ratesOf(storeOf(...points(400, (step) => 3 - step / 1000)));
    const standing = { ...rates, loss: { ...rates.loss!, noBetterSteps: 6 } };
    expect(rates.loss!.trend!.direction).toBe('falling');
    expect(describeRates(standing, DEFAULT_WORDING).noBetter!.term).toBe('Getting better');
    const level = { ...standing.loss, trend: { ...standing.loss.trend!, direction: 'none' as const } };
    expect(describeRates({ ...standing, loss: level }, DEFAULT_WORDING).noBetter!.value).toBe('6 steps');
  });

  it('of its points’ own loss', () => {
    const store = storeOf(hyperparams(3, { steps: 1000 }), ...points(400, (step) => 3 - step / 1000));
    expect(wordsOf(store)).toEqual({
      loss: 'True loss so far',
      start: 'Below the first received (2.999) | 13 %',
      trend: 'Falling (last 200 steps) | 0.1 per 100',
      noBetter: 'Getting better',
      best: 'Best so far | 2.6',
      steps: 'Steps | 400 of 1\u202f000',
      left: 'Time left | 12 s · 50 steps/s',
    });
    expect(shortOf(store)).toEqual(['13 % below the first', 'Falling 0.1 per 100 steps']);
  });

  it('of a loss that was reported beside its path, whatever its heights', () => {
    const reported = Array.from({ length: 400 }, (_, i) => metric(i + 1, 1 + i / 200));
    const store = storeOf(...points(399, (step) => -step), ...reported);
    expect(wordsOf(store)).toEqual({
      loss: 'Reported loss, train | 2.995',
      start: 'Above the start (1) | 200 %',
      trend: 'Rising (last 200 steps) | 0.5 per 100',
      noBetter: 'No better for | 390 steps',
      best: 'Above best 1 (step 0) | 2',
      left: 'Speed | 50 steps/s',
    });
    expect(shortOf(store)).toEqual(['Loss 2.995, 200 % above the start', 'Rising 0.5 per 100 steps']);
  });

  it('are by the loss on held-out data where there is one', () => {
    const train = Array.from({ length: 400 }, (_, i) => metric(i + 1, 4 - i / 200));
    const held = Array.from({ length: 40 }, (_, i) => metric(10 * i + 1, 0.5 + Math.abs(i - 20) / 10, 'val'));
    expect(wordsOf(storeOf(...points(399), ...train, ...held))).toMatchObject({
      loss: 'Reported loss, val | 2.4',
      trend: 'Rising (last 200 steps) | 1 per 100',
      best: 'Above best 0.5 (step 200) | 1.9',
      noBetter: 'No better for | 201 steps',
    });
  });

  it('are none of a loss on an illustrative surface without any', () => {
    const store = storeOf(...points(400));
    expect(ratesOf(store).loss).toBeNull();
    expect(wordsOf(store)).toEqual({ left: 'Speed | 50 steps/s' });
    expect(shortOf(store)).toEqual(['', '']);
  });

  it('are none of a metric that is no loss', () => {
    const reported = Array.from({ length: 100 }, (_, i) => metric(i + 1, i / 100, 'train', 'accuracy'));
    expect(ratesOf(storeOf(...points(99), ...reported)).loss).toBeNull();
  });

  it('say that noise exceeds the slope, and a standstill', () => {
    const noise = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3, 8, 4, 6, 2, 6];
    const store = storeOf(
      ...points(500, (step) => Math.max(5 - step / 20, 0) + (noise[(step * 7) % 23] ?? 0) / 100),
    );
    expect(wordsOf(store)).toMatchObject({ trend: 'Slope (last 200 steps) | none: noise' });
    expect(ratesOf(store).loss!.noBetterSteps).toBeGreaterThan(300);
    expect(shortOf(store)[1]).toMatch(/^No better for \d+ steps$/);
  });

  it('say how far the end is above the best', () => {
    const dip = (step: number): number => 0.4 + Math.abs(step - 812) / 1000;
    const store = storeOf(hyperparams(3, { steps: 1000 }), ...points(842, dip), finish(99_000));
    expect(wordsOf(store)).toEqual({
      loss: 'True loss so far',
      start: 'Below the first received (1.211) | 64 %',
      best: 'Ended above best 0.4 (step 812) | 0.03',
      steps: 'Took | 842 steps in 17 s',
    });
    expect(shortOf(store)).toEqual(['64 % below the first', 'Ended 0.03 above best 0.4']);
    const best = storeOf(...points(812, dip), finish(99_000));
    expect(wordsOf(best)).toMatchObject({ best: 'Ended at its best | 0.4' });
    expect(shortOf(best)[1]).toBe('');
  });

  it('take the end of a training that has none of its own from what was reported', () => {
    const store = storeOf(
      ...points(50, (step) => step),
      report(2000, 'TRAIN_RUN_FINISHED', { status: 'success' }),
    );
    expect(wordsOf(store)).toEqual({
      loss: 'True loss so far',
      start: 'Above the first received (1) | 49',
      best: 'Ended above best 1 (step 1) | 49',
      steps: 'Took | 50 steps in 1 s',
    });
  });

  it('take steps and time left from what was reported', () => {
    const progress = report(9000, 'TRAIN_PROGRESS', { step: 50, steps: 300, eta_s: 200.4 });
    expect(wordsOf(storeOf(...points(50), progress))).toEqual({
      steps: 'Steps | 50 of 300',
      left: 'Time left | 3 min · 50 steps/s',
    });
    expect(wordsOf(storeOf(hyperparams(3, { steps: 40 }), ...points(50)))).toMatchObject({
      left: 'Time left | 0 s · 50 steps/s',
    });
  });

  it('say nothing of a run that has only begun', () => {
    expect(wordsOf(storeOf())).toEqual({});
    expect(wordsOf(storeOf(update(20, 1, [{ x: 0, y: 0, loss: 3 }])))).toEqual({
      loss: 'True loss so far',
      best: 'Best so far | 3',
      left: 'Speed | 56 steps/s',
    });
  });

  it('are, in the past, what was known then', () => {
    const store = storeOf(...points(800, (step) => 0.4 + Math.abs(step - 300) / 1000), finish(99_000));
    expect(wordsOf(store, 280.5)).toEqual({
      loss: 'True loss so far',
      start: 'Below the first received (0.699) | 40 %',
      trend: 'Falling (last 200 steps) | 0.1 per 100',
      noBetter: 'Getting better',
      best: 'Best so far | 0.42',
      steps: 'Steps | 280 of 800',
    });
    expect(wordsOf(store, 700)).toMatchObject({ best: 'Above best 0.4 (step 300) | 0.4' });
  });

  it.each([
    [[2, 1], 'Below the start (2) | 50 %'],
    [[2, 2.5], 'Above the start (2) | 25 %'],
    [[2, 0], 'Below the start (2) | 100 %'],
    [[2, 0.0001], 'Below the start (2) | > 99 %'],
    [[2, 30], 'Above the start (2) | 28'],
    [[0, 1], 'Above the start (0) | 1'],
    [[2, -1], 'Below the start (2) | 3'],
    [[-2, -3], 'Below the start (−2) | 1'],
    [[-2, -1.5], 'Above the start (−2) | 0.5'],
    [[2, 2], undefined],
  ])('say how far %j is from the start', (values, expected) => {
    const reported = values.map((value, i) => metric(i, value));
    expect(wordsOf(storeOf(...points(values.length - 1), ...reported))['start']).toBe(expected);
  });

  it('claim no start that was not received', () => {
    const late = [30, 31, 32].map((step) => metric(step, 3 - step / 20));
    const words = wordsOf(storeOf(...points(10, null, 25), ...late));
    expect(words).toMatchObject({
      loss: 'Reported loss, train, ± 1 step | 1.4',
      start: 'Below the first received (1.5) | 6.7 %',
    });
    expect(words['start']).not.toContain('the start');
  });

  it('are of the step that is shown, though losses of later ones were reported', () => {
    const reported = [1, 2, 3, 4, 5, 6].map((step) => metric(step, 1 / step));
    expect(wordsOf(storeOf(...points(3), ...reported))).toMatchObject({
      loss: 'Reported loss, train | 0.25',
      best: 'Best so far | 0.25',
    });
  });

  it('have one last step, that of the path once it has ended', () => {
    const progress = report(99, 'TRAIN_PROGRESS', { step: 4, steps: 10 });
    const reported = [1, 2, 3, 4].map((step) => metric(step, 1));
    expect(wordsOf(storeOf(...points(3), ...reported, progress))['steps']).toBe('Steps | 3 of 9');
    expect(wordsOf(storeOf(...points(3), progress))['steps']).toBe('Steps | 3 of 10');
    const ended = storeOf(...points(9), ...reported, progress, finish(9999, { final_step: 10 }));
    expect([wordsOf(ended)['steps'], wordsOf(ended, 3)['steps']]).toEqual([
      'Took | 9 steps in 0.18 s',
      'Steps | 3 of 9',
    ]);
  });

  it('are by the heights of a measured surface where no loss was reported', () => {
    const store = storeOf(
      ...Array.from({ length: 20 }, (_, i) => update(20 * i + 3, i, [{ x: 1 - i / 20, y: 0 }])),
    );
    const rates = new RateReader().read(shownRun(store), null, (x, y) => 4 * x + y);
    const lines = describeRates(rates, DEFAULT_WORDING);
    expect([lines.loss, lines.start, lines.best]).toEqual([
      { term: 'Height, as measured', value: '' },
      { term: 'Below the start (4)', value: '95 %' },
      { term: 'Best so far', value: '0.2' },
    ]);
    expect(describeRatesShort(rates, DEFAULT_WORDING)[0]).toBe('95 % below the start');
  });

  it('are the same object until something has changed', () => {
    const store = storeOf(...points(50, (step) => 1 / step));
    const reader = new RateReader();
    const first = reader.read(shownRun(store), null);
    expect(reader.read(shownRun(store), null)).toBe(first);
    store.ingest(points(1, () => 0.01, 51));
    const second = reader.read(shownRun(store), null);
    expect(second).not.toBe(first);
    expect(second.step).toBe(51);
    expect(reader.read(shownRun(store), 20).step).toBe(20);
    expect(reader.read(null, null).loss).toBeNull();
  });
});
