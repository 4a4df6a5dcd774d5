import type { RunsState } from '../run/runsState.js';
import { selectShownRun } from '../run/selectors.js';
import type { Changing } from '../view/paced.js';
import { isOnNewPlane } from '../view/pathStart.js';
import { readSurfaceText, type SurfaceText } from '../view/surfaceText.js';
import type { SurfaceView } from '../view/surfaceView.js';
import type { ViewPlayback } from '../view/viewPlayback.js';
import { computeFigures, type Figures } from './figures.js';

/** What figures are read from. */
interface FigureSources {
  readonly paced: Changing<RunsState>;
  readonly surfaceView: SurfaceView;
  readonly surfaceText: SurfaceText;
  readonly playback: ViewPlayback;
}

/**
 * The shown run's figures, for whoever writes them. At a new plane they stay until the text of its surface is there, and then
 * change with it: no place on one plane is given beside a height of another.
 */
export class ShownFigures implements Changing<Figures> {
  private figures: Figures | null = null;
  private runKey: string | null = null;

  constructor(private readonly sources: FigureSources) {}

  readonly getState = (): Figures => {
    const { paced, surfaceView, surfaceText, playback } = this.sources;
    const run = selectShownRun(paced.getState());
    const runKey = run?.key ?? null;
    const text = surfaceText.getState();
    const shown = text.runKey === runKey ? text : readSurfaceText(surfaceView);
    const isBehind = isOnNewPlane(shown.start, surfaceView.newestPathStart);
    // A path is live: that of an older state has its new places already.
    const isPaced = run === null || run.startOrder === surfaceView.newestPathStart.startOrder;
    if (this.figures !== null && runKey === this.runKey && (isBehind || !isPaced)) return this.figures;
    // The surface of an earlier path says nothing of the run's height.
    const surface = surfaceView.holdsPath || isBehind ? null : shown.surface.surface;
    const step = playback.getState().mode === 'following' ? null : playback.shownStep;
    this.figures = computeFigures(run, surface, step);
    this.runKey = runKey;
    return this.figures;
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    const { paced, playback, surfaceText } = this.sources;
    const ends = [paced, playback, surfaceText].map((source) => source.subscribe(listener));
    return () => ends.forEach((end) => end());
  };
}
