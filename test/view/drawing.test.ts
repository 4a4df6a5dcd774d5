import { expect, it } from 'vitest';
import { selectShownRun } from '../../src/run/selectors.js';
import { createRunStore } from '../../src/run/runStore.js';
import type { SampledGrid } from '../../src/surface/index.js';
import { createDrawing } from '../../src/view/drawing.js';
import { lookAtPath } from '../../src/view/pathLook.js';
import { readSurfaceFacts } from '../../src/view/surfaceFacts.js';
import { grid, spec } from '../run/createRunEvent.js';

const OPTIONS = {
  heightScale: 'linear',
  lossRange: 'auto',
  isFull: false,
  before: null,
  hasPointWhere: () => false,
} as const;

/** Samples that take more memory than there is. */
const TOO_MANY = {
  nodes: 2,
  get samples(): Float32Array {
    throw new RangeError('Array buffer allocation failed');
  },
} satisfies SampledGrid;

it('says why samples cannot be drawn, and draws the surface that was announced', () => {
  const store = createRunStore();
  store.ingest(spec(1, { kind: 'bowl' }));
  store.ingest(grid(2, { resolution: 2 }));
  const facts = readSurfaceFacts(selectShownRun(store.getState()));
  const { surface, problem } = createDrawing(facts, TOO_MANY, OPTIONS, lookAtPath(null));
  expect(surface.shown).toMatchObject({ drawnFrom: 'spec', missing: 'grid-not-loaded' });
  expect(problem).toEqual({
    code: 'asset_too_large',
    found: 'Array buffer allocation failed',
    expected: 'a grid for which there is memory',
    isRetryable: false,
  });
});
