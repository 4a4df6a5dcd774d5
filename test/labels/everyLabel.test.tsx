import { act, render } from '@testing-library/react';
import type { ReactElement } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  createRunStore,
  GradientDescentViz,
  type ConnectionState,
  type GradientDescentVizProps,
  type PictureNotice,
} from '../../src/index.js';
import { computeShownSurface } from '../../src/run/shownSurface.js';
import { createProblem } from '../../src/surface/grid/gridProblem.js';
import { createHeightField } from '../../src/surface/index.js';
import { GridNotice } from '../../src/ui/GridNotice.js';
import { PlaneNote } from '../../src/ui/PlaneNote.js';
import { PictureMessage } from '../../src/ui/PictureMessage.js';
import { WordingContext } from '../../src/ui/wordingContext.js';
import { PLAIN_NUMBERS } from '../../src/view/formatNumber.js';
import { computePictureNotices } from '../../src/view/pictureNotices.js';
import { computeRunWords } from '../../src/view/runWords.js';
import { finish, grid, hyperparams, shownRun, spec, start, update } from '../run/createRunEvent.js';
import { LABEL_NAMES, labelsIn, listTexts, MARKED_LABELS, textBesideLabels } from './markedLabels.js';

const WORDING = { labels: MARKED_LABELS, numbers: PLAIN_NUMBERS };

/** What only a picture shows: test/browser/labels.test.tsx. */
const OF_THE_PICTURE = [
  'picture.canvas',
  'picture.x',
  'picture.y',
  'picture.best',
  'picture.aboveSurface',
  'picture.belowSurface',
];

const seen = new Set<string>();
beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Names of runs and projects are no words of ours; these have no letters. */
const withoutLetters = (event: object): object =>
  JSON.parse(
    JSON.stringify(event)
      .replace('"project_id":"p"', '"project_id":"3"')
      .replace('"run_id":"r"', '"run_id":"7"'),
  ) as object;

/** Renders a state, and says which texts of it are no labels. */
async function findEnglish(
  events: readonly object[],
  { connection, props = {}, afterMs = 2000, limit = 1000, isRecorded = false }: Circumstances = {},
): Promise<readonly string[]> {
  const noticed: PictureNotice[] = [];
  const store = createRunStore({ maxPointsPerRun: limit });
  const envelopes = events.map(withoutLetters);
  if (!isRecorded) store.ingest(envelopes);
  if (connection !== undefined) store.setConnection(connection);
  const source = isRecorded ? { events: envelopes } : { store };
  const { container, unmount } = render(
    <GradientDescentViz
      {...source}
      labels={MARKED_LABELS}
      onNotices={(list) => noticed.push(...list)}
      {...props}
    />,
  );
  await act(() => vi.advanceTimersByTimeAsync(afterMs));
  const texts = [...listTexts(container), ...noticed.map(({ text }) => text)];
  unmount();
  for (const name of texts.flatMap(labelsIn)) seen.add(name);
  return texts.map(textBesideLabels).filter((text) => text !== '');
}

interface Circumstances {
  readonly connection?: ConnectionState;
  readonly props?: Omit<GradientDescentVizProps, 'store' | 'events'>;
  /** How long it is looked at. */
  readonly afterMs?: number;
  readonly limit?: number;
  readonly isRecorded?: boolean;
}

const MEASURED = spec(1, { domainHalf: 5, params: { a: 2, b: 3 } }, { source: 'measured' });
const ILLUSTRATIVE = spec(
  1,
  { domainHalf: 5, params: { a: 2, b: 3, offset: 1 } },
  { source: 'illustrative' },
);
const START = start(2, { point0: { x: 0.5, y: 0, loss: 2, residual: 0.5 } });
const STEP = update(3, 1, [{ x: 0.4, y: 0, loss: 1, residual: 0.25 }]);
const MANY = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [String(i), i]));
const HYPERPARAMS = hyperparams(4, { eta: 0.1, steps: 5, tolGrad: 0.1, tolStep: 0.2, ...MANY });
const PLANES = [
  { method: 'pca', checkpoints: 40, explainedVariance: [0.5, 0.25], randomWalk: [0.4, 0.2] },
  { method: 'random', seed: 5 },
];

