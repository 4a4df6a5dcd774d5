import type { RunState } from '../../run/runState.js';
import type { RunsState } from '../../run/runsState.js';
import { selectShownRun } from '../../run/selectors.js';
import {
  DEFAULT_CURVE,
  LossCurve,
  valueAtStep,
  type CurveSettings,
  type MeasuredHeight,
} from '../../view/curve/lossCurve.js';
import { isSameSeries, type LossSeries } from '../../view/curve/lossSeries.js';
import { isSameWindow, placeInWindow, showStep, stepAtPlace } from '../../view/curve/stepWindow.js';
import type { Changing } from '../../view/paced.js';
import type { ViewPlayback } from '../../view/viewPlayback.js';
import { DEFAULT_WORDING, type Wording } from '../../view/wording.js';
import { drawCurve, type PlotBox } from './drawCurve.js';
import { readInk, watchInk } from './inkColors.js';
import { describeValues } from './stripText.js';
import { writeText } from './textNode.js';

/** What the strip writes to. */
export interface StripElements {
  /** Around all of it: as wide as the strip. */
  readonly plot: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  /** Has the colours. */
  readonly ink: HTMLElement;
  readonly slider: HTMLInputElement;
  /** At the playhead, one on each line. */
  readonly dots: readonly HTMLElement[];
}

/** Elements that have a figure each. */
export type FigureName = 'step' | 'newest' | 'behind' | 'value0' | 'value1';

/** What of the strip React renders: another object when some of it changes. */
export interface StripState {
  readonly series: readonly LossSeries[];
  readonly isLog: boolean;
  readonly isZoomed: boolean;
  readonly settings: CurveSettings;
  /** Whether the run can go on; of one that has ended the newest step is its end. */
  readonly isLive: boolean;
  /** Whether there is a path to play. */
  readonly hasPath: boolean;
}

interface StripSources {
  /** At a reader's pace. */
  readonly runs: Changing<RunsState>;
  readonly playback: ViewPlayback;
  /** Heights of a measured surface; null where there is none. */
  readonly measured: Changing<MeasuredHeight | null>;
}

/** Half the width of the slider's thumb, so that its middle is at the plot's edge at either end. In the style sheet too. */
const THUMB_HALF_PX = 8;
const TOP_PX = 8;
const BOTTOM_PX = 6;
const RIGHT_PX = 10;
/** Widths of the ticks' text go up by so much, so that the plot does not move with each of them. */
const GUTTER_STEP_PX = 8;
const LEAST_GUTTER_PX = 24;
const MOST_DPR = 3;
/** Text changes so often while it plays: a reader is no faster. */
const TEXT_MS = 100;
/** A screen reader says the value of a slider that has the focus: no more often, while it moves by itself. */
const SPOKEN_MS = 3000;

/**
 * Draws the strip: the curve on a canvas, and over it, in a layer of its own, the playhead, which is the thumb of a slider.
 * Once a frame at most, and only what has changed: a scrub draws no curve.
 */
export class TimelineStrip {
  readonly curve = new LossCurve();
  /** How often the curve was drawn. */
  drawings = 0;
  private elements: StripElements | null = null;
  private readonly figures = new Map<FigureName, HTMLElement>();
  private readonly listeners = new Set<() => void>();
  private wording = DEFAULT_WORDING;
  private state: StripState = {
    series: [],
    isLog: false,
    isZoomed: false,
    settings: DEFAULT_CURVE,
    isLive: true,
    hasPath: false,
  };
  private box: PlotBox = { left: LEAST_GUTTER_PX, top: TOP_PX, width: 0, height: 0 };
  private widthPx = 0;
  private heightPx = 0;
  private ratio = 0;
  private isSizeKnown = false;
  private isInkStale = true;
  /** Whether something of the curve may have changed: else only the playhead did. */
  private isCurveStale = true;
  private frame = 0;
  private textTimer: ReturnType<typeof setTimeout> | null = null;
  private textMs = -Infinity;
  private spokenMs = -Infinity;
  /** Step of the playhead that was shown last. */
  private shownStep: number | null = null;

  constructor(private readonly sources: StripSources) {
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
    this.isInkStale = true;
    this.isCurveStale = true;
    const endObserving = observeSize(elements.plot, () => this.measure());
    this.isSizeKnown = endObserving !== null;
    this.measure();
    const ends = [
      this.sources.runs.subscribe(this.scheduleCurve),
      this.sources.playback.subscribe(this.schedule),
      this.sources.measured.subscribe(this.scheduleCurve),
      watchInk(elements.ink, () => {
        this.isInkStale = true;
        this.scheduleCurve();
      }),
    ];
    this.renew();
    return () => {
      for (const end of ends) end();
      endObserving?.();
      cancelAnimationFrame(this.frame);
      this.frame = 0;
      if (this.textTimer !== null) clearTimeout(this.textTimer);
      this.textTimer = null;
      this.elements = null;
    };
  }

  /** @returns ends it */
  attachFigure(name: FigureName, element: HTMLElement): () => void {
    this.figures.set(name, element);
    return () => void this.figures.delete(name);
  }

