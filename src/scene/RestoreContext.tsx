import { useThree } from '@react-three/fiber';
import { useEffect } from 'react';

/** Draws again after a lost context was given back: three restores what it holds, but nothing would ask for a frame. */
export function RestoreContext() {
  const renderer = useThree((state) => state.gl);
  const invalidate = useThree((state) => state.invalidate);
  useEffect(() => {
    const canvas = renderer.domElement;
    const draw = (): void => invalidate();
    canvas.addEventListener('webglcontextrestored', draw);
    return () => canvas.removeEventListener('webglcontextrestored', draw);
  }, [renderer, invalidate]);
  return null;
}
