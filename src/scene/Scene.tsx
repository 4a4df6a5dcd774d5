import { OrbitControls } from '@react-three/drei';
import { useThree } from '@react-three/fiber';
import { useLayoutEffect } from 'react';
import { PerspectiveCamera, Vector3 } from 'three';
import type { RunStore } from '../run/runStore.js';
import { CAMERA_TARGET, fitCameraToFrame } from './camera.js';
import type { ColorMapName } from './colorMaps.js';
import { Descent } from './Descent.js';
import type { DrawnSurface } from './drawnSurface.js';
import { Floor } from './Floor.js';
import { RestoreContext } from './RestoreContext.js';
import type { SceneTheme } from './sceneTheme.js';
import type { ScreenLabels } from './screenLabels.js';
import { Stage } from './Stage.js';
import { SurfaceMesh } from './SurfaceMesh.js';

const TARGET = new Vector3(...CAMERA_TARGET);

export interface SceneProps {
  readonly store: RunStore;
  readonly surface: DrawnSurface;
  readonly theme: SceneTheme;
  readonly colorMap: ColorMapName;
  readonly labels: ScreenLabels;
  readonly formatTick: (value: number) => string;
  /** Whether the marker glides and surfaces ease in. */
  readonly isAnimated: boolean;
}

/** Everything inside the canvas. */
export function Scene({ store, surface, theme, colorMap, labels, formatTick, isAnimated }: SceneProps) {
  return (
    <>
      <FrameFit />
      <RestoreContext />
      <OrbitControls makeDefault target={TARGET} minDistance={1.6} maxDistance={14} />
      <Stage
        surface={surface}
        isEased={isAnimated}
        floor={
          <Floor
            domainHalf={surface.shown.domainHalf}
            theme={theme}
            labels={labels}
            formatTick={formatTick}
          />
        }
      >
        <SurfaceMesh
          field={surface.field}
          colorMap={colorMap}
          isStandIn={surface.shown.source === 'stand-in'}
        />
        <Descent store={store} surface={surface} theme={theme} isGliding={isAnimated} />
      </Stage>
    </>
  );
}

/** Keeps the camera's opening fit for the frame's shape. */
function FrameFit() {
  const camera = useThree((state) => state.camera);
  const size = useThree((state) => state.size);
  const invalidate = useThree((state) => state.invalidate);
  useLayoutEffect(() => {
    if (camera instanceof PerspectiveCamera) fitCameraToFrame(camera, size.width, size.height);
    invalidate();
  }, [camera, size, invalidate]);
  return null;
}