  setWording(wording: Wording): void {
    if (wording === this.wording) return;
    this.wording = wording;
    this.isInkStale = true;
    this.scheduleCurve();
  }

  setSettings(settings: CurveSettings): void {
    this.curve.settings = settings;
    this.renewState();
    this.scheduleCurve();
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
    const { elements, run, box } = this;
    if (elements === null || run === null || run.path.length === 0 || !(box.width > 0)) return null;
    const { left } = elements.plot.getBoundingClientRect();
    return nearestStep(run, stepAtPlace(this.curve.window, (clientX - left - box.left) / box.width));
  }

  /** Where a step is, in CSS pixels from the left edge of the strip. */
  xOfStep(step: number): number {
    return this.box.left + placeInWindow(this.curve.window, step) * this.box.width;
  }

  /** First and newest step of the path; null where it has none. */
  get range(): { readonly first: number; readonly newest: number } | null {
    const { run } = this;
    return run === null || run.path.length === 0
      ? null
      : { first: run.path.stepAt(0), newest: run.path.lastStep };
  }

  /** What the slider's value is for the path: the nearest step that has a point. */
  seekTo(value: number): void {
    const { run } = this;
    if (run !== null && run.path.length > 0) this.sources.playback.seek(nearestStep(run, value));
  }

  private get run(): RunState | null {
    return selectShownRun(this.sources.runs.getState());
  }

