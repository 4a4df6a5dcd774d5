import type { RunState } from '../../run/runState.js';
import type { RunsState } from '../../run/runsState.js';
import { selectShownRun } from '../../run/selectors.js';
import { LossCurve, type CurveSettings, type MeasuredHeight } from '../../view/curve/lossCurve.js';
import { isSameWindow, showStep, stepAtPlace } from '../../view/curve/stepWindow.js';
import type { Changing } from '../../view/paced.js';
import type { PlaneChange } from '../../view/planeChanges.js';
import { computeFinalStep } from '../../view/finalStep.js';
import type { ViewPlayback } from '../../view/viewPlayback.js';
import type { Wording } from '../../view/wording.js';
import { CurveLayer } from './curveLayer.js';
import { watchInk } from './inkColors.js';
import { nearestStep } from './nearestStep.js';
import { observeSize } from './observeSize.js';
import { movePlayhead, xOfStep } from './movePlayhead.js';
import type { StripElements } from './stripElements.js';
import { StripFigures, type FigureName, type StepRange } from './stripFigures.js';
import { computeStripState, EMPTY_STRIP, type StripState } from './stripState.js';

interface StripSources {
  /** At a reader's pace. */
  readonly runs: Changing<RunsState>;
  readonly playback: ViewPlayback;
  /** Heights of a measured surface; null where there is none. */
  readonly measured: Changing<MeasuredHeight | null>;
  /** Where the path came on a new plane; read with the heights. */
  readonly readPlanes: () => readonly PlaneChange[];
}

/**
 * Draws the strip: the curve on a canvas, and over it, in a layer of its own, the playhead, which is the thumb of a slider.
 * Once a frame at most, and only what has changed: a scrub draws no curve.
 */
export class TimelineStrip {
  readonly curve = new LossCurve();
  private readonly layer = new CurveLayer();
  private readonly figures: StripFigures;
  private elements: StripElements | null = null;
  private readonly listeners = new Set<() => void>();
  private state = EMPTY_STRIP;
  private isSizeKnown = false;
  /** Whether something of the curve may have changed: else only the playhead did. */
  private isCurveStale = true;
  private frame = 0;
  /** Step of the playhead that was shown last. */
  private shownStep: number | null = null;

  constructor(private readonly sources: StripSources) {
    const readRange = (): StepRange | null => this.range;
    this.figures = new StripFigures({ curve: this.curve, playback: sources.playback, readRange });
    this.curve.update(this.run, sources.measured.getState(), 0);
    this.renewState();
  }

  /** The same object until it changes. */
  readonly getState = (): StripState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Begins to draw. @returns ends it */
  attach(elements: StripElements): () => void {
    this.elements = elements;
    this.layer.noteInk();
    this.isCurveStale = true;
    const endObserving = observeSize(elements.plot, () => this.measure());
    this.isSizeKnown = endObserving !== null;
    this.measure();
    const ends = [
      this.figures.attachSlider(elements.slider),
      this.sources.runs.subscribe(this.scheduleCurve),
      this.sources.playback.subscribe(this.schedule),
      this.sources.measured.subscribe(this.scheduleCurve),
      watchInk(elements.ink, this.scheduleInk),
    ];
    this.renew();
    return () => {
      for (const end of ends) end();
      endObserving?.();
      cancelAnimationFrame(this.frame);
      this.frame = 0;
      this.elements = null;
    };
  }

  /** @returns ends it */
  attachFigure(name: FigureName, element: HTMLElement): () => void {
    return this.figures.attach(name, element);
  }

  setWording(wording: Wording): void {
    if (wording === this.figures.wording) return;
    this.figures.wording = wording;
    this.scheduleInk();
  }

  setSettings(settings: CurveSettings): void {
    this.curve.settings = settings;
    this.afterZoom();
  }

  /** @param scale - above 1 for more steps; @param step - what stays in its place; the playhead where left out */
  zoom(scale: number, step?: number): void {
    const { window } = this.curve;
    const shown = this.sources.playback.shownStep ?? window.to;
    const isSeen = shown >= window.from && shown <= window.to;
    this.curve.zoom(scale, step ?? (isSeen ? shown : (window.from + window.to) / 2));
    this.afterZoom();
  }

