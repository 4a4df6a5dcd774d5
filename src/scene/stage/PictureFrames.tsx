import { useThree } from '@react-three/fiber';
import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import type { Picture } from './picture.js';
import type { PictureQuality } from './pictureQuality.js';
import { useGuardedFrame } from '../useGuardedFrame.js';

/** After everything has moved. A positive priority also keeps fiber from drawing by itself. */
const AFTER_OTHERS = 1;
/** When nothing has moved for this long the picture is drawn exactly. */
const STILL_MS = 150;

interface PictureFramesProps {
  readonly picture: Picture;
  readonly quality: PictureQuality;
  /** Called once the first picture is drawn. */
  readonly onDrawn: () => void;
}

/** Draws the picture in each frame. */
export function PictureFrames({ picture, quality, onDrawn }: PictureFramesProps) {
  const invalidate = useThree((state) => state.invalidate);
  const get = useThree((state) => state.get);
  const { samples } = useSyncExternalStore(quality.subscribe, quality.getState, quality.getState);
  const size = useThree((state) => state.size);
  const pixelRatio = useThree((state) => state.viewport.dpr);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isStill = useRef(false);
  const hasDrawn = useRef(false);
  useLayoutEffect(() => {
    const { gl, scene, camera } = get();
    picture.compile({ renderer: gl, scene, camera });
  }, [picture, get]);
  useLayoutEffect(() => {
    // The canvas is empty after a resize, even if it has as many pixels as before, as after a browser's zoom; labels move too.
    picture.markGround();
    invalidate();
  }, [picture, size, pixelRatio, invalidate]);
  useEffect(() => {
    invalidate();
    return () => clearTimeout(timer.current);
  }, [picture, samples, invalidate]);
  useGuardedFrame(({ gl, scene, camera }) => {
    if (quality.takeAsk()) picture.markGround();
    const kind = picture.draw({
      renderer: gl,
      scene,
      camera,
      samples,
      isStill: isStill.current,
      isPaced: quality.leastGapMs > 0,
      nowMs: performance.now(),
    });
    if (kind !== null) quality.drew(kind, gl);
    if (!hasDrawn.current) onDrawn();
    hasDrawn.current = true;
    isStill.current = false;
    clearTimeout(timer.current);
    if (!picture.isLagging) return;
    timer.current = setTimeout(() => {
      isStill.current = true;
      invalidate();
    }, STILL_MS);
  }, AFTER_OTHERS);
  return null;
}