  private afterZoom(): void {
    this.renewState();
    this.scheduleCurve();
  }

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
    const { elements } = this;
    if (elements === null) return;
    const { clientWidth, clientHeight } = elements.plot;
    if (clientWidth === this.widthPx && clientHeight === this.heightPx) return;
    this.widthPx = clientWidth;
    this.heightPx = clientHeight;
    this.isCurveStale = true;
    this.renew();
  }

  private renew(): void {
    // Not shown, as in a view that is too small for it.
    if (this.elements === null || (this.isSizeKnown && this.widthPx === 0)) return;
    this.keepPlayheadSeen();
    if (this.isCurveStale) this.renewCurve();
    this.renewPlayhead();
    this.renewText();
  }

  private renewCurve(): void {
    const { curve, sources } = this;
    this.isCurveStale = false;
    const ratio = Math.min(globalThis.devicePixelRatio || 1, MOST_DPR);
    const width = Math.max(this.widthPx - this.box.left - RIGHT_PX, 0);
    const hasChanged = curve.update(this.run, sources.measured.getState(), width);
    const isOtherSize =
      width !== this.box.width ||
      ratio !== this.ratio ||
      this.heightPx !== this.box.height + TOP_PX + BOTTOM_PX;
    this.ratio = ratio;
    if (hasChanged || isOtherSize || this.isInkStale) this.drawOn(width);
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

  private drawOn(width: number): void {
    const { elements, curve, ratio, heightPx, widthPx } = this;
    if (elements === null || !(width > 0) || !(heightPx > 0)) return;
    const context = elements.canvas.getContext('2d');
    if (context === null) return;
    const ink = readInk(elements.ink);
    this.isInkStale = false;
    const formatTick = (loss: number): string => this.wording.numbers.number(loss, 3);
    const gutter = this.measureGutter(context, ink.font, formatTick);
    if (gutter !== this.box.left) {
      this.box = { ...this.box, left: gutter };
      elements.slider.style.left = `${gutter - THUMB_HALF_PX}px`;
      elements.slider.style.width = `calc(100% - ${gutter + RIGHT_PX - 2 * THUMB_HALF_PX}px)`;
      this.renewCurve();
      return;
    }
    this.box = { left: gutter, top: TOP_PX, width, height: heightPx - TOP_PX - BOTTOM_PX };
    const { canvas } = elements;
    const [pixelsX, pixelsY] = [Math.round(widthPx * ratio), Math.round(heightPx * ratio)];
    if (canvas.width !== pixelsX || canvas.height !== pixelsY)
      Object.assign(canvas, { width: pixelsX, height: pixelsY });
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, widthPx, heightPx);
    drawCurve(context, curve, this.box, ink, formatTick);
    this.drawings++;
  }

  /** Room for the ticks' text to the left of the plot. It only grows, so that the plot stays where it is. */
  private measureGutter(
    context: CanvasRenderingContext2D,
    font: string,
    formatTick: (loss: number) => string,
  ): number {
    context.font = font;
    const widest = Math.max(
      0,
      ...(this.curve.scale?.ticks ?? []).map(({ loss }) => context.measureText(formatTick(loss)).width),
    );
    const wanted = Math.ceil((widest + 10) / GUTTER_STEP_PX) * GUTTER_STEP_PX;
    return Math.max(wanted, this.box.left, LEAST_GUTTER_PX);
  }

  private renewPlayhead(): void {
    const { elements, curve, sources } = this;
    if (elements === null) return;
    const { slider, dots } = elements;
    const step = sources.playback.shownStep;
    const { from, to } = curve.window;
    // Whole steps for a person's hand; while it plays it glides.
    setAttribute(slider, 'step', sources.playback.getState().mode === 'playing' ? 'any' : '1');
    setAttribute(slider, 'min', String(from));
    setAttribute(slider, 'max', String(to));
    slider.disabled = step === null;
    const isSeen = step !== null && step >= from && step <= to;
    slider.classList.toggle('gdv-strip-slider--off', !isSeen);
    if (step !== null && slider.valueAsNumber !== step) slider.valueAsNumber = step;
    const x = step === null ? 0 : this.xOfStep(step);
    dots.forEach((dot, i) => {
      const series = curve.series[i];
      const value = series === undefined || step === null ? Number.NaN : valueAtStep(series.points, step);
      const at = curve.scale === null ? Number.NaN : curve.scale.placeOf(value);
      dot.hidden = !isSeen || !(at >= 0 && at <= 1);
      if (!dot.hidden)
        dot.style.transform = `translate(${x}px, ${this.box.top + (1 - at) * this.box.height}px)`;
    });
  }

  private renewText(): void {
    const nowMs = performance.now();
    const isPlaying = this.sources.playback.getState().mode === 'playing';
    const waitMs = isPlaying ? this.textMs + TEXT_MS - nowMs : 0;
    if (waitMs > 0) {
      this.textTimer ??= setTimeout(() => {
        this.textTimer = null;
        this.renewText();
      }, waitMs);
      return;
    }
    this.textMs = nowMs;
    this.writeFigures();
    this.writeSpoken(nowMs);
  }

  /** Writes what the figures are now. */
  writeFigures(): void {
    const { wording, range, figures, curve } = this;
    const { numbers, labels } = wording;
    const step = Math.floor(this.sources.playback.shownStep ?? Number.NaN);
    const write = (name: FigureName, text: string): void => writeText(figures.get(name) ?? null, text);
    const field = figures.get('step');
    if (field instanceof HTMLInputElement && field !== field.ownerDocument.activeElement) {
      const text = Number.isNaN(step) ? '' : String(step);
      if (field.value !== text) field.value = text;
    }
    write('newest', range === null ? '' : labels.timeline.ofSteps(numbers.count(range.newest)));
    const behind = range === null || Number.isNaN(step) ? 0 : range.newest - step;
    write('behind', behind > 0 ? labels.timeline.behind(numbers.count(behind), behind) : '');
    (['value0', 'value1'] as const).forEach((name, i) => {
      const series = curve.series[i];
      if (series !== undefined) write(name, numbers.number(valueAtStep(series.points, step)));
    });
  }

  /** The slider's value in words. */
  private writeSpoken(nowMs: number): void {
    const { elements } = this;
    if (elements === null) return;
    const { slider } = elements;
    const { mode } = this.sources.playback.getState();
    const hasFocus = slider === slider.ownerDocument.activeElement;
    if (hasFocus && mode !== 'paused' && nowMs - this.spokenMs < SPOKEN_MS) return;
    this.spokenMs = nowMs;
    const step = this.sources.playback.shownStep;
    if (step === null) slider.removeAttribute('aria-valuetext');
    else setAttribute(slider, 'aria-valuetext', this.describeStep(Math.floor(step)));
  }

  /** A step and the values of the lines there, in words. */
  describeStep(step: number): string {
    const { wording, range, curve } = this;
    const { numbers, labels } = wording;
    const values = describeValues(curve.series, step, wording);
    return labels.timeline.value(numbers.count(step), numbers.count(range?.newest ?? step), values);
  }

  /** What React renders of it, where some of that is another. */
  private renewState(): void {
    const { curve, run, state } = this;
    const next: StripState = {
      series: isSameSeries(curve.series, state.series) ? state.series : curve.series,
      // Before the first drawing it is not known.
      isLog: curve.scale?.isLog ?? curve.settings.axis === 'log',
      isZoomed: curve.isZoomed,
      settings: curve.settings,
      isLive: run?.status !== 'finished',
      hasPath: run !== null && run.path.length > 0,
    };
    const names = Object.keys(next) as (keyof StripState)[];
    if (names.every((name) => next[name] === state[name])) return;
    this.state = next;
    for (const listener of this.listeners) listener();
  }
}

function nearestStep({ path }: Pick<RunState, 'path'>, step: number): number {
  const next = path.lowerBound(step);
  if (next === 0) return path.stepAt(0);
  if (next >= path.length) return path.lastStep;
  const [before, after] = [path.stepAt(next - 1), path.stepAt(next)];
  return step - before < after - step ? before : after;
}

/** @returns ends it; null where nothing says a size, as in jsdom */
function observeSize(element: HTMLElement, onChange: () => void): (() => void) | null {
  if (typeof ResizeObserver !== 'function') return null;
  try {
    const observer = new ResizeObserver(onChange);
    observer.observe(element);
    return () => observer.disconnect();
  } catch {
    // What a host's tests have in its place may observe nothing.
    return null;
  }
}

function setAttribute(element: HTMLElement, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
