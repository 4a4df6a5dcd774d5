import { compareEventOrder } from '../protocol/contentOrder.js';
import type { EventOrder } from '../protocol/envelope.js';

/** An event, its order among the others of its run, and where it came from: a line of a log, say. */
export interface Ordered<Event, Origin = undefined> {
  readonly order: EventOrder;
  readonly event: Event;
  readonly origin: Origin;
}

/** Whether an event holds instead of the one held: of two the later one does, and the same event changes nothing. */
export function isLater(order: EventOrder, held: { readonly order: EventOrder } | null): boolean {
  return held === null || compareEventOrder(order, held.order) > 0;
}
