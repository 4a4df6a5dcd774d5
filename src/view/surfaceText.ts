import type { Clock } from '../host/clock.js';
import type { GridState } from '../surface/index.js';
import type { DrawnSurface } from './drawnSurface.js';
import type { PathStart } from './pathStart.js';
import type { PlaneChange } from './planeChanges.js';
import type { SurfaceView } from './surfaceView.js';
import { TextPace } from './textPace.js';

/** What text says of the shown surface and of the progress of its grid. */
export interface ShownSurfaceText {
  /** The run whose surface it is. */
  readonly runKey: string | null;
  readonly surface: DrawnSurface;
  readonly grid: GridState;
  /** Whether the viewer asked for all heights. */
  readonly isFullRange: boolean;
  /** The path that is drawn on the surface. */
  readonly start: PathStart;
  /** The planes that the path has come to, up to the one that is shown. */
  readonly planes: readonly PlaneChange[];
  /** Whether the path is on a newer plane, and the viewer keeps the one before. */
  readonly isPlaneWaiting: boolean;
}

/** The text of a view at this moment. @param before - the text until now */
export function readSurfaceText(view: SurfaceView, before: ShownSurfaceText | null = null): ShownSurfaceText {
  const { runKey, current, grid, isFullRange, pathStart, isPlaneWaiting } = view;
  const planes = view.holdsPath && before !== null ? before.planes : view.planes;
  return { runKey, surface: current, grid, isFullRange, start: pathStart, planes, isPlaneWaiting };
}

/** What text says of the surface, at a reader's pace: after the frame that shows it. */
export class SurfaceText {
  private state: ShownSurfaceText;
  private readonly listeners = new Set<() => void>();
  private readonly pace: TextPace;

  constructor(
    private readonly view: SurfaceView,
    clock: Clock,
  ) {
    this.state = readSurfaceText(view);
    this.pace = new TextPace({
      clock,
      renew: () => this.renew(),
      awaitsFrame: () => !view.isSettled,
    });
  }

  /** The same object until it is renewed. */
  readonly getState = (): ShownSurfaceText => this.state;

  readonly readPlanes = (): readonly PlaneChange[] => this.state.planes;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Begins to follow the view. @returns ends it */
  start(): () => void {
    const schedule = (): void => this.pace.schedule();
    const unsubscribe = this.view.subscribe(schedule);
    const unsubscribeGrid = this.view.subscribeGrid(schedule);
    // The first text is on screen already. What has changed since, or was due when it last ended, follows.
    this.view.settle();
    schedule();
    return () => {
      unsubscribe();
      unsubscribeGrid();
      this.pace.stop();
    };
  }

  private renew(): void {
    // In case no frame comes, in which the surface would count as shown.
    this.view.settle();
    this.state = readSurfaceText(this.view, this.state);
    for (const listener of this.listeners) listener();
  }
}
