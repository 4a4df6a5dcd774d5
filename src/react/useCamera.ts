import { useLayoutEffect, useReducer } from 'react';
import { guardCall } from '../host/guardCall.js';
import { reportFault } from '../host/reportFault.js';
import type { CameraPose } from '../view/cameraPose.js';

/** A camera that a host may hold. */
interface HeldCamera {
  /** @param onMove - called with every pose that nobody else gave @returns ends it */
  listen(onMove: (pose: CameraPose) => void): () => void;
  /** What the host has it at. */
  control(pose: CameraPose): void;
}

interface CameraProps {
  readonly camera: CameraPose | undefined;
  readonly onCameraChange: ((pose: CameraPose) => void) | undefined;
}

/** Says what the viewer does with the camera, and keeps it where the host holds it. */
export function useCamera(held: HeldCamera, { camera, onCameraChange }: CameraProps): void {
  const [, renderAgain] = useReducer((renders: number) => renders + 1, 0);
  const isHeld = camera !== undefined;
  useLayoutEffect(() => {
    if (onCameraChange === undefined && !isHeld) return;
    return held.listen((pose) => {
      if (onCameraChange !== undefined) guardCall(() => onCameraChange(pose), reportFault);
      // A host that leaves its prop as it was has the camera brought back.
      if (isHeld) renderAgain();
    });
  }, [held, onCameraChange, isHeld]);
  useLayoutEffect(() => {
    if (camera !== undefined) held.control(camera);
  });
}
