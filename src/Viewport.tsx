import { Canvas } from '@react-three/fiber';
import { useCallback, useMemo, useState, useSyncExternalStore, type CSSProperties } from 'react';
import { hasWebGl } from './react/hasWebGl.js';
import { useMediaQuery } from './react/useMediaQuery.js';
import { useRuns } from './react/useRuns.js';
import type { RunState } from './run/runState.js';
import type { RunStore } from './run/runStore.js';
import type { RunsState } from './run/runsState.js';
import { selectShownRun } from './run/selectors.js';
import { Overlay } from './Overlay.js';
import { CAMERA_POSITION } from './scene/camera.js';
import type { ColorMapName } from './scene/colorMaps.js';
import { createDrawnSurface, type DrawnSurface } from './scene/drawnSurface.js';
import { Scene } from './scene/Scene.js';
import { SCENE_THEMES } from './scene/sceneTheme.js';
import { CanvasBoundary } from './ui/CanvasBoundary.js';
import { formatNumber } from './ui/formatNumber.js';
import { LabelLayer } from './ui/labelLayer.js';
import { Message } from './ui/Message.js';

/** The most device pixels drawn per CSS pixel: beyond it nobody sees more and the GPU pays by the square. */
const MAX_PIXEL_RATIO = 2;
const PIXEL_RATIOS: [number, number] = [1, MAX_PIXEL_RATIO];

/** The size before any transform: an ancestor may be on its way from `scale(0)`, and the canvas must be there when it arrives. */
const RESIZE = { offsetSize: true, scroll: false };

/** How a visualization looks; each has a default. */
export interface GradientDescentVizStyle {
  /**
   * Colours of what is drawn: `auto` follows the system's setting. Costs a repaint.
   * @defaultValue 'auto'
   */
  readonly theme?: 'auto' | 'light' | 'dark';
  /**
   * Perceptually uniform colour map of the surface's heights. Costs a texture of 1 kB.
   * @defaultValue 'viridis'
   */
  readonly colorMap?: ColorMapName;
  /** Class of the outermost element, which fills its container. */
  readonly className?: string;
  readonly style?: CSSProperties;
}

/** The canvas with the scene, and what lies over it. */
export function Viewport({
  store,
  theme = 'auto',
  colorMap = 'viridis',
  className,
  style,
}: GradientDescentVizStyle & { readonly store: RunStore }) {
  const prefersDark = useMediaQuery('(prefers-color-scheme: dark)');
  const prefersStill = useMediaQuery('(prefers-reduced-motion: reduce)');
  const canDraw = useCanDraw();
  const surface = useDrawnSurface(store);
  const [labels] = useState(() => new LabelLayer());
  const attachLabels = useCallback((container: HTMLElement | null) => labels.attach(container), [labels]);
  const themeName = theme === 'auto' ? (prefersDark ? 'dark' : 'light') : theme;
  return (
    <div className={`gdv gdv--${themeName}${className === undefined ? '' : ` ${className}`}`} style={style}>
      {canDraw === true && (
        <CanvasBoundary fallback={<Message text="The picture could not be drawn." />}>
          <Canvas
            className="gdv-canvas"
            frameloop="demand"
            flat
            dpr={PIXEL_RATIOS}
            resize={RESIZE}
            camera={CAMERA}
            aria-hidden
          >
            <Scene
              store={store}
              surface={surface}
              theme={SCENE_THEMES[themeName]}
              colorMap={colorMap}
              labels={labels}
              formatTick={formatNumber}
              isAnimated={!prefersStill}
            />
          </Canvas>
        </CanvasBoundary>
      )}
      {canDraw === false && (
        <Message text="This browser does not draw WebGL 2; the figures are live all the same." />
      )}
      <div className="gdv-labels" ref={attachLabels} aria-hidden />
      <Overlay store={store} surface={surface} colorMap={colorMap} />
    </div>
  );
}

const CAMERA = { position: [...CAMERA_POSITION] as [number, number, number], near: 0.1, far: 60 };

const selectSurface = (state: RunsState): RunState['surface'] => selectShownRun(state)?.surface ?? null;
const selectSpec = (state: RunsState): RunState['spec'] => selectShownRun(state)?.spec ?? null;
const selectDomainHalf = (state: RunsState): number | null => selectShownRun(state)?.domainHalf ?? null;

/** The shown run's surface; made anew only when what was said of it changes. */
function useDrawnSurface(store: RunStore): DrawnSurface {
  const surface = useRuns(store, selectSurface);
  const spec = useRuns(store, selectSpec);
  const domainHalf = useRuns(store, selectDomainHalf);
  return useMemo(
    () => createDrawnSurface(domainHalf === null ? null : { surface, spec, domainHalf }),
    [surface, spec, domainHalf],
  );
}

/** Whether there is WebGL 2; null on a server, where nothing is drawn. */
function useCanDraw(): boolean | null {
  return useSyncExternalStore(neverChanges, hasWebGl, () => null);
}

const neverChanges = () => () => undefined;
