import { useThree } from '@react-three/fiber';
import { memo, useCallback, useEffect, useLayoutEffect, useState, useSyncExternalStore } from 'react';
import { NoColorSpace, PerspectiveCamera, type DataTexture } from 'three';
import type { RunStore } from '../run/runStore.js';
import { fitCameraToFrame } from './stage/camera.js';
import { createColorMapTexture, type ColorMapName } from './surface/colorMaps.js';
import { Controls } from './stage/Controls.js';
import { Descent, type DescentProps } from './path/Descent.js';
import type { MarkLabels } from './path/markLabels.js';
import { PathLabels } from './path/PathLabels.js';
import { DescentObjects } from './path/descentObjects.js';
import { FieldTexture } from './surface/fieldTexture.js';
import { Floor } from './stage/Floor.js';
import { Picture } from './stage/picture.js';
import type { PictureFacts } from '../view/pictureFacts.js';
import { PictureFrames } from './stage/PictureFrames.js';
import type { PictureQuality } from './stage/pictureQuality.js';
import type { PathStyle } from './path/pathStyle.js';
import { RestoreContext } from './stage/RestoreContext.js';
import type { SceneTheme } from './sceneTheme.js';
import type { ScreenLabels } from './stage/screenLabels.js';
import { Stage } from './stage/Stage.js';
import { SurfaceMesh } from './surface/SurfaceMesh.js';
import { useDisposable } from './useDisposable.js';
import type { ScreenPlaces } from './path/screenPlaces.js';
import type { ViewCamera } from './stage/viewCamera.js';
import type { SurfaceView } from '../view/surfaceView.js';
import type { ViewPlayback } from '../view/viewPlayback.js';

export interface SceneProps extends Required<PathStyle>, Pick<DescentProps, 'surfaceSource' | 'stepTicks'> {
  readonly store: RunStore;
  readonly surfaceView: SurfaceView;
  /** Receives the facts about the picture that the text shows. */
  readonly facts: PictureFacts;
  /** Where in the run's time the marker is. */
  readonly playback: ViewPlayback;
  /** Decides how well and how often to draw. */
  readonly quality: PictureQuality;
  readonly viewCamera: ViewCamera;
  /** Receives where points of the path are on screen. */
  readonly screenPlaces: ScreenPlaces;
  /** Called once the first picture is drawn. */
  readonly onDrawn: () => void;
  readonly theme: SceneTheme;
  readonly colorMap: ColorMapName;
  /** Null where the axes have none. */
  readonly labels: ScreenLabels | null;
  readonly formatTick: (value: number) => string;
  /** Labels beside the path; null where it has none. */
  readonly markLabels: MarkLabels | null;
  /** Titles of the floor's axes. */
  readonly titleX: string;
  readonly titleY: string;
  /** Whether the marker glides and surfaces ease in. */
  readonly isAnimated: boolean;
}

const createFieldTexture = (): FieldTexture => new FieldTexture();

/** Everything inside the canvas. A host's render that changes nothing of it costs no render here, and no frame. */
export const Scene = memo(function Scene({
  store,
  surfaceView,
  facts,
  viewCamera,
  screenPlaces,
  playback,
  onDrawn,
  theme,
  colorMap,
  labels,
  formatTick,
  markLabels,
  titleX,
  titleY,
  isAnimated,
  quality,
  ...pathStyle
}: SceneProps) {
  const domainHalf = useSyncExternalStore(surfaceView.subscribe, surfaceView.getDomainHalf);
  const invalidate = useThree((state) => state.invalidate);
  const field = useDisposable(createFieldTexture);
  const [floorY] = useState(() => ({ value: 0 }));
  const objects = useDisposable(
    useCallback(() => new DescentObjects(field.uniforms, floorY), [field, floorY]),
  );
  const picture = useDisposable(useCallback(() => new Picture(objects), [objects]));
  const { pathColor } = pathStyle;
  const lossColors = useDisposable(useCallback(() => createLossColors(colorMap), [colorMap]));
  useLayoutEffect(() => {
    picture.paint(theme, lossColors);
    invalidate();
  }, [picture, theme, lossColors, pathColor, invalidate]);
  const maxNodes = useThree((state) => state.gl.capabilities.maxTextureSize);
  useLayoutEffect(() => surfaceView.limitNodes(maxNodes), [surfaceView, maxNodes]);
  useEffect(() => {
    // Draws what changed before the subscription.
    invalidate();
    return surfaceView.subscribe(() => invalidate());
  }, [surfaceView, invalidate]);
  return (
    <>
      <FrameFit />
      <RestoreContext picture={picture} />
      <Controls viewCamera={viewCamera} />
      <Stage
        surfaceView={surfaceView}
        isEased={isAnimated}
        floorY={floorY}
        floor={
          <Floor
            domainHalf={domainHalf}
            theme={theme}
            picture={picture}
            labels={labels}
            formatTick={formatTick}
            titleX={titleX}
            titleY={titleY}
          />
        }
      >
        <SurfaceMesh
          surfaceView={surfaceView}
          field={field}
          colorMap={colorMap}
          theme={theme}
          picture={picture}
        />
        <Descent
          store={store}
          surfaceView={surfaceView}
          facts={facts}
          objects={objects}
          screenPlaces={screenPlaces}
          playback={playback}
          quality={quality}
          {...pathStyle}
          isGliding={isAnimated}
        />
      </Stage>
      <PictureFrames picture={picture} quality={quality} onDrawn={onDrawn} />
      {markLabels !== null && <PathLabels objects={objects} labels={markLabels} />}
    </>
  );
});

/** The colour map as the canvas has it: sRGB, which nothing is to decode. */
function createLossColors(name: ColorMapName): DataTexture {
  const texture = createColorMapTexture(name);
  texture.colorSpace = NoColorSpace;
  return texture;
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
