import { useThree } from '@react-three/fiber';
import { useCallback, useLayoutEffect, useRef } from 'react';
import { computeSpacing } from '../path/lineSpacing.js';
import { selectShownRun } from '../run/selectors.js';
import type { RunStore } from '../run/runStore.js';
import { computeUnitPx } from './camera.js';
import { DescentObjects } from './descentObjects.js';
import { DescentView } from './descentView.js';
import type { FieldTexture } from './fieldTexture.js';
import type { PathStyle } from './pathStyle.js';
import type { PictureFacts } from './pictureFacts.js';
import type { SceneTheme } from './sceneTheme.js';
import type { SurfaceSource } from './surfaceSource.js';
import { useDisposable } from './useDisposable.js';
import { useGuardedFrame } from './useGuardedFrame.js';
import { useStoreFrames } from './useStoreFrames.js';

/** Of a line that the shader drapes: a new surface then changes none of its vertices. */
const onGround = (): number => 0;

export interface DescentProps extends Required<PathStyle> {
  readonly store: RunStore;
  readonly source: SurfaceSource;
  readonly facts: PictureFacts;
  /** Its surface on the GPU. */
  readonly field: FieldTexture;
  /** Height of the floor, in world units. */
  readonly floorY: { value: number };
  readonly theme: SceneTheme;
  /** Whether the marker glides to new points; else it jumps. */
  readonly isGliding: boolean;
}

/** The shown run's path on its surface, and the marker going down it. Follows the store without React. */
export function Descent({
  store,
  source,
  facts,
  field,
  floorY,
  theme,
  isGliding,
  crowdedPath,
  missingSteps,
  hiddenMarker,
}: DescentProps) {
  const invalidate = useThree((state) => state.invalidate);
  const objects = useDisposable(
    useCallback(() => new DescentObjects(field.uniforms, floorY), [field, floorY]),
  );
  const shown = useRef<{ readonly key: string; readonly view: DescentView } | null>(null);

  useStoreFrames(store);
  useLayoutEffect(() => {
    objects.paint(theme);
    invalidate();
  }, [objects, theme, invalidate]);
  useLayoutEffect(() => {
    objects.style({ crowdedPath, missingSteps, hiddenMarker });
    invalidate();
  }, [objects, crowdedPath, missingSteps, hiddenMarker, invalidate]);

  useGuardedFrame(({ gl, size }, dtS) => {
    const run = selectShownRun(store.getState());
    if (source.holdsPath && run !== null && shown.current?.key === run.key) return;
    objects.object.visible = run !== null && run.path.length > 0;
    if (run === null || run.path.length === 0) return;
    if (shown.current?.key !== run.key) shown.current = { key: run.key, view: new DescentView() };
    const { view } = shown.current;
    const { heightAt, isWhole } = source.current;
    const drape = isWhole ? onGround : heightAt;
    const unitPx = computeUnitPx(size.width, size.height);
    view.drawn.fitTo(computeSpacing(unitPx * Math.max(gl.getPixelRatio(), 1)));
    const changed = view.advance(run.path, heightAt, dtS, isGliding, drape, run.reportEvery);
    objects.show(view, run.path, changed, isWhole, gl);
    facts.setSimplifiedPx(view.drawn.greatestError * unitPx);
    if (view.isMoving) invalidate();
  });

  return <primitive object={objects.object} dispose={null} />;
}
