import { lowerBound } from '../maths/lowerBound.js';
import type { PathPoint, PathUpdate } from '../protocol/events.js';
import type { EmittedEvent } from './emittedEvent.js';
import { FloatDeque } from './floatDeque.js';

/**
 * The batches of a path in columns: 32 bytes a batch and 16 a point, 8 more for each of `loss` and `residual` once one has come.
 * A batch is never merged with another, so each comes back as the event that it was, with its own `ts` and `seq`.
 */
export class PathHistory {
  private readonly seqs = new FloatDeque();
  private readonly times = new FloatDeque();
  private readonly stepStarts = new FloatDeque();
  /** Index of each batch's first point. */
  private readonly firstPoints = new FloatDeque();
  private readonly xs = new FloatDeque();
  private readonly ys = new FloatDeque();
  private losses: OptionalColumn | null = null;
  private residuals: OptionalColumn | null = null;
  private firstBatch = 0;

  /** @param maxPoints - beyond it the earliest batches go, as long as that many points stay */
  constructor(private readonly maxPoints: number) {}

  get pointCount(): number {
    return this.firstBatch === this.seqs.end ? 0 : this.xs.end - this.firstPoints.at(this.firstBatch);
  }

  /** Takes in the next batch: it has a `stepStart`, and no point is missing. */
  add({ seq, tsMs, event }: EmittedEvent & { readonly event: PathUpdate }): void {
    this.seqs.push(seq);
    this.times.push(tsMs);
    this.stepStarts.push(event.stepStart ?? 0);
    this.firstPoints.push(this.xs.end);
    for (const point of event.points) if (point !== null) this.addPoint(point);
    this.forgetEarliest();
  }

  /** The first batch whose `seq` is greater. */
  firstAfter(seq: number): EmittedEvent | null {
    const batch = this.indexAfter(seq);
    return batch === this.seqs.end ? null : this.read(batch);
  }

  /** Batches whose `seq` lies after the one and not after the other. */
  countBetween(afterSeq: number, untilSeq: number): number {
    return this.indexAfter(untilSeq) - this.indexAfter(afterSeq);
  }

  private indexAfter(seq: number): number {
    return lowerBound(this.firstBatch, this.seqs.end, (batch) => this.seqs.at(batch) <= seq);
  }

  private addPoint({ x, y, loss, residual }: PathPoint): void {
    if (loss !== undefined) this.losses ??= new OptionalColumn(this.xs.end);
    if (residual !== undefined) this.residuals ??= new OptionalColumn(this.xs.end);
    this.losses?.push(loss);
    this.residuals?.push(residual);
    this.xs.push(x);
    this.ys.push(y);
  }

  private endOf(batch: number): number {
    return batch + 1 === this.seqs.end ? this.xs.end : this.firstPoints.at(batch + 1);
  }

  private read(batch: number): EmittedEvent {
    const points: PathPoint[] = [];
    const end = this.endOf(batch);
    for (let i = this.firstPoints.at(batch); i < end; i++) {
      const loss = this.losses?.at(i);
      const residual = this.residuals?.at(i);
      points.push({
        x: this.xs.at(i),
        y: this.ys.at(i),
        ...(loss === undefined ? {} : { loss }),
        ...(residual === undefined ? {} : { residual }),
      });
    }
    const event: PathUpdate = { name: 'GD_PATH_UPDATE', stepStart: this.stepStarts.at(batch), points };
    return { seq: this.seqs.at(batch), tsMs: this.times.at(batch), event };
  }

  private forgetEarliest(): void {
    const first = this.firstBatch;
    while (
      this.firstBatch + 1 < this.seqs.end &&
      this.xs.end - this.endOf(this.firstBatch) >= this.maxPoints
    ) {
      this.firstBatch++;
    }
    if (this.firstBatch === first) return;
    for (const column of [this.seqs, this.times, this.stepStarts, this.firstPoints]) {
      column.forgetBefore(this.firstBatch);
    }
    const firstPoint = this.firstPoints.at(this.firstBatch);
    for (const column of [this.xs, this.ys, this.losses, this.residuals]) column?.forgetBefore(firstPoint);
  }
}

/** A column of a field that a point may lack. NaN stands for that: no point that is sent has one. */
class OptionalColumn {
  private readonly values: FloatDeque;

  constructor(private readonly start: number) {
    this.values = new FloatDeque(start);
  }

  push(value: number | undefined): void {
    this.values.push(value ?? NaN);
  }

  at(index: number): number | undefined {
    const value = index < this.start ? NaN : this.values.at(index);
    return Number.isNaN(value) ? undefined : value;
  }

  forgetBefore(index: number): void {
    this.values.forgetBefore(index);
  }
}
