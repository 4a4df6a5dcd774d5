import { expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { RunStore, selectShownRun } from '../src/core.js';
import { loadBuiltCore } from './support/builtCore.js';
import { measureHeldBytes } from './support/collectGarbage.js';
import { BATCH_POINTS, createOpening, createUpdate } from './support/descentStream.js';
import { formatFigure, formatTable } from './support/formatTable.js';
import { computeMedian, computeWorst } from './support/statistics.js';

const core = await loadBuiltCore();

/** How often the whole run from nothing to a million points is timed; one more warms up and is thrown away. */
const REPETITIONS = 5;
/** Points held, and how many appends from there on make the sample: no more than a tenth of what is held. */
const SIZES = [
  { held: 1_000, appends: 10 },
  { held: 100_000, appends: 1_000 },
  { held: 1_000_000, appends: 1_000 },
] as const;
const UPDATES = 1_000_000 / BATCH_POINTS + 1_000;

type Append = (update: object, text: string, floating: object) => void;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A store with a subscriber that reads the shown run, as a mounted component does. */
function createHeardStore(): { store: RunStore; heard: { points: number } } {
  const store = core.createRunStore();
  const heard = { points: 0 };
  const select: typeof selectShownRun = core.selectShownRun;
  store.subscribe((state) => {
    heard.points = select(state)?.path.length ?? 0;
  });
  for (const event of createOpening()) store.ingest(event);
  return { store, heard };
}

/** Two columns whose capacity doubles: the least that holds a path. */
class PlainColumns {
  length = 0;
  private xs = new Float64Array(1024);
  private ys = new Float64Array(1024);

  append(points: readonly Point[]): void {
    if (this.length + points.length > this.xs.length) this.grow();
    for (const { x, y } of points) {
      this.xs[this.length] = x;
      this.ys[this.length++] = y;
    }
  }

  private grow(): void {
    const xs = new Float64Array(this.xs.length * 2);
    xs.set(this.xs);
    this.xs = xs;
    const ys = new Float64Array(this.ys.length * 2);
    ys.set(this.ys);
    this.ys = ys;
  }
}

function pointsOf(update: object): readonly Point[] {
  return (update as { event: { payload: { points: readonly Point[] } } }).event.payload.points;
}

const SUBJECTS: readonly { readonly name: string; readonly create: () => Append }[] = [
  {
    name: 'store, an envelope object',
    create: () => {
      const { store } = createHeardStore();
      return (update) => store.ingest(update);
    },
  },
  {
    name: 'store, JSON text',
    create: () => {
      const { store } = createHeardStore();
      return (_, text) => store.ingest(text);
    },
  },
  {
    name: 'store, an envelope without `step_start`',
    create: () => {
      const { store } = createHeardStore();
      return (_, __, floating) => store.ingest(floating);
    },
  },
  {
    name: 'floor: `JSON.parse` of the same text alone',
    create: () => (_, text) => {
      JSON.parse(text);
    },
  },
  {
    name: 'floor: the 10 points into two doubling columns',
    create: () => {
      const columns = new PlainColumns();
      return (update) => columns.append(pointsOf(update));
    },
  },
];

/** Times of every append of every repetition, in µs, by subject. The subjects take turns at each append. */
function timeAppends(): readonly (readonly Float64Array[])[] {
  const times = SUBJECTS.map(() => Array.from({ length: REPETITIONS }, () => new Float64Array(UPDATES)));
  for (let repetition = -1; repetition < REPETITIONS; repetition++) {
    const appends = SUBJECTS.map(({ create }) => create());
    for (let i = 0; i < UPDATES; i++) {
      const update = createUpdate(i);
      const floating = createUpdate(i, false);
      const text = JSON.stringify(update);
      for (let turn = 0; turn < appends.length; turn++) {
        // Whoever is first after the text was written finds the caches as that left them.
        const subject = (turn + i) % appends.length;
        const begun = performance.now();
        appends[subject]!(update, text, floating);
        const ended = performance.now();
        if (repetition >= 0) times[subject]![repetition]![i] = (ended - begun) * 1000;
      }
    }
  }
  return times;
}

/** For each append the shortest of its repetitions: what is left is the append's own, not a collection or a neighbour. */
function computeBest(repetitions: readonly Float64Array[]): Float64Array {
  const best = new Float64Array(UPDATES).fill(Number.POSITIVE_INFINITY);
  for (const times of repetitions) {
    for (let i = 0; i < UPDATES; i++) best[i] = Math.min(best[i]!, times[i]!);
  }
  return best;
}

function sampleAt(repetitions: readonly Float64Array[], held: number, appends: number): number[] {
  const first = held / BATCH_POINTS;
  return repetitions.flatMap((times) => [...times.subarray(first, first + appends)]);
}

it('appends to a store', () => {
  const times = timeAppends();
  const medians = times.map((repetitions) =>
    SIZES.map(({ held, appends }) => computeMedian(sampleAt(repetitions, held, appends))),
  );
  console.log(
    formatTable(
      'Ingesting one more update of 10 points, µs (median), by points held',
      ['', '1,000', '100,000', '1,000,000', '1M : 1k'],
      SUBJECTS.map(({ name }, subject) => {
        const row = medians[subject]!;
        return [name, ...row.map(formatFigure), formatFigure(row[2]! / row[0]!)];
      }),
    ),
  );
  const bounds = [0, 1_000, 100_000, 1_000_000].map((points) => points / BATCH_POINTS);
  console.log(
    formatTable(
      'The worst single append on the way, µs: shortest of its repetitions (in brackets: any repetition)',
      ['', 'to 1,000', 'to 100,000', 'to 1,000,000', 'then held'],
      SUBJECTS.map(({ name }, subject) => {
        const best = computeBest(times[subject]!);
        const cells = bounds.slice(1).map((to, i) => {
          const from = bounds[i]!;
          const any = Math.max(...times[subject]!.map((all) => computeWorst(all, from, to).value));
          return `${formatFigure(computeWorst(best, from, to).value)} (${formatFigure(any)})`;
        });
        const { at } = computeWorst(best, bounds[1], bounds[3]);
        return [name, ...cells, (at * BATCH_POINTS).toLocaleString('en-US')];
      }),
    ),
  );
  const mean = times.map((repetitions) => {
    const best = computeBest(repetitions);
    return [
      best.subarray(0, 10_000).reduce((sum, value) => sum + value, 0) / 10_000,
      best.subarray(bounds[2], bounds[3]).reduce((sum, value) => sum + value, 0) / (bounds[3]! - bounds[2]!),
    ] as const;
  });
  console.log(
    formatTable(
      'Amortized: mean of the same shortest times, µs, every growth included',
      ['', 'the first 100,000 points', 'the next 900,000', 'ratio'],
      SUBJECTS.map(({ name }, subject) => {
        const [first, rest] = mean[subject]!;
        return [name, formatFigure(first), formatFigure(rest), formatFigure(rest / first)];
      }),
    ),
  );
});

it('appends to an immutable array, as a first frontend does', () => {
  const appends = 30;
  const medians = SIZES.map(({ held }) => {
    const path = Array.from({ length: held }, (_, i) => ({ x: i, y: -i }));
    const store = createStore<{ path: readonly Point[] }>(() => ({ path }));
    let heard = 0;
    store.subscribe((state) => {
      heard = state.path.length;
    });
    const times = new Float64Array(appends);
    for (let i = 0; i < appends; i++) {
      const text = JSON.stringify(createUpdate(held / BATCH_POINTS + i));
      const begun = performance.now();
      const points = pointsOf(JSON.parse(text) as object);
      store.setState((state) => ({ path: [...state.path, ...points] }));
      times[i] = (performance.now() - begun) * 1000;
    }
    expect(heard).toBe(held + appends * BATCH_POINTS);
    return { median: computeMedian(times), worst: computeWorst(times).value };
  });
  console.log(
    formatTable(
      'A peer: `[...path, ...points]` in a zustand store, JSON text, µs, by points held',
      ['', '1,000', '100,000', '1,000,000', '1M : 1k'],
      [
        [
          'median',
          ...medians.map(({ median }) => formatFigure(median)),
          formatFigure(medians[2]!.median / medians[0]!.median),
        ],
        ['worst', ...medians.map(({ worst }) => formatFigure(worst)), ''],
      ],
    ),
  );
});

it('holds a million points', () => {
  const updates = 1_000_000 / BATCH_POINTS;
  const measure = (deliver: () => unknown): number => {
    const before = measureHeldBytes();
    const held = deliver();
    const bytes = measureHeldBytes() - before;
    // Reached after the second measurement, so that it is held until then.
    expect(held).toBeDefined();
    return bytes / 1_000_000;
  };
  const deliverTo = (hasStepStart: boolean) => () => {
    const { store, heard } = createHeardStore();
    for (let i = 0; i < updates; i++) store.ingest(JSON.stringify(createUpdate(i, hasStepStart)));
    expect(heard.points).toBeGreaterThanOrEqual(1_000_000);
    return store;
  };
  const rows: [string, () => unknown][] = [
    ['store', deliverTo(true)],
    ['store, updates without `step_start`', deliverTo(false)],
    [
      'floor: two doubling columns',
      () => {
        const columns = new PlainColumns();
        for (let i = 0; i < updates; i++) columns.append(pointsOf(createUpdate(i)));
        return columns;
      },
    ],
    [
      'peer: an array of points out of `JSON.parse`',
      () => {
        const path: Point[] = [];
        for (let i = 0; i < updates; i++) {
          path.push(...pointsOf(JSON.parse(JSON.stringify(createUpdate(i))) as object));
        }
        return path.slice();
      },
    ],
  ];
  measure(deliverTo(true));
  console.log(
    formatTable(
      'Memory of a million points delivered in updates of 10',
      ['', 'bytes a point'],
      rows.map(([name, deliver]) => [name, formatFigure(measure(deliver))]),
    ),
  );
});
