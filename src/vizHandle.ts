import type { RunState } from './run/runState.js';
import type { RunStore } from './run/runStore.js';
import { selectShownRun } from './run/selectors.js';
import type { ScreenPlaces } from './scene/path/screenPlaces.js';
import type { ViewCamera } from './scene/stage/viewCamera.js';
import { isPose, type CameraPose } from './view/cameraPose.js';
import type { ScreenPosition } from './view/screenPosition.js';
import type { ViewPlayback } from './view/viewPlayback.js';

/** What a host can ask of a view, and have it do, by its `ref`. Every method may be called at any time. */
export interface GradientDescentVizHandle {
  /** Brings the first view back, as the Home key does. @param durationMs - how long the way takes; 0 where motion is reduced */
  readonly fit: (durationMs?: number) => void;
  readonly getCamera: () => CameraPose;
  /**
   * Moves the camera; with a `camera` prop it asks `onCameraChange` for it.
   * @param durationMs - how long the way takes; 0 where motion is reduced
   * @throws RangeError for a pose that is none
   */
  readonly setCamera: (pose: CameraPose, durationMs?: number) => void;
  /**
   * Where the point of a step of the shown run is in the picture now, for a label or a tooltip of the host's: whether the
   * surface hides it or not.
   * @returns CSS pixels from the element's upper left corner; null where there is no such point, where it lies behind the
   * camera, and where nothing is drawn
   */
  readonly getScreenPosition: (step: number) => ScreenPosition | null;
  /** Has the path played from where the marker stands, from its first point where that is the newest. With a `playback` prop this, as the others below, asks `onPlaybackChange` for it. */
  readonly play: () => void;
  readonly pause: () => void;
  /**
   * Has the marker stand at a step, whatever comes: the nearest that the path has come to.
   * @throws RangeError for a step that is no finite number
   */
  readonly seek: (step: number) => void;
  /** Has the marker follow the newest point again. */
  readonly follow: () => void;
  /** The run that is shown, as it is now; null where there is none. */
  readonly getRun: () => RunState | null;
}

interface View {
  readonly store: RunStore;
  readonly camera: ViewCamera;
  readonly places: ScreenPlaces;
  readonly playback: ViewPlayback;
  /** Whether motion is reduced. */
  readonly isStill: boolean;
}

export function createHandle({ store, camera, places, playback, isStill }: View): GradientDescentVizHandle {
  const readDuration = (durationMs: number): number => (isStill || !(durationMs > 0) ? 0 : durationMs);
  return {
    fit: (durationMs = 0) => camera.fit(readDuration(durationMs)),
    getCamera: () => camera.current,
    setCamera(pose, durationMs = 0) {
      if (!isPose(pose))
        throw new RangeError('setCamera: expected { position, target }, three finite numbers each');
      camera.goTo(pose, readDuration(durationMs));
    },
    getScreenPosition: (step) => places.find(selectShownRun(store.getState()), step),
    play: playback.play,
    pause: playback.pause,
    seek(step) {
      if (!Number.isFinite(step)) throw new RangeError('seek: expected a finite number, the step to show');
      playback.seek(step);
    },
    follow: playback.follow,
    getRun: () => selectShownRun(store.getState()),
  };
}