  /** @param share - of the steps that are shown */
  move(share: number): void {
    const { window } = this.curve;
    this.curve.move(share * (window.to - window.from));
    this.afterZoom();
  }

  showAll(): void {
    this.curve.show(null);
    this.afterZoom();
  }

  /** The step of the path that is nearest to a place on the page; null where there is none. */
  stepAtX(clientX: number): number | null {
    const { elements, run } = this;
    const { box } = this.layer;
    if (elements === null || run === null || run.path.length === 0 || !(box.width > 0)) return null;
    const { left } = elements.plot.getBoundingClientRect();
    return nearestStep(run.path, stepAtPlace(this.curve.window, (clientX - left - box.left) / box.width));
  }

  /** Where a step is, in CSS pixels from the left edge of the strip. */
  xOfStep(step: number): number {
    return xOfStep(this.curve, this.layer.box, step);
  }

  /** First and newest step of the path; null where it has none. */
  get range(): StepRange | null {
    const { run } = this;
    return run === null || run.path.length === 0
      ? null
      : {
          first: run.path.stepAt(0),
          newest: run.path.lastStep,
          final: computeFinalStep(run) || run.path.lastStep,
        };
  }

  /** What the slider's value is for the path: the nearest step that has a point. */
  seekTo(value: number): void {
    const { run } = this;
    if (run !== null && run.path.length > 0) this.sources.playback.seek(nearestStep(run.path, value));
  }

  /** Writes what the figures are now, over what is typed in the step field too. */
  writeFigures(): void {
    this.figures.write(false);
  }

  /** A step and the values of the lines there, in words. */
  describeStep(step: number): string {
    return this.figures.describeStep(step);
  }

  private get run(): RunState | null {
    return selectShownRun(this.sources.runs.getState());
  }

  private afterZoom(): void {
    this.renewState();
    this.scheduleCurve();
  }

  private readonly scheduleInk = (): void => {
    this.layer.noteInk();
    this.scheduleCurve();
  };

  private readonly scheduleCurve = (): void => {
    this.isCurveStale = true;
    this.schedule();
  };

  private readonly schedule = (): void => {
    if (this.frame !== 0 || this.elements === null) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.renew();
    });
  };

  private measure(): void {
    if (this.elements === null || !this.layer.measure(this.elements)) return;
    this.isCurveStale = true;
    this.renew();
  }

  private renew(): void {
    const { elements, curve, layer } = this;
    // Not shown, as in a view that is too small for it.
    if (elements === null || (this.isSizeKnown && layer.widthPx === 0)) return;
    this.keepPlayheadSeen();
    if (this.isCurveStale) this.renewCurve(elements);
    movePlayhead(elements, curve, layer.box, this.sources.playback);
    this.figures.renew();
  }

  private renewCurve(elements: StripElements): void {
    const { curve, layer, sources } = this;
    const { numbers } = this.figures.wording;
    this.isCurveStale = false;
    let isDone: boolean;
    do {
      curve.planes = sources.readPlanes();
      const hasChanged = curve.update(this.run, sources.measured.getState(), layer.plotWidth);
      isDone = layer.draw(elements, curve, hasChanged, (loss) => numbers.number(loss, 3));
    } while (!isDone);
    this.renewState();
    if (curve.isSampling) this.scheduleCurve();
  }

  /** The window follows a playhead that moves out of it, but not one that stands elsewhere. */
  private keepPlayheadSeen(): void {
    const { curve, sources } = this;
    const step = sources.playback.shownStep;
    const hasMoved = step !== this.shownStep && sources.playback.getState().mode !== 'following';
    this.shownStep = step;
    if (step === null || !hasMoved || !curve.isZoomed) return;
    const shown = showStep(curve.window, curve.all, step);
    if (isSameWindow(shown, curve.window)) return;
    curve.show(shown);
    this.isCurveStale = true;
  }

  /** What React renders of it, where some of that is another. */
  private renewState(): void {
    const next = computeStripState(this.curve, this.run, this.state);
    if (next === this.state) return;
    this.state = next;
    for (const listener of this.listeners) listener();
  }
}
