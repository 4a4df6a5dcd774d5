import { useThree } from '@react-three/fiber';
import { useCallback, useLayoutEffect } from 'react';
import { createColorMapTexture, type ColorMapName } from './colorMaps.js';
import type { FieldTexture } from './fieldTexture.js';
import type { Picture } from '../stage/picture.js';
import type { SceneTheme } from '../sceneTheme.js';
import { SurfaceObject } from './surfaceObject.js';
import type { SurfaceSource } from '../../view/surfaceSource.js';
import { useDisposable } from '../useDisposable.js';
import { useGuardedFrame } from '../useGuardedFrame.js';

export interface SurfaceMeshProps {
  readonly source: SurfaceSource;
  /** What is drawn of it, on the GPU; brought up to date here. */
  readonly field: FieldTexture;
  readonly colorMap: ColorMapName;
  readonly theme: SceneTheme;
  /** Draws its ground anew where this marks it. */
  readonly picture: Picture;
}

/** The surface that is shown. Follows its source without React. */
export function SurfaceMesh({ source, field, colorMap, theme, picture }: SurfaceMeshProps) {
  const invalidate = useThree((state) => state.invalidate);
  const object = useDisposable(useCallback(() => new SurfaceObject(field), [field]));
  const colors = useDisposable(useCallback(() => createColorMapTexture(colorMap), [colorMap]));
  useLayoutEffect(() => {
    object.paint(colors, theme);
    picture.markGround();
    invalidate();
  }, [object, colors, theme, picture, invalidate]);
  useGuardedFrame(({ gl }) => {
    if (object.show(source.current, gl)) picture.markGround();
  });
  return <primitive object={object.mesh} dispose={null} />;
}
