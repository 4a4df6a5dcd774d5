import { useFrame, type RenderCallback } from '@react-three/fiber';
import { useRef, useState } from 'react';

/**
 * Guards a callback of frames: an error ends the callback for good and reaches the error boundary around the canvas. Thrown
 * within a frame it would reach no boundary, and would keep every later canvas of the page from being drawn.
 */
export function useGuarded<Args extends unknown[]>(
  callback: (...args: Args) => void,
): (...args: Args) => void {
  const [, setState] = useState(0);
  const hasFailed = useRef(false);
  return (...args) => {
    if (hasFailed.current) return;
    try {
      callback(...args);
    } catch (error) {
      hasFailed.current = true;
      setState(() => {
        throw error;
      });
    }
  };
}

/** Fiber's `useFrame`, guarded. */
export function useGuardedFrame(callback: RenderCallback, priority = 0): void {
  useFrame(useGuarded(callback), priority);
}
