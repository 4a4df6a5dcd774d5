import { compareEventOrder } from '../protocol/contentOrder.js';
import type { EventOrder } from '../protocol/envelope.js';

/**
 * The starts of a path. The first one cuts nothing off: what came before it may only have been late. Of several the
 * newest does: the path began anew with it, and what stands before it is no part of the path.
 */
export class PathStarts {
  private newest: EventOrder | null = null;
  private starts = 0;

  /** The start that the path now begins with; null before any. */
  get newestOrder(): EventOrder | null {
    return this.newest;
  }

  /** How many came, the newest one again left out. */
  get count(): number {
    return this.starts;
  }

  get hasRestarted(): boolean {
    return this.starts > 1;
  }

  /** Takes a start in. @returns above 0 where it is the newest now, 0 where the newest came again, below 0 where it is earlier */
  add(order: EventOrder): number {
    const side = this.newest === null ? 1 : compareEventOrder(order, this.newest);
    if (side !== 0) this.starts += 1;
    if (side > 0) this.newest = order;
    return side;
  }

  /** Whether an event of this order lies before the start that the path began anew with. */
  isBeforeRestart(order: EventOrder): boolean {
    return this.starts > 1 && this.newest !== null && compareEventOrder(order, this.newest) < 0;
  }
}
