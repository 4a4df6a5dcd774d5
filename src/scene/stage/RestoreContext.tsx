import { useThree } from '@react-three/fiber';
import { useEffect } from 'react';
import type { Picture } from './picture.js';

/** Draws again after a lost context was restored: three restores its resources, but nothing else asks for a frame. */
export function RestoreContext({ picture }: { readonly picture: Picture }) {
  const renderer = useThree((state) => state.gl);
  const invalidate = useThree((state) => state.invalidate);
  useEffect(() => {
    const canvas = renderer.domElement;
    const draw = (): void => {
      picture.markGround();
      invalidate();
    };
    canvas.addEventListener('webglcontextrestored', draw);
    return () => canvas.removeEventListener('webglcontextrestored', draw);
  }, [renderer, picture, invalidate]);
  return null;
}
