import { OrbitControls } from '@react-three/drei';
import { useThree } from '@react-three/fiber';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { Vector3 } from 'three';
import { CAMERA_TARGET } from './camera.js';
import { computeDamping } from './cameraDamping.js';
import type { OrbitControls as Orbit } from './cameraKeys.js';
import { useGuardedFrame } from '../useGuardedFrame.js';
import type { ViewCamera } from './viewCamera.js';
import { followInput } from './viewerInput.js';

const TARGET = new Vector3(...CAMERA_TARGET);

/** Just before the controls' own update in a frame, whose priority is -1. */
const BEFORE_CONTROLS = -1.5;
const AFTER_CONTROLS = -0.5;

/**
 * Lets the viewer move the camera. The controls are updated in frames only while the camera moves, not in frames that show
 * new points.
 */
export function Controls({ viewCamera }: { readonly viewCamera: ViewCamera }) {
  const controls = useRef<Orbit>(null);
  const picture = useThree((state) => state.events.connected as HTMLElement | undefined);
  const invalidate = useThree((state) => state.invalidate);
  const isMoving = useRef(true);
  useGuardedFrame((_, dtS) => {
    viewCamera.advance(dtS);
    if (controls.current !== null) {
      controls.current.enabled = isMoving.current;
      controls.current.dampingFactor = computeDamping(dtS);
    }
    isMoving.current = false;
  }, BEFORE_CONTROLS);
  useGuardedFrame(() => {
    if (controls.current !== null) controls.current.enabled = true;
  }, AFTER_CONTROLS);
  useEffect(() => {
    if (controls.current === null || picture === undefined) return;
    return followInput(picture, controls.current);
  }, [picture]);
  // Before a first frame.
  useLayoutEffect(
    () => (controls.current === null ? undefined : viewCamera.attach(controls.current, invalidate)),
    [viewCamera, invalidate],
  );
  return (
    <OrbitControls
      ref={controls}
      makeDefault
      target={TARGET}
      minDistance={1.6}
      maxDistance={14}
      onStart={viewCamera.stop}
      onChange={() => {
        isMoving.current = true;
        viewCamera.follow();
      }}
    />
  );
}
