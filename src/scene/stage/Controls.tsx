import { OrbitControls } from '@react-three/drei';
import { useThree } from '@react-three/fiber';
import { useEffect, useRef } from 'react';
import { Vector3 } from 'three';
import { CAMERA_POSITION, CAMERA_TARGET } from './camera.js';
import { computeDamping } from './cameraDamping.js';
import type { OrbitControls as Orbit } from './cameraKeys.js';
import type { HeldCamera } from './heldCamera.js';
import { useGuardedFrame } from '../useGuardedFrame.js';
import { followInput } from './viewerInput.js';

const TARGET = new Vector3(...CAMERA_TARGET);

/** Just before the controls' own update in a frame, whose priority is -1. */
const BEFORE_CONTROLS = -1.5;
const AFTER_CONTROLS = -0.5;

/**
 * Lets the viewer move the camera. The controls are updated in frames only while the camera moves, not in frames that show
 * new points.
 */
export function Controls({ held }: { readonly held: HeldCamera }) {
  const controls = useRef<Orbit>(null);
  const picture = useThree((state) => state.events.connected as HTMLElement | undefined);
  const isMoving = useRef(true);
  useGuardedFrame((_, dtS) => {
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
  useEffect(() => {
    // The view that a reset returns to: the controls were created with another target.
    controls.current?.position0.set(...CAMERA_POSITION);
    controls.current?.target0.copy(TARGET);
    if (controls.current !== null) held.place(controls.current);
  }, [held]);
  return (
    <OrbitControls
      ref={controls}
      makeDefault
      target={TARGET}
      minDistance={1.6}
      maxDistance={14}
      onChange={() => {
        isMoving.current = true;
        if (controls.current !== null) held.hold(controls.current);
      }}
    />
  );
}
