import { compareEventOrder } from '../protocol/contentOrder.js';
import type { EventOrder } from '../protocol/envelope.js';

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
