import { useFrame, type RenderCallback } from '@react-three/fiber';
import { useRef, useState } from 'react';

/**
 * Fiber's `useFrame`, but an error ends this callback for good and reaches the error boundary around the canvas.
 * Thrown out of `useFrame` it would reach none, and would keep every later canvas of the page from being drawn.
 */
export function useGuardedFrame(callback: RenderCallback, priority = 0): void {
  const [, setState] = useState(0);
  const hasFailed = useRef(false);
  useFrame((state, dtS, frame) => {
    if (hasFailed.current) return;
    try {
      callback(state, dtS, frame);
    } catch (error) {
      hasFailed.current = true;
      setState(() => {
        throw error;
      });
    }
  }, priority);
}
