import { useThree } from '@react-three/fiber';
import { useCallback, useLayoutEffect } from 'react';
import { createColorMapTexture, type ColorMapName } from './colorMaps.js';
import { SurfaceObject } from './surfaceObject.js';
import type { SurfaceSource } from './surfaceSource.js';
import { useDisposable } from './useDisposable.js';
import { useGuardedFrame } from './useGuardedFrame.js';

const createSurfaceObject = (): SurfaceObject => new SurfaceObject();

export interface SurfaceMeshProps {
  readonly source: SurfaceSource;
  readonly colorMap: ColorMapName;
}

/** The surface that is shown. Follows its source without React. */
export function SurfaceMesh({ source, colorMap }: SurfaceMeshProps) {
  const invalidate = useThree((state) => state.invalidate);
  const object = useDisposable(createSurfaceObject);
  const colors = useDisposable(useCallback(() => createColorMapTexture(colorMap), [colorMap]));
  useLayoutEffect(() => {
    object.paint(colors);
    invalidate();
  }, [object, colors, invalidate]);
  useGuardedFrame(({ gl }) => object.show(source.current, gl));
  return <primitive object={object.mesh} dispose={null} />;
}
