import { useThree } from '@react-three/fiber';
import { useCallback, useLayoutEffect } from 'react';
import { createColorMapTexture, type ColorMapName } from './colorMaps.js';
import type { FieldTexture } from './fieldTexture.js';
import type { Picture } from '../stage/picture.js';
import type { SceneTheme } from '../sceneTheme.js';
import { SurfaceObject } from './surfaceObject.js';
import type { SurfaceView } from '../../view/surfaceView.js';
import { useDisposable } from '../useDisposable.js';
import { useGuardedFrame } from '../useGuardedFrame.js';

/** A surface counts as shown once the picture has been drawn. */
const AFTER_PICTURE = 2;

export interface SurfaceMeshProps {
  readonly surfaceView: SurfaceView;
  /** Its heights on the GPU; updated here. */
  readonly field: FieldTexture;
  readonly colorMap: ColorMapName;
  readonly theme: SceneTheme;
  /** Is marked when the surface has changed, and then draws its ground again. */
  readonly picture: Picture;
}

/** The surface that is shown. Follows its view without React. */
export function SurfaceMesh({ surfaceView, field, colorMap, theme, picture }: SurfaceMeshProps) {
  const invalidate = useThree((state) => state.invalidate);
  const object = useDisposable(useCallback(() => new SurfaceObject(field), [field]));
  const colors = useDisposable(useCallback(() => createColorMapTexture(colorMap), [colorMap]));
  useLayoutEffect(() => {
    object.paint(colors, theme);
    picture.markGround();
    invalidate();
  }, [object, colors, theme, picture, invalidate]);
  useGuardedFrame(({ gl }) => {
    if (object.show(surfaceView.current, gl)) picture.markGround();
  });
  useGuardedFrame(() => surfaceView.settle(), AFTER_PICTURE);
  return <primitive object={object.mesh} dispose={null} />;
}
