import { useThree } from '@react-three/fiber';
import { useLayoutEffect, useRef } from 'react';
import { computeLineDetail } from '../path/lineDetail.js';
import { selectShownRun } from '../run/selectors.js';
import type { RunStore } from '../run/runStore.js';
import { computeUnitPx } from './camera.js';
import type { DescentObjects } from './descentObjects.js';
import { DescentView } from './descentView.js';
import type { DrawnSurface } from './drawnSurface.js';
import type { PathStyle } from './pathStyle.js';
import type { PictureFacts } from './pictureFacts.js';
import type { PictureQuality } from './pictureQuality.js';
import type { SurfaceSource } from './surfaceSource.js';
import { useGuardedFrame } from './useGuardedFrame.js';
import { useStoreFrames } from './useStoreFrames.js';

/** Frames do not come to the millisecond. */
const FRAME_TOLERANCE_MS = 4;

/** Of a line that the shader drapes: a new surface then changes none of its vertices. */
const onGround = (): number => 0;

export interface DescentProps extends Required<PathStyle> {
  readonly store: RunStore;
  readonly source: SurfaceSource;
  readonly facts: PictureFacts;
  readonly objects: DescentObjects;
  /** Says how often a glide may draw. */
  readonly quality: PictureQuality;
  /** Whether the marker glides to new points; else it jumps. */
  readonly isGliding: boolean;
}

/** The shown run's path on its surface, and the marker going down it. Follows the store without React. */
export function Descent({
  store,
  source,
  facts,
  objects,
  quality,
  isGliding,
  crowdedPath,
  missingSteps,
  hiddenMarker,
}: DescentProps) {
  const invalidate = useThree((state) => state.invalidate);
  /** Since the marker was moved last, in s. */
  const sinceS = useRef(0);
  const shownGround = useRef<DrawnSurface | null>(null);
  const shown = useRef<{ readonly key: string; readonly view: DescentView } | null>(null);

  useStoreFrames(store);
  useLayoutEffect(() => {
    objects.style({ crowdedPath, missingSteps, hiddenMarker });
    invalidate();
  }, [objects, crowdedPath, missingSteps, hiddenMarker, invalidate]);

  useGuardedFrame(({ gl, size }, dtS) => {
    const run = selectShownRun(store.getState());
    if (source.holdsPath && run !== null && shown.current?.key === run.key) return;
    if (run === null || run.path.length === 0) return objects.hide();
    if (shown.current?.key !== run.key) shown.current = { key: run.key, view: new DescentView() };
    const { view } = shown.current;
    sinceS.current += dtS;
    const ground = source.current;
    const isEarly = sinceS.current * 1000 < quality.leastGapMs - FRAME_TOLERANCE_MS;
    // A new surface has its line at once.
    if (isEarly && view.isMoving && ground === shownGround.current) return invalidate();
    shownGround.current = ground;
    const drape = ground.isWhole ? onGround : ground.heightAt;
    const unitPx = computeUnitPx(size.width, size.height);
    view.drawn.fitTo(computeLineDetail(unitPx, gl.getPixelRatio()));
    const { heightAt } = ground;
    const changed = view.advance(run.path, heightAt, sinceS.current, isGliding, drape, run.reportEvery);
    sinceS.current = 0;
    objects.unitPx = unitPx;
    objects.show(view, run.path, changed, ground, gl);
    facts.setSimplifiedPx(view.drawn.greatestError * unitPx);
    if (view.isMoving) invalidate();
  });

  return <primitive object={objects.object} dispose={null} />;
}
