import type { PathView } from '../../path/pathView.js';
import type { StepInterval } from '../../run/missingSteps.js';
import type { RunEnd, RunState } from '../../run/runState.js';
import { selectMarkedEnd } from '../endMark.js';
import type { BestPoint } from './bestPoint.js';
import { CurveHoles } from './curveHoles.js';
import { CurveLine } from './curveLine.js';
import { computeCurveScale, type CurveAxis, type CurveScale } from './curveScale.js';
import { GrowingBest } from './growingBest.js';
import { HeightPoints } from './heightPoints.js';
import { selectLossSeries, type LossPoints, type LossSeries } from './lossSeries.js';
import type { PlaneChange } from '../planeChanges.js';
import { factorOf } from './smoothing.js';
import { isSameWindow, moveWindow, zoomWindow, type StepWindow } from './stepWindow.js';

/** How the curve is shown. */
export interface CurveSettings {
  /** Place of the smoothing's slider, in [0, 1]. */
  readonly smoothing: number;
  readonly axis: CurveAxis;
}

export const DEFAULT_CURVE: CurveSettings = { smoothing: 0.38, axis: 'auto' };

/** Heights of a surface that says that it is the measured loss, at normalized places. */
export type MeasuredHeight = (x: number, y: number) => number;

const TICKS = 3;
const NO_STEPS: StepWindow = { from: 0, to: 1 };
const NO_HOLES: readonly StepInterval[] = [];

/**
 * The loss curve of a run: which lines it has, over which steps, on which scale, and what is marked on it. Made anew at the
 * resolution of the plot, so it costs the same for a thousand steps and for two million.
 */
export class LossCurve {
  settings = DEFAULT_CURVE;
  series: readonly LossSeries[] = [];
  /** One for each series. */
  lines: readonly CurveLine[] = [];
  /** Null where there is no loss. */
  scale: CurveScale | null = null;
  /** Least loss of the first line. */
  best: BestPoint | null = null;
  /** Missing steps of the path, of a line that is the path's own. */
  holes: readonly StepInterval[] = NO_HOLES;
  end: Pick<RunEnd, 'reason'> | null = null;
  /** Where the path came on a new plane. */
  planes: readonly PlaneChange[] = [];
  /** All steps that there are. */
  all = NO_STEPS;
  /** What the viewer zoomed to; null where all steps are shown. */
  private zoomed: StepWindow | null = null;
  private runKey: string | null = null;
  private readonly heights = new HeightPoints();
  private readonly growingBest = new GrowingBest();
  private readonly missing = new CurveHoles();
  private drawn = '';
  private marked = '';
  /** Whether heights are still to be sampled. */
  isSampling = false;

  /** The steps that are shown. */
  get window(): StepWindow {
    return this.zoomed ?? this.all;
  }

  get isZoomed(): boolean {
    return this.zoomed !== null;
  }

  /**
   * Takes over what has come, at a resolution.
   * @param measured - heights, where the surface says that it is the loss; the same function as long as it is the same surface
   * @param columns - pixels of the plot's width; 0 where it is not shown
   * @returns whether anything that is drawn has changed
   */
  update(run: RunState | null, measured: MeasuredHeight | null, columns: number): boolean {
    if (run?.key !== this.runKey) this.zoomed = null;
    this.runKey = run?.key ?? null;
    this.end = run && selectMarkedEnd(run);
    this.series = selectLossSeries(run, this.sampleHeights(run, measured));
    this.spanSteps(run?.path ?? null);
    this.mark(run);
    return this.draw(columns);
  }

  /** Shows more steps or fewer. @param scale - above 1 for more; @param step - what stays in its place */
  zoom(scale: number, step: number): void {
    this.zoomed = zoomWindow(this.window, this.all, scale, step);
  }

  /** Moves what is shown by so many steps. */
  move(steps: number): void {
    this.zoomed = moveWindow(this.window, this.all, steps);
  }

  /** Shows these steps; all of them for null. */
  show(window: StepWindow | null): void {
    this.zoomed = window;
  }

  private sampleHeights(run: RunState | null, measured: MeasuredHeight | null): LossPoints | null {
    this.isSampling = false;
    if (run === null || measured === null) return null;
    // Heights are looked at only where there is nothing else.
    if (selectLossSeries(run, null).length > 0) return null;
    this.isSampling = this.heights.sample(run.path, measured);
    return this.heights;
  }

  private spanSteps(path: PathView | null): void {
    let [from, to] = [Number.POSITIVE_INFINITY, -1];
    for (const points of [path, ...this.series.map((one) => one.points)]) {
      if (points === null || points.length === 0) continue;
      from = Math.min(from, points.stepAt(0));
      to = Math.max(to, points.lastStep);
    }
    from = Math.min(Math.max(from, 0), Math.max(to, 0));
    const all = { from, to: Math.max(to, from + 1) };
    if (isSameWindow(all, this.all)) return;
    const { zoomed } = this;
    const wasAtEnd = zoomed !== null && zoomed.to >= this.all.to;
    this.all = all;
    // A window at the newest step stays there; any other stands, as far as there are such steps.
    if (zoomed !== null) this.zoomed = moveWindow(zoomed, all, wasAtEnd ? all.to - zoomed.to : 0);
  }

  private mark(run: RunState | null): void {
    const [first] = this.series;
    const marked = `${run?.key} ${run?.path.revision} ${first?.key} ${first?.points.revision} ${run?.status}`;
    if (marked === this.marked) return;
    this.marked = marked;
    this.best = first === undefined ? null : this.growingBest.update(first.points);
    const isOfPath = first !== undefined && first.kind !== 'reported';
    this.holes = run !== null && isOfPath ? this.missing.update(run) : NO_HOLES;
  }

  private draw(columns: number): boolean {
    const { settings, series, window } = this;
    const drawn = [
      this.marked,
      String(this.end?.reason),
      columns,
      settings.smoothing,
      settings.axis,
      window.from,
      window.to,
      ...this.planes.map(({ step }) => step),
      ...series.map(({ key, points }) => `${key} ${points.revision}`),
    ].join(' ');
    if (drawn === this.drawn) return false;
    this.drawn = drawn;
    if (this.lines.length !== series.length) this.lines = series.map(() => new CurveLine());
    const factor = factorOf(settings.smoothing);
    if (columns > 0)
      this.lines.forEach((line, i) => line.draw(series[i]!.points, window, Math.ceil(columns), factor));
    this.scale = columns > 0 ? computeCurveScale(this.lines, settings.axis, TICKS) : null;
    return true;
  }
}

/** Points before a step that are searched for one with a loss. */
const MAX_LOOK_BACK = 1000;

/** The newest value of a line up to a step; NaN where it has none yet. */
export function valueAtStep(points: LossPoints, step: number): number {
  const last = points.lowerBound(Math.floor(step) + 1) - 1;
  for (let index = last; index >= 0 && last - index < MAX_LOOK_BACK; index--) {
    const loss = points.lossAt(index);
    if (!Number.isNaN(loss)) return loss;
  }
  return Number.NaN;
}
