import { useFrame, type RenderCallback } from '@react-three/fiber';
import { useRef, useState } from 'react';

/**
 * What runs within a frame, guarded: an error ends this callback for good and reaches the error boundary around the
 * canvas. Thrown there it would reach none, and would keep every later canvas of the page from being drawn.
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