const answer = (body: BodyInit | null, init: ResponseInit = {}) => ({
  fetchAsset: () => Promise.resolve(new Response(body, init)),
  assetBaseUrl: 'http://host.example/',
});

/** Bytes that come, and never end. */
const endless = (bytes: number, total?: number) =>
  answer(
    new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(bytes)) }),
    total === undefined ? {} : { headers: { 'content-length': String(total) } },
  );

const stage = (status: string): object => ({
  ...finish(9),
  event: { name: 'STAGE_STATUS', payload: { stage_id: 'TRAIN', status } },
});

/** A loss that was reported beside the path. */
const report = (split: string, step: number): object => ({
  ...finish(9),
  event: { name: 'METRIC_SCALAR', payload: { run_id: 'r', name: 'loss', split, step, value: 0.5 } },
});
const REPORTED = ['train', 'val'].flatMap((split) => [report(split, 1), report(split, 2)]);
const UNMEASURED = start(2, { point0: { x: 0.5, y: 0 } });
/** Points with these losses; of a run that was to have 99 steps. */
const losing = (...losses: number[]): object[] => [
  MEASURED,
  start(2, { point0: { x: 0.5, y: 0, loss: 9 } }),
  ...losses.map((loss, i) => update(1000 * (i + 3), i + 1, [{ x: 0.1, y: 0, loss }])),
];
const metrics = (split: string | undefined, first = 1, valueAt = (i: number) => i): object[] =>
  Array.from({ length: 9 }, (_, i) => ({
    ...finish(20 + i),
    event: {
      name: 'METRIC_SCALAR',
      payload: { run_id: 'r', name: 'loss', split, step: first + i, value: valueAt(i) },
    },
  }));
/** Steps from 1 on, as many as those metrics have. */
const STEPS = update(3, 1, 9);
const LATE = update(3, 20, 12);
const FALLING = [9, 8, 7, 6, 5, 4, 3, 2, 1];

