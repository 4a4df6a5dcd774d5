import { Canvas } from '@react-three/fiber';
import {
  useCallback,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type Ref,
} from 'react';
import { guardCall } from './host/guardCall.js';
import { reportFault } from './host/reportFault.js';
import { canDraw } from './react/canDraw.js';
import { useCssColors } from './react/useCssColors.js';
import { useLayoutCheck } from './react/useLayoutCheck.js';
import { useMediaQuery } from './react/useMediaQuery.js';
import { usePixelRatio } from './react/usePixelRatio.js';
import type { RunStore } from './run/runStore.js';
import { selectShownRun } from './run/selectors.js';
import { readWording } from './react/readWording.js';
import { readStyle, type GradientDescentVizStyle } from './vizStyle.js';
import { Overlay } from './Overlay.js';
import { TimelinePart } from './TimelinePart.js';
import { CAMERA_POSITION } from './scene/stage/camera.js';
import { PictureCanvas } from './scene/stage/pictureCanvas.js';
import { PictureFacts } from './view/pictureFacts.js';
import { ViewPlayback } from './view/viewPlayback.js';
import { PictureQuality } from './scene/stage/pictureQuality.js';
import { Scene } from './scene/Scene.js';
import { ScreenPlaces } from './scene/path/screenPlaces.js';
import { ViewCamera } from './scene/stage/viewCamera.js';
import { useCamera } from './react/useCamera.js';
import { usePlayback } from './react/usePlayback.js';
import { useRunCalls } from './react/useRunCalls.js';
import { useUndrawnPlay } from './react/useUndrawnPlay.js';
import { createHandle, type GradientDescentVizHandle } from './vizHandle.js';
import { SCENE_THEMES, type SceneTheme } from './scene/sceneTheme.js';
import { useSurfaceView } from './react/useSurfaceView.js';
import { CanvasBoundary } from './ui/CanvasBoundary.js';
import { LabelLayer } from './ui/labelLayer.js';
import { MarkLabelLayer } from './ui/markLabelLayer.js';
import { nameMarks } from './view/marks/markWords.js';
import { WordingContext } from './ui/wordingContext.js';

/** The size before any transform, since an ancestor may be animated from `scale(0)`, and the canvas must exist at its end. */
const RESIZE = { offsetSize: true, scroll: false };

interface ViewportProps extends GradientDescentVizStyle {
  readonly store: RunStore;
  /** Whether the store holds a recording, which may not grow. */
  readonly isRecorded: boolean;
  readonly handleRef: Ref<GradientDescentVizHandle> | undefined;
}

