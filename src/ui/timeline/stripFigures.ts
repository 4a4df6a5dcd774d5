import { valueAtStep, type LossCurve } from '../../view/curve/lossCurve.js';
import type { PlaybackMode } from '../../view/playback.js';
import type { ViewPlayback } from '../../view/viewPlayback.js';
import { DEFAULT_WORDING } from '../../view/wording.js';
import { setAttribute } from './setAttribute.js';
import { describeValues } from './stripText.js';
import { writeText } from './textNode.js';

/** Elements that have a figure each. */
export type FigureName = 'step' | 'newest' | 'behind' | 'value0' | 'value1';

/** First and newest step of a path, and the last that it will have, as far as is known. */
export interface StepRange {
  readonly first: number;
  readonly newest: number;
  readonly final: number;
}

/** Text changes so often while it plays: a reader is no faster. */
const TEXT_MS = 100;
/** A screen reader says the value of a slider that has the focus: no more often, while it moves by itself. */
const SPOKEN_MS = 3000;

interface FigureSources {
  readonly curve: LossCurve;
  readonly playback: ViewPlayback;
  /** Null where the run has no path. */
  readonly readRange: () => StepRange | null;
}

/** Writes the strip's figures, and the slider's value in words, at a reader's pace. */
export class StripFigures {
  wording = DEFAULT_WORDING;
  private readonly elements = new Map<FigureName, HTMLElement>();
  private slider: HTMLInputElement | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private writtenMs = -Infinity;
  private spokenMs = -Infinity;
  private spokenMode: PlaybackMode | null = null;
  private speakTimer: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly sources: FigureSources) {}

  /** Says the values of this slider. @returns ends it */
  attachSlider(slider: HTMLInputElement): () => void {
    this.slider = slider;
    return () => {
      if (this.timer !== null) clearTimeout(this.timer);
      if (this.speakTimer !== null) clearTimeout(this.speakTimer);
      this.timer = null;
      this.speakTimer = null;
      this.slider = null;
    };
  }

  /** @returns ends it */
  attach(name: FigureName, element: HTMLElement): () => void {
    this.elements.set(name, element);
    return () => void this.elements.delete(name);
  }

  /** Writes what the figures are now, or a little later while it plays. */
  renew(): void {
    const nowMs = performance.now();
    const isPlaying = this.sources.playback.getState().mode === 'playing';
    const waitMs = isPlaying ? this.writtenMs + TEXT_MS - nowMs : 0;
    if (waitMs > 0) {
      this.timer ??= setTimeout(() => {
        this.timer = null;
        this.renew();
      }, waitMs);
      return;
    }
    this.writtenMs = nowMs;
    this.write();
    this.speak(nowMs);
  }

  /** Writes what the figures are now. @param isTyping - whether a step field that has the focus keeps what is in it */
  write(isTyping = true): void {
    const { labels, numbers } = this.wording;
    const { curve, playback, readRange } = this.sources;
    const range = readRange();
    const step = Math.floor(playback.shownStep ?? Number.NaN);
    const write = (name: FigureName, text: string): void => writeText(this.elements.get(name) ?? null, text);
    const field = this.elements.get('step');
    const isKept = isTyping && field === field?.ownerDocument.activeElement;
    if (field !== undefined && !isKept) writeValue(field as HTMLInputElement, step);
    write('newest', range === null ? '' : labels.timeline.ofSteps(numbers.count(range.final)));
    const behind = range === null || Number.isNaN(step) ? 0 : range.newest - step;
    write('behind', behind > 0 ? labels.timeline.behind(numbers.count(behind), behind) : '');
    (['value0', 'value1'] as const).forEach((name, i) => {
      const series = curve.series[i];
      if (series !== undefined) write(name, numbers.number(valueAtStep(series.points, step)));
    });
  }

  /** A step and the values of the lines there, in words. */
  describeStep(step: number): string {
    const { labels, numbers } = this.wording;
    const values = describeValues(this.sources.curve.series, step, this.wording);
    const final = this.sources.readRange()?.final ?? step;
    return labels.timeline.value(numbers.count(step), numbers.count(final), values);
  }

  /** Writes the slider's value in words. */
  private speak(nowMs: number): void {
    const { slider } = this;
    if (slider === null) return;
    const { playback } = this.sources;
    const { mode } = playback.getState();
    const hasFocus = slider === slider.ownerDocument.activeElement;
    // What a key has changed is said at once.
    const movesByItself = mode !== 'paused' && mode === this.spokenMode;
    const waitMs = hasFocus && movesByItself ? this.spokenMs + SPOKEN_MS - nowMs : 0;
    if (waitMs > 0) {
      this.speakTimer ??= setTimeout(() => {
        this.speakTimer = null;
        this.speak(performance.now());
      }, waitMs);
      return;
    }
    this.spokenMs = nowMs;
    this.spokenMode = mode;
    const step = playback.shownStep;
    if (step === null) slider.removeAttribute('aria-valuetext');
    else setAttribute(slider, 'aria-valuetext', this.describeStep(Math.floor(step)));
  }
}

function writeValue(field: HTMLInputElement, step: number): void {
  const text = Number.isNaN(step) ? '' : String(step);
  if (field.value !== text) field.value = text;
}
