import { useThree } from '@react-three/fiber';
import { useCallback, useLayoutEffect } from 'react';
import { createColorMapTexture, type ColorMapName } from './colorMaps.js';
import type { FieldTexture } from './fieldTexture.js';
import type { SceneTheme } from './sceneTheme.js';
import { SurfaceObject } from './surfaceObject.js';
import type { SurfaceSource } from './surfaceSource.js';
import { useDisposable } from './useDisposable.js';
import { useGuardedFrame } from './useGuardedFrame.js';

export interface SurfaceMeshProps {
  readonly source: SurfaceSource;
  /** What is drawn of it, on the GPU; brought up to date here. */
  readonly field: FieldTexture;
  readonly colorMap: ColorMapName;
  readonly theme: SceneTheme;
}

/** The surface that is shown. Follows its source without React. */
export function SurfaceMesh({ source, field, colorMap, theme }: SurfaceMeshProps) {
  const invalidate = useThree((state) => state.invalidate);
  const object = useDisposable(useCallback(() => new SurfaceObject(field), [field]));
  const colors = useDisposable(useCallback(() => createColorMapTexture(colorMap), [colorMap]));
  useLayoutEffect(() => {
    object.paint(colors, theme);
    invalidate();
  }, [object, colors, theme, invalidate]);
  useGuardedFrame(({ gl }) => object.show(source.current, gl));
  return <primitive object={object.mesh} dispose={null} />;
}