/** The canvas with the scene, and the text over it. */
export function Viewport({ store, isRecorded, handleRef, ...given }: ViewportProps) {
  const {
    theme,
    colorMap,
    heightScale,
    lossRange,
    keepsPlane,
    maxPixelRatio,
    qualitySetting,
    pathStyle,
    className,
    style,
    rootAttributes,
    assets,
    chrome,
    showTimeline,
    stepTicks,
    slots,
    labels: givenLabels,
    locale,
    words,
    view,
    calls,
  } = readStyle(given);
  const wording = useMemo(() => readWording(givenLabels, locale), [givenLabels, locale]);
  const { picture: pictureLabels } = wording.labels;
  const prefersStill = useMediaQuery('(prefers-reduced-motion: reduce)');
  const isDrawable = useCanDraw();
  const { surfaceView, surfaceText } = useSurfaceView(store, { heightScale, lossRange, keepsPlane }, assets);
  const [labels] = useState(() => new LabelLayer());
  const markWords = useMemo(() => nameMarks(wording), [wording]);
  const [markLabels] = useState(() => new MarkLabelLayer(labels, markWords));
  useLayoutEffect(() => markLabels.rename(markWords), [markLabels, markWords]);
  const [facts] = useState(() => new PictureFacts());
  const [camera] = useState(() => new ViewCamera(view.defaultCamera));
  const [places] = useState(() => new ScreenPlaces());
  const playback = useMemo(() => new ViewPlayback(() => selectShownRun(store.getState())), [store]);
  usePlayback(playback, store, view);
  const isReady = useRef(false);
  const onReady = useRef(view.onReady);
  useLayoutEffect(() => void (onReady.current = view.onReady));
  // The same function each time: another one would render the scene.
  const onDrawn = useCallback((): void => {
    if (!isReady.current) guardCall(() => onReady.current?.(), reportFault);
    isReady.current = true;
  }, []);
  useCamera(camera, view);
  useImperativeHandle(
    handleRef,
    () => createHandle({ store, camera, places, playback, isStill: prefersStill }),
    [store, camera, places, playback, prefersStill],
  );
  useRunCalls(store, calls);
  const [canvas] = useState(() => new PictureCanvas((isLost) => facts.setContextLost(isLost)));
  const { key, status } = useSyncExternalStore(canvas.subscribe, canvas.getState, canvas.getState);
  useLayoutEffect(() => canvas.mount(), [canvas]);
  const [quality] = useState(() => new PictureQuality(qualitySetting));
  const level = useSyncExternalStore(quality.subscribe, quality.getState, quality.getState);
  useLayoutEffect(() => quality.mount(), [quality]);
  useLayoutEffect(() => quality.set(qualitySetting), [quality, qualitySetting]);
  const [frame, setFrame] = useState<HTMLElement | null>(null);
  useLayoutCheck(frame);
  const screenRatio = Math.max(usePixelRatio(isDrawable === true ? frame : null), 1);
  const pixelRatio = Math.min(screenRatio, maxPixelRatio, level.maxPixelRatio);
  const attachLabels = useCallback(
    (container: HTMLElement | null) => {
      labels.attach(container);
      markLabels.attach(container);
    },
    [labels, markLabels],
  );
  const reason = isDrawable === false ? 'undrawable' : status === 'drawn' ? null : status;
  useUndrawnPlay(playback, store, reason === null || reason === 'lost');
  const sceneTheme = useSceneTheme(isDrawable === true ? frame : null, { theme, className, style });
  return (
    <div
      ref={setFrame}
      dir="ltr"
      {...rootAttributes}
      className={`gdv gdv--${theme.base}${className === '' ? '' : ` ${className}`}`}
      style={Object.keys(theme.variables).length === 0 ? style : { ...theme.variables, ...style }}
    >
      <div className="gdv-stage" style={FULL_HEIGHT}>
        {isDrawable === true && (
          <CanvasBoundary key={key} onFail={canvas.fail}>
            <Canvas
              gl={canvas.createRenderer}
              className="gdv-canvas"
              frameloop="demand"
              flat
              dpr={pixelRatio}
              resize={RESIZE}
              camera={CAMERA}
              tabIndex={0}
              role="application"
              aria-label={pictureLabels.canvas}
            >
              <Scene
                store={store}
                surfaceView={surfaceView}
                facts={facts}
                quality={quality}
                viewCamera={camera}
                screenPlaces={places}
                playback={playback}
                onDrawn={onDrawn}
                theme={sceneTheme}
                {...pathStyle}
                colorMap={colorMap}
                labels={chrome === 'none' ? null : labels}
                markLabels={chrome === 'none' ? null : markLabels}
                stepTicks={stepTicks ?? (chrome === 'none' || chrome === 'compact' ? false : undefined)}
                surfaceSource={words.surfaceSource}
                formatTick={wording.numbers.number}
                titleX={pictureLabels.x}
                titleY={pictureLabels.y}
                isAnimated={!prefersStill}
              />
            </Canvas>
          </CanvasBoundary>
        )}
        {chrome !== 'none' && (
          <div className="gdv-labels" ref={attachLabels} aria-hidden hidden={status !== 'drawn'} />
        )}
        <WordingContext value={wording}>
          <Overlay
            store={store}
            surfaceView={surfaceView}
            surfaceText={surfaceText}
            facts={facts}
            playback={playback}
            colorMap={colorMap}
            {...words}
            chrome={chrome}
            isRecorded={isRecorded}
            slots={slots}
            undrawn={reason}
            onDrawAgain={canvas.drawAgain}
          />
        </WordingContext>
      </div>
      {showTimeline !== false && (
        <WordingContext value={wording}>
          <TimelinePart
            store={store}
            surfaceText={surfaceText}
            playback={playback}
            surfaceSource={words.surfaceSource}
            isAuto={showTimeline === 'auto'}
          />
        </WordingContext>
      )}
    </div>
  );
}

/** Also where the style sheet is missing. */
const FULL_HEIGHT = { height: '100%' };

const CAMERA = { position: [...CAMERA_POSITION] as [number, number, number], near: 0.1, far: 60 };

/** Whether there is WebGL 2; null on a server, which draws nothing. */
function useCanDraw(): boolean | null {
  return useSyncExternalStore(neverChanges, canDraw, () => null);
}

const neverChanges = () => () => undefined;

/**
 * The colours of the scene: those of the CSS variables on an element, else those of the theme. The text's follow the class of that
 * element, by the style sheet, so that a server's HTML has them.
 */
function useSceneTheme(
  element: HTMLElement | null,
  { theme, className, style }: Pick<ReturnType<typeof readStyle>, 'theme' | 'className' | 'style'>,
): SceneTheme {
  const prefersDark = useMediaQuery('(prefers-color-scheme: dark)');
  const variables = Object.entries(style ?? {}).filter(([name]) => name.startsWith('--'));
  const key = JSON.stringify([theme, prefersDark, className, variables]);
  const found = useCssColors(element, key);
  const base = theme.base === 'auto' ? (prefersDark ? 'dark' : 'light') : theme.base;
  return useMemo(() => ({ ...SCENE_THEMES[base], ...found }), [base, found]);
}
