import type { LossRanges } from './lossRanges.js';
import type { PathReports } from './pathReports.js';
import type { PathView, PointVisitor } from './pathView.js';
import type { ReportedSteps } from './reportedSteps.js';
import { SpacingMeter, type PathSpacing } from './stepSpacing.js';

/** The points of another path, each so many steps earlier: steps that somebody counts from 1, counted from 0. */
export class ShiftedPath implements PathView {
  private steps = 0;
  private shifts = 0;

  constructor(private readonly inner: PathView) {}

  /** How many steps earlier; to change it is a rewrite of every point. */
  get base(): number {
    return this.steps;
  }

  set base(base: number) {
    if (base === this.steps) return;
    this.steps = base;
    if (this.inner.length > 0) this.shifts++;
  }

  get length(): number {
    return this.inner.length;
  }

  get revision(): number {
    return this.inner.revision + this.shifts;
  }

  get rewrites(): number {
    return this.inner.rewrites + this.shifts;
  }

  get lastStep(): number {
    const { lastStep } = this.inner;
    return lastStep < 0 ? lastStep : lastStep - this.steps;
  }

  stepAt(index: number): number {
    return this.inner.stepAt(index) - this.steps;
  }

  xAt(index: number): number {
    return this.inner.xAt(index);
  }

  yAt(index: number): number {
    return this.inner.yAt(index);
  }

  lossAt(index: number): number {
    return this.inner.lossAt(index);
  }

  residualAt(index: number): number {
    return this.inner.residualAt(index);
  }

  tsMsAt(index: number): number {
    return this.inner.tsMsAt(index);
  }

  lowerBound(step: number): number {
    return this.inner.lowerBound(step + this.steps);
  }

  forEach(visit: PointVisitor, from?: number, to?: number): void {
    const { steps } = this;
    this.inner.forEach(
      (step, x, y, index, loss, residual) => visit(step - steps, x, y, index, loss, residual),
      from,
      to,
    );
  }

  forEachGap(visit: (from: number, to: number) => void): void {
    const { steps } = this;
    this.inner.forEachGap((from, to) => visit(from - steps, to - steps));
  }

  /** Costs every point: what the blocks remember is of their own steps. */
  measureSpacing(): PathSpacing {
    const meter = new SpacingMeter();
    this.forEach((step) => {
      if (step >= 0) meter.add(step);
    });
    return meter;
  }

  surveyReports({ every, phase }: ReportedSteps, maxHoles: number): PathReports {
    const { steps } = this;
    const held = { every, phase: (phase + steps) % every };
    const { points, holeCount, holes } = this.inner.surveyReports(held, maxHoles);
    return {
      points,
      holeCount,
      holes: holes.map(({ from, to }) => ({ from: from - steps, to: to - steps })),
    };
  }

  lossRangesInto(columns: number, fromStep: number, toStep: number, out: LossRanges): void {
    this.inner.lossRangesInto(columns, fromStep + this.steps, toStep + this.steps, out);
  }
}
