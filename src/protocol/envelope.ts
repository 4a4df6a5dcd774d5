import type { PayloadOf } from './contract/wirePayloads.js';
import type { GradientDescentEvent, GradientDescentEventName } from './events.js';

/** The pipeline stage that an envelope was sent from. Any id, index or status is accepted. */
export interface Stage {
  readonly id: string;
  readonly index: number;
  readonly status: string;
}

/** One message of the backend's event system, carrying one event. */
export interface Envelope<Name extends GradientDescentEventName = GradientDescentEventName> {
  readonly v: 1;
  readonly type: 'EVENT';
  readonly project_id: string;
  /** Counter of the project's events, shared by every event and run; starts at 1 with each backend process. */
  readonly seq: number;
  /** Unix time; below 1e11 in seconds, else in milliseconds. */
  readonly ts: number;
  readonly stage: Stage;
  /** Random id for the life of one backend process; with `seq` it names a resume position. */
  readonly epoch?: string;
  readonly event: { readonly name: Name; readonly payload: PayloadOf<Name> };
}

/**
 * The order of an event among the others of its run: by time, then by counter, then by content.
 * An event without a usable `ts` or `seq` has both at -1, and so comes before all that have both.
 */
export interface EventOrder {
  /** Unix time in milliseconds, or -1. */
  readonly tsMs: number;
  /** The project's counter, or -1. */
  readonly seq: number;
  /** Fingerprint of the decoded known fields, an integer in [0, 2^53); settles what `ts` and `seq` leave equal. */
  readonly content: number;
}

/** One of the contract’s events, read from an envelope and checked. */
export interface ReceivedEvent {
  readonly projectId: string;
  readonly runId: string;
  readonly order: EventOrder;
  /** The envelope's `epoch`, where the backend sends one. */
  readonly epoch: string | null;
  readonly event: GradientDescentEvent;
}
