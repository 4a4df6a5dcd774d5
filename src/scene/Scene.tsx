import { OrbitControls } from '@react-three/drei';
import { useThree } from '@react-three/fiber';
import { useEffect, useLayoutEffect, useSyncExternalStore } from 'react';
import { PerspectiveCamera, Vector3 } from 'three';
import type { RunStore } from '../run/runStore.js';
import { CAMERA_TARGET, fitCameraToFrame } from './camera.js';
import type { ColorMapName } from './colorMaps.js';
import { Descent } from './Descent.js';
import { Floor } from './Floor.js';
import { RestoreContext } from './RestoreContext.js';
import type { SceneTheme } from './sceneTheme.js';
import type { ScreenLabels } from './screenLabels.js';
import { Stage } from './Stage.js';
import { SurfaceMesh } from './SurfaceMesh.js';
import type { SurfaceSource } from './surfaceSource.js';

const TARGET = new Vector3(...CAMERA_TARGET);

export interface SceneProps {
  readonly store: RunStore;
  readonly source: SurfaceSource;
  readonly theme: SceneTheme;
  readonly colorMap: ColorMapName;
  readonly labels: ScreenLabels;
  readonly formatTick: (value: number) => string;
  /** Whether the marker glides and surfaces ease in. */
  readonly isAnimated: boolean;
}

/** Everything inside the canvas. */
export function Scene({ store, source, theme, colorMap, labels, formatTick, isAnimated }: SceneProps) {
  const domainHalf = useSyncExternalStore(source.subscribe, source.getDomainHalf);
  const invalidate = useThree((state) => state.invalidate);
  const maxNodes = useThree((state) => state.gl.capabilities.maxTextureSize);
  useLayoutEffect(() => source.limitNodes(maxNodes), [source, maxNodes]);
  useEffect(() => {
    // What changed before the subscription is not lost.
    invalidate();
    return source.subscribe(() => invalidate());
  }, [source, invalidate]);
  return (
    <>
      <FrameFit />
      <RestoreContext />
      <OrbitControls makeDefault target={TARGET} minDistance={1.6} maxDistance={14} />
      <Stage
        source={source}
        isEased={isAnimated}
        floor={<Floor domainHalf={domainHalf} theme={theme} labels={labels} formatTick={formatTick} />}
      >
        <SurfaceMesh source={source} colorMap={colorMap} />
        <Descent store={store} source={source} theme={theme} isGliding={isAnimated} />
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
