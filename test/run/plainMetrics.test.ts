import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPlainMetrics, type PlainMetric } from '../../src/run/plainMetrics.js';
import { PlainRunFeed, type PlainRun } from '../../src/run/plainRun.js';
import { createRunStore } from '../../src/run/runStore.js';
import { shownRun } from './createRunEvent.js';
import { plainReportsOf, type PlainReports } from './referenceReports.js';

const SEED = 20_261_130;
const path = (length: number, x = 0.5) => Array.from({ length }, (_, i) => ({ x: x - 0.01 * i, y: 0.1 }));

function feed(first: PlainRun) {
  const store = createRunStore({ metricStepBase: 0 });
  const fed = new PlainRunFeed(store);
  const give = (run: PlainRun): number => {
    const before = store.getState().messages.received;
    fed.update(run);
    return store.getState().messages.received - before;
  };
  give(first);
  return { give, series: () => plainReportsOf(shownRun(store).reported).series, store };
}

/** What a list of series says, read plainly. */
function seriesOf(metrics: readonly PlainMetric[]): PlainReports['series'] {
  const byName = new Map<string, PlainReports['series'][number]>();
  for (const { name, split = '', values, steps } of metrics) {
    const said = Array.from(values, (value, i) => [steps === undefined ? i : steps[i]!, value] as const);
    const kept = said.filter(([, value]) => Number.isFinite(value)).sort(([a], [b]) => a - b);
    byName.set(`${name} ${split}`, { name, split, stepBase: 0, isStepBaseKnown: true, values: kept });
  }
  const some = [...byName].filter(([, { values }]) => values.length > 0);
  return some.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, series]) => series);
}

const value = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(0, 0.5, 2) }, fc.constant(NaN));
const metric = fc
  .record({
    name: fc.constantFrom('loss', 'acc'),
    split: fc.constantFrom('train', 'val'),
    values: fc.array(value, { maxLength: 5 }),
    every: fc.constantFrom(null, 1, 3),
  })
  .map(({ name, split, values, every }): PlainMetric => {
    const one = { name, split, values };
    return every === null ? one : { ...one, steps: values.map((_, i) => i * every) };
  });

describe('metrics of plain data', () => {
  it(`are what the host holds last, whatever it held before (seed ${SEED})`, () => {
    const held = fc.record({
      metrics: fc.array(metric, { maxLength: 3 }),
      length: fc.constantFrom(2, 3),
      x: fc.constantFrom(0.5, 0.6),
    });
    fc.assert(
      fc.property(fc.array(held, { minLength: 1, maxLength: 5 }), (updates) => {
        const { give, series } = feed({ path: path(2) });
        for (const { metrics, length, x } of updates) {
          give({ path: path(length, x), metrics });
          expect(series()).toEqual(seriesOf(metrics));
        }
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it('that grow are sent the new values alone, whether their array is another or the same', () => {
    const losses = Array.from({ length: 1000 }, (_, i) => 1 / (i + 1));
    const { give, series } = feed({ path: path(3), metrics: [{ name: 'loss', values: losses }] });
    expect(give({ path: path(3), metrics: [{ name: 'loss', values: [...losses, 7] }] })).toBe(1);
    losses.push(7, 8);
    expect(give({ path: path(3), metrics: [{ name: 'loss', values: losses }] })).toBe(1);
    losses.push(9);
    expect(give({ path: path(3), metrics: [{ name: 'loss', values: losses }] })).toBe(1);
    expect(series()[0]!.values.slice(-3)).toEqual([
      [1000, 7],
      [1001, 8],
      [1002, 9],
    ]);
    expect(give({ path: path(3), metrics: [{ name: 'loss', values: losses }] })).toBe(0);
  });

  it('that lose their last value in the same array lose it here', () => {
    const losses = [3, 2, 1];
    const metrics = [{ name: 'loss', values: losses }];
    const { give, series } = feed({ path: path(3), metrics });
    losses.pop();
    give({ path: path(3), metrics });
    expect(series()).toEqual(seriesOf(metrics));
  });

  it('stay where their path begins anew', () => {
    const metrics = [{ name: 'loss', values: [3, 2] }];
    const { give, series } = feed({ path: path(3), metrics });
    give({ path: path(3, 0.9), metrics });
    expect(series()).toEqual(seriesOf(metrics));
  });

  it('are taken from typed arrays', () => {
    const metrics = [
      { name: 'loss', split: 'val', values: new Float32Array([1, 0.5]), steps: new Int32Array([10, 20]) },
    ];
    expect(feed({ path: path(3), metrics }).series()).toEqual(seriesOf(metrics));
  });

  it.each([
    [[{ name: 'loss', values: [1] }], true],
    [[], true],
    [[{ name: '', values: [1] }], false],
    [[{ name: 'loss', values: 'no' }], false],
    [[{ name: 'loss', values: [1], steps: 3 }], false],
    [[{ name: 'loss', split: 1, values: [1] }], false],
    [[null], false],
    [{ loss: [1] }, false],
  ])('are told from what is none: %j', (metrics, expected) => {
    expect(isPlainMetrics(metrics)).toBe(expected);
  });
});
