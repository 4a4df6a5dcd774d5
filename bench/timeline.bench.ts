import { expect, it } from 'vitest';
import { createLossRanges } from '../src/path/lossRanges.js';
import { createRunStore } from '../src/run/runStore.js';
import { selectShownRun } from '../src/run/selectors.js';
import { CurveLine } from '../src/view/curve/curveLine.js';
import { LossCurve } from '../src/view/curve/lossCurve.js';
import { BATCH_POINTS, createLateUpdate, createLossUpdate, createOpening } from './support/descentStream.js';
import { formatFigure, formatTable } from './support/formatTable.js';
import { computeMedian } from './support/statistics.js';

const SIZES = [1_000, 100_000, 2_000_000] as const;
const ROUNDS = 30;
const COLUMNS = 800;

/** Milliseconds of the median of so many calls. */
function measure(work: (round: number) => void, rounds = ROUNDS): number {
  const times = Array.from({ length: rounds }, (_, round) => {
    const beginMs = performance.now();
    work(round);
    return performance.now() - beginMs;
  });
  return computeMedian(times);
}

/** Times by what was done, in milliseconds. */
function measureSize(size: number): Record<string, number> {
  const store = createRunStore({ maxPointsPerRun: Infinity });
  for (const event of createOpening()) store.ingest(event);
  let updates = 0;
  const append = (): void => {
    store.ingest(createLossUpdate(updates++));
  };
  while (updates < size / BATCH_POINTS) append();
  const run = () => selectShownRun(store.getState())!;
  const path = run().path;
  const curve = new LossCurve();
  const line = new CurveLine();
  const window = () => ({ from: 0, to: path.lastStep });
  const draw = (): void => line.draw(path, window(), COLUMNS, 0.9);
  const ranges = createLossRanges(COLUMNS);
  const spread = (): void => path.lossRangesInto(COLUMNS, 0, path.lastStep + 1, ranges);
  curve.update(run(), null, COLUMNS);
  const figures = {
    'append 10 points': measure(append),
    'append, and the line': measure(() => {
      append();
      draw();
    }),
    'append, and the whole curve': measure(() => {
      append();
      curve.update(run(), null, COLUMNS);
    }),
    'all columns anew, as after a zoom': measure(() => new CurveLine().draw(path, window(), COLUMNS, 0.9)),
    '800 ranges of losses': measure(spread),
    'late update, and the line': measure((round) => {
      const at = Math.floor(((round * 0.618) % 1) * (size / BATCH_POINTS));
      store.ingest(createLateUpdate(at, round + 1));
      draw();
    }),
  };
  expect(line.count).toBeGreaterThan(0);
  return figures;
}

it('what an append and the curve made anew cost, at any length', () => {
  // The compiler has its time before the first size that counts.
  for (const size of [1_000, 20_000, 1_000, 20_000]) measureSize(size);
  const bySize = SIZES.map(measureSize);
  console.log(
    formatTable(
      `the loss curve, ${COLUMNS} columns, by points held: ms, the median of ${ROUNDS}`,
      ['', ...SIZES.map((size) => size.toLocaleString('en-US')), 'largest ÷ 1,000'],
      Object.keys(bySize[0]!).map((name) => [
        name,
        ...bySize.map((figures) => formatFigure(figures[name]!)),
        formatFigure(bySize.at(-1)![name]! / bySize[0]![name]!),
      ]),
    ),
  );
});
