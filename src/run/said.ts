import { compareEventOrder } from '../protocol/contentOrder.js';
import type { EventOrder } from '../protocol/envelope.js';
import { isSameContent } from '../protocol/sameContent.js';

/** Something that an event said, with the order of that event. */
export interface Said<T> {
  readonly order: EventOrder;
  readonly value: T;
}

/** The later of two; the one held where they are the same event. What says the same as before stays the same object. */
export function later<T>(held: Said<T> | null, order: EventOrder, value: T): Said<T> {
  if (held === null) return { order, value };
  if (compareEventOrder(order, held.order) <= 0) return held;
  return { order, value: isSameContent(held.value, value) ? held.value : value };
}