describe('with every label replaced no English text is left', () => {
  it.each<[string, readonly object[], Circumstances?]>([
    ['while a run is awaited', []],
    ['of a run that has not begun', [HYPERPARAMS]],
    ['of a run that goes on', [MEASURED, START, STEP, HYPERPARAMS]],
    ['of a run that is silent for seconds', [MEASURED, START, STEP], { afterMs: 40_000 }],
    ['of a run that is silent for minutes', [MEASURED, START, STEP], { afterMs: 200_000 }],
    ['of a run that is silent for hours', [MEASURED, START, STEP], { afterMs: 8_000_000 }],
    ['of a recording of half a run', [MEASURED, START, STEP], { afterMs: 40_000, isRecorded: true }],
    ...['converged', 'max_steps', 'cancelled', 'error', undefined].map((reason): [string, object[]] => [
      `of a run that ended: ${reason}`,
      [MEASURED, START, STEP, finish(9, { final_step: 1, reason })],
    ]),
    ['of a falling loss, and time left', [...losing(...FALLING), HYPERPARAMS]],
    ['of a loss in noise', losing(5, 3, 8, 9, 5, 3, 9, 8, 4, 9)],
    ['of an end at the best loss', [...losing(...FALLING), finish(99_000)]],
    ['of an end above the best loss', [...losing(...FALLING, 3), finish(99_000)]],
    ['of a rising reported loss', [MEASURED, UNMEASURED, STEPS, ...metrics('3')]],
    [
      'of a loss that is nearly nothing',
      [MEASURED, UNMEASURED, STEPS, ...metrics('3', 1, (i) => 9 / (1 + i * i * i))],
    ],
    ['of a rising loss of a run that was joined late', [LATE, ...metrics('3', 20)]],
    ['of a falling loss of a run that was joined late', [LATE, ...metrics('3', 20, (i) => 9 - i)]],
    [
      'of an ended run at a past step',
      [MEASURED, UNMEASURED, STEPS, finish(99)],
      { props: { playback: { mode: 'paused', step: 3 } } },
    ],
    ['of a reported loss of no split', [MEASURED, START, STEP, ...metrics(undefined)]],
    [
      'of a reported loss that falls and rises',
      [MEASURED, START, STEP, ...metrics('3').slice(0, 8).reverse(), ...metrics('3')],
    ],
    ['of a training that failed', [MEASURED, START, STEP, stage('FAILED')]],
    ['of a training that ended', [MEASURED, START, STEP, stage('COMPLETED')]],
    [
      'of a reported loss, at a past step',
      [MEASURED, START, STEP, ...REPORTED],
      { props: { playback: { mode: 'paused', step: 0 } } },
    ],
    ['of a run that plays', [MEASURED, START, STEP], { props: { playback: { mode: 'playing', step: 0 } } }],
    ['of heights that are the loss', [MEASURED, UNMEASURED]],
    ['of no loss', [ILLUSTRATIVE, UNMEASURED]],
    ['of a measured surface by its logarithm', [MEASURED, START], { props: { heightScale: 'log' } }],
    ['of an illustration', [ILLUSTRATIVE, START, STEP]],
    ['of an illustration by its logarithm', [ILLUSTRATIVE, START, STEP], { props: { heightScale: 'log' } }],
    ['of losses that are cut', [MEASURED, START], { props: { lossRange: [10, 70] } }],
    ...PLANES.map((projection): [string, object[]] => [
      `of a projection: ${projection.method}`,
      [spec(1, { domainHalf: 5 }, { source: 'measured', projection }), START, STEP],
    ]),
    ['of a grid that cannot be had', [grid(1), START], { props: answer(new Uint8Array(72)) }],
    ['of a grid that cannot be reached', [grid(1), START], { props: answer(null, { status: 404 }) }],
    ['of some bytes of a grid', [grid(1), START], { props: endless(500, 324) }],
    ['of a grid of unknown length', [grid(1), START], { props: endless(90_000) }],
    ['of megabytes of a grid', [MEASURED, grid(5), START], { props: endless(2_000_000, 9_000_000) }],
    [
      'of missing steps',
      [
        MEASURED,
        START,
        update(3, 3, [{ x: 0, y: 0 }]),
        update(4, 9, [{ x: 0, y: 0 }]),
        update(5, 19, [{ x: 0, y: 0 }]),
      ],
    ],
    ['of a path that was shortened', [MEASURED, START, update(3, 1, [{ x: 1.5, y: 0 }])], { limit: 1 }],
    ['of a kind that nobody knows', [spec(1, { kind: 'saddle' }), START]],
    ['of no surface', [START]],
  ])('%s', async (_, events, circumstances) => {
    expect(await findEnglish(events, circumstances)).toEqual([]);
  });

  it.each<[ConnectionState]>([
    [{ status: 'open', isQuiet: true }],
    [{ status: 'connecting', attempt: 1 }],
    [{ status: 'connecting', attempt: 3 }],
    [{ status: 'connecting', attempt: 3, isForNextRun: true }],
    [{ status: 'waiting', attempt: 4, retryInMs: 90_000, reason: 'closed (1006)' }],
    [{ status: 'waiting', attempt: 4, retryInMs: 0, reason: 'no answer' }],
    [{ status: 'closed', reason: 'by the host' }],
    [{ status: 'failed', reason: 'token expired' }],
  ])('of the link: %j', async (connection) => {
    expect(await findEnglish([MEASURED, START], { connection })).toEqual([]);
  });

  const nothing = (): void => undefined;
  const HINTED = { ...createProblem('asset_empty', '0 bytes', 'samples', 'send some'), isRetryable: true };

  it.each<[string, ReactElement]>([
    ['no WebGL 2', <PictureMessage reason="undrawable" onDrawAgain={nothing} />],
    ['a lost picture', <PictureMessage reason="lost" onDrawAgain={nothing} />],
    ['a picture that failed', <PictureMessage reason="failed" onDrawAgain={nothing} />],
    [
      'a grid that failed, with a hint',
      <GridNotice grid={{ status: 'failed', problem: HINTED }} meanwhile={null} onRetry={nothing} />,
    ],
  ])('of a part: %s', (_, part) => {
    const { container } = render(<WordingContext value={WORDING}>{part}</WordingContext>);
    const texts = listTexts(container);
    for (const name of texts.flatMap(labelsIn)) seen.add(name);
    expect(texts.length).toBeGreaterThan(1);
    expect(texts.map(textBesideLabels).join('')).toBe('');
  });
});

