import { compareEventOrder } from '../protocol/contentOrder.js';
import type { EventOrder } from '../protocol/envelope.js';
import { isSameContent } from '../protocol/sameContent.js';

/** Something that an event said, with the order of that event. */
export interface Said<T> {
  readonly order: EventOrder;
  readonly value: T;
}

/** Whether what an event said holds instead of what is held: of two the later one does, and the same event changes nothing. */
export function isLater(order: EventOrder, held: Pick<Said<unknown>, 'order'> | null): boolean {
  return held === null || compareEventOrder(order, held.order) > 0;
}

/** The one that holds of two. */
export function laterOf<Known extends Pick<Said<unknown>, 'order'>>(held: Known | null, said: Known): Known {
  return held === null || isLater(said.order, held) ? said : held;
}

/** The later of two; the one held where they are the same event. What says the same as before stays the same object. */
export function later<T>(held: Said<T> | null, order: EventOrder, value: T): Said<T> {
  if (held === null) return { order, value };
  if (!isLater(order, held)) return held;
  return { order, value: isSameContent(held.value, value) ? held.value : value };
}
