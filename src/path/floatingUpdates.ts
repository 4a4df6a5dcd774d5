import { compareEventOrder } from '../protocol/contentOrder.js';
import type { EventOrder } from '../protocol/envelope.js';
import type { PathPoint } from '../protocol/events.js';

/** An update that came without `step_start`: where it lies depends on the events before it. */
export interface FloatingUpdate {
  readonly order: EventOrder;
  readonly points: readonly (PathPoint | null)[];
  /** Step of `points[0]`, as the events that have come so far have it. */
  stepStart: number;
}

/** The updates without `step_start` of one path, in the events' order, each kept once. */
export class FloatingUpdates {
  private updates: FloatingUpdate[] = [];
  private points = 0;

  get isEmpty(): boolean {
    return this.updates.length === 0;
  }

  /** Whether an update of this very order is kept already. */
  has(order: EventOrder): boolean {
    const found = this.updates[this.lowerBound(order)];
    return found !== undefined && compareEventOrder(found.order, order) === 0;
  }

  /** Whether any update is later than `order`. */
  hasAfter(order: EventOrder): boolean {
    const last = this.updates[this.updates.length - 1];
    return last !== undefined && compareEventOrder(last.order, order) > 0;
  }

  add(update: FloatingUpdate): void {
    this.updates.splice(this.lowerBound(update.order), 0, update);
    this.points += update.points.length;
  }

  /** Whether more than `maxPoints` points are kept in more than one update. */
  isOver(maxPoints: number): boolean {
    return this.points > maxPoints && this.updates.length > 1;
  }

  /** Lets go of the earliest update. */
  shift(): FloatingUpdate | undefined {
    const update = this.updates.shift();
    this.points -= update?.points.length ?? 0;
    return update;
  }

  dropBefore(order: EventOrder): void {
    for (const update of this.updates.splice(0, this.lowerBound(order))) this.points -= update.points.length;
  }

  [Symbol.iterator](): Iterator<FloatingUpdate> {
    return this.updates[Symbol.iterator]();
  }

  private lowerBound(order: EventOrder): number {
    if (!this.hasAfter(order)) {
      const last = this.updates[this.updates.length - 1];
      const isLast = last !== undefined && compareEventOrder(last.order, order) === 0;
      return this.updates.length - (isLast ? 1 : 0);
    }
    let low = 0;
    let high = this.updates.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareEventOrder(this.updates[middle]!.order, order) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