describe('no English text is left of a notice', () => {
  const CUT = { bounds: { min: 1, max: 2 } };
  const fieldOf = (samples: readonly number[], options = {}) =>
    createHeightField(Float32Array.from(samples), 2, options);
  type Picture = Parameters<typeof computePictureNotices>[0];

  function noticesOf(events: readonly object[], changes: Partial<Picture>): readonly string[] {
    const store = createRunStore();
    store.ingest(events);
    const run = shownRun(store);
    const picture = {
      run: computeRunWords(run),
      shown: computeShownSurface(run, true),
      field: fieldOf([0, 1, 2, 3]),
      isKnown: true,
      compression: 1,
      isGridLoading: false,
      simplifiedPx: 0,
      isContextLost: false,
      ...changes,
    };
    return computePictureNotices(picture, WORDING).map(({ text }) => text);
  }

  const paced = [
    START,
    ...Array.from({ length: 30 }, (_, i) => update(9 + i, 50 * (i + 1), [{ x: 0.1, y: 0 }])),
  ];

  it.each<[string, readonly object[], Partial<Picture>, string]>([
    ['the picture is lost', [MEASURED], { isContextLost: true }, 'notices.pictureLost'],
    ['samples below are cut', [grid(1)], { field: fieldOf([0, 1, 2, 2], CUT) }, 'notices.cutBelow'],
    ['samples above are cut', [grid(1)], { field: fieldOf([1, 1, 2, 9], CUT) }, 'notices.cutAbove'],
    ['samples at both ends are cut', [grid(1)], { field: fieldOf([0, 1, 2, 9], CUT) }, 'notices.cutSamples'],
    [
      'it is coarse',
      [MEASURED],
      { field: fieldOf([0, 1, 2, 3], { drawnErrorShare: 0.1 }) },
      'notices.coarse',
    ],
    ['it cannot be drawn', [MEASURED], { isKnown: false }, 'notices.tooClose'],
    [
      'it is rounded',
      [MEASURED],
      { field: fieldOf([1e6, 1e6 + 1, 1e6 + 2, 1e6 + 3]) },
      'notices.tooCloseForFloat',
    ],
    ['samples are missing', [grid(1)], { field: fieldOf([0, NaN, 2, 3]) }, 'notices.samplesMissing'],
    ['it is compressed', [MEASURED], { compression: 0.5 }, 'notices.compressed'],
    ['the line is simplified', [MEASURED], { simplifiedPx: 3.5 }, 'notices.simplified'],
    ['it is awaited', [grid(1)], { ...awaited(grid(1)), isGridLoading: true }, 'notices.flatUntilLoaded'],
    ['it failed', [grid(1)], awaited(grid(1)), 'notices.flatSinceFailed'],
    ['a formula stands in for it', [MEASURED], awaited(MEASURED, grid(5)), 'notices.announcedSinceFailed'],
    ['points come at a pace', [MEASURED, ...paced], {}, 'notices.everyNthStep'],
    [
      'points of a pace are missing',
      [MEASURED, ...paced.filter((_, i) => i !== 7)],
      {},
      'notices.everyNthStepMissing',
    ],
  ])('where %s', (_, events, changes, label) => {
    const texts = noticesOf(events, changes);
    for (const name of texts.flatMap(labelsIn)) seen.add(name);
    expect(texts.flatMap(labelsIn)).toContain(label);
    expect(texts.map(textBesideLabels).join('')).toBe('');
  });

  function awaited(...events: readonly object[]): Partial<Picture> {
    const store = createRunStore();
    store.ingest(events);
    return { shown: computeShownSurface(shownRun(store), false) };
  }
});

it('no English text is left of a new plane', () => {
  const note = (explained: number | null, isWaiting: boolean) => (
    <WordingContext value={WORDING}>
      <PlaneNote planes={[{ step: 9, explained }]} isWaiting={isWaiting} onTake={() => undefined} />
    </WordingContext>
  );
  const { container, rerender } = render(note(null, true));
  const texts = [...listTexts(container)];
  for (const explained of [0.5, null]) {
    rerender(note(explained, false));
    texts.push(...listTexts(container));
  }
  for (const name of texts.flatMap(labelsIn)) seen.add(name);
  expect(texts.map(textBesideLabels).join('')).toBe('');
});

// After all others: it sums them up.
it('some state shows every label', () => {
  const never = LABEL_NAMES.filter((name) => !seen.has(name) && !OF_THE_PICTURE.includes(name));
  expect(never).toEqual([]);
});
