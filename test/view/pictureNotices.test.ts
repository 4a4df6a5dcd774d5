import { describe, expect, it } from 'vitest';
import { createRunStore } from '../../src/run/runStore.js';
import { computeShownSurface } from '../../src/run/shownSurface.js';
import { createHeightField } from '../../src/surface/index.js';
import { computePictureNotices, NOTICE_CODES } from '../../src/view/pictureNotices.js';
import { DEFAULT_WORDING } from '../../src/view/wording.js';
import { computeRunWords } from '../../src/view/runWords.js';
import { grid, shownRun, spec, start, update } from '../run/createRunEvent.js';

type Picture = Parameters<typeof computePictureNotices>[0];

/** A run that is drawn as it is, of these events, but for what is given. */
function pictureOf(events: readonly object[], changes: Partial<Picture> = {}): Picture {
  const store = createRunStore({ maxPointsPerRun: 4 });
  for (const event of events) store.ingest(event);
  const run = shownRun(store);
  return {
    run: computeRunWords(run),
    shown: computeShownSurface(run),
    field: createHeightField(Float32Array.of(0, 1, 2, 3), 2),
    isKnown: true,
    compression: 1,
    isGridLoading: false,
    simplifiedPx: 0,
    isContextLost: false,
    ...changes,
  };
}

const BOWL = spec(1, { kind: 'bowl' });
const START = start(2, { point0: { x: 0, y: 0 } });
const at = (x: number) => ({ x, y: 0 });
const CUT = createHeightField(Float32Array.of(0, 1, 2, 1e6), 2, { bounds: { min: 0, max: 2 } });
const COARSE = createHeightField(Float64Array.of(0, 1, 2, 3), 2, { drawnErrorShare: 0.034 });
const CLOSE = createHeightField(Float32Array.of(1e6, 1e6 + 1, 1e6 + 2, 1e6 + 3), 2);
const HOLES = createHeightField(Float32Array.of(0, NaN, 2, 3), 2);

describe('notices', () => {
  it.each<[string, readonly object[], Partial<Picture>, string | null]>([
    ['nothing', [BOWL, START], {}, null],
    ['context_lost', [BOWL, START], { isContextLost: true }, 'The picture was lost'],
    ['heights_cut', [BOWL, START], { field: CUT }, 'Heights above 2 (up to 1e6) are cut'],
    [
      'surface_coarse',
      [BOWL, START],
      { field: COARSE },
      'Drawn coarser than it is: off by up to 3.4 % of its height',
    ],
    [
      'losses_too_close',
      [BOWL, START],
      { field: CLOSE },
      'The losses lie too close together for float32: off by up to 2 % of their height',
    ],
    ['losses_too_close', [BOWL, START], { isKnown: false }, 'The heights lie too close together to be drawn'],
    ['surface_unknown', [START], {}, 'The ground is flat: no surface was sent'],
    [
      'surface_unknown',
      [spec(1, { kind: 'saddle' }), START],
      {},
      'The ground is flat: the surface kind “saddle” is not known',
    ],
    [
      'grid_not_loaded',
      [grid(1), START],
      { isGridLoading: true },
      'The ground is flat until the sampled surface is there',
    ],
    ['grid_not_loaded', [grid(1), START], {}, 'The sampled surface could not be loaded: the ground is flat'],
    [
      'grid_not_loaded',
      [spec(1, { kind: 'bowl' }), grid(2), START],
      { isGridLoading: true },
      'The announced surface is shown until the sampled surface is there',
    ],
    [
      'grid_not_loaded',
      [spec(1, { kind: 'bowl' }), grid(2), START],
      {},
      'The sampled surface could not be loaded: the announced surface is shown',
    ],
    ['samples_missing', [BOWL, START], { field: HOLES }, '1 of 4 samples missing'],
    [
      'height_compressed',
      [BOWL, START],
      { compression: 0.0512 },
      'Height compressed to 5.1 % of its true proportion',
    ],
    ['path_simplified', [BOWL, START], { simplifiedPx: 0 }, null],
    [
      'path_simplified',
      [BOWL, START],
      { simplifiedPx: 2.6 },
      'The line is simplified: at most 2.6 px from the points',
    ],
    [
      'points_evicted',
      [BOWL, START, update(3, 1, [at(0.1), at(0.2), at(0.3), at(0.4)])],
      {},
      'Only the newest 4 points are kept',
    ],
    ['steps_missing', [BOWL, START, update(3, 5, [at(0.1)])], {}, '4 steps missing (1–4)'],
    [
      'points_outside',
      [BOWL, START, update(3, 1, [at(-1.01), at(0)])],
      {},
      'Part of the path lies outside the surface',
    ],
    ['points_outside', [BOWL, START, update(3, 1, [at(1), at(-1)])], {}, null],
  ])('[NOTICE-2] %s: %j, %j is: %s', (code, events, changes, text) => {
    expect(computePictureNotices(pictureOf(events, changes), DEFAULT_WORDING)).toEqual(
      text === null ? [] : [{ code, text }],
    );
  });

  it('say nothing of the surface of no run, and say that the picture was lost', () => {
    const waiting = { ...pictureOf([START]), run: null };
    expect(computePictureNotices(waiting, DEFAULT_WORDING)).toEqual([]);
    expect(computePictureNotices({ ...waiting, isContextLost: true }, DEFAULT_WORDING)).toEqual([
      { code: 'context_lost', text: 'The picture was lost' },
    ]);
  });

  it('[NOTICE-2] come in the order of their codes, the gravest first', () => {
    const changes = { field: HOLES, compression: 0.5, simplifiedPx: 3, isContextLost: true };
    const picture = pictureOf([grid(1), START, update(3, 5, [at(0.1), at(0.2), at(0.3), at(0.4)])], changes);
    const codes = computePictureNotices(picture, DEFAULT_WORDING).map(({ code }) => code);
    expect(codes.length).toBeGreaterThan(5);
    expect(codes).toEqual(NOTICE_CODES.filter((code) => codes.includes(code)));
  });
});
