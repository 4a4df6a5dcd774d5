import type { GradientDescentEvent } from '../protocol/events.js';
import { isStep } from '../protocol/ownField.js';

/** An event as it was sent, and as every replay sends it. */
export interface EmittedEvent {
  readonly seq: number;
  /** Unix time in integer milliseconds. */
  readonly tsMs: number;
  readonly event: GradientDescentEvent;
}

/** What a sink receives beside the text: the event and its position. */
export interface SentEvent extends EmittedEvent {
  /** `epoch:seq`, to resume after this event (an SSE `id`); null where the emitter has no epoch. */
  readonly position: string | null;
}

/**
 * Takes one event: a line of JSON without its line break. If it returns a promise, the next event is sent after that has
 * resolved. A sink that throws or rejects is sent the same event again later.
 */
export type Sink = (text: string, sent: SentEvent) => void | PromiseLike<void>;

/** Where a client resumes: the `position` of the last event that it has, or the same in two fields, as a store keeps it. */
export type ResumeFrom = string | { readonly epoch: string; readonly seq: number };

/** A `seq` before that of every event: where a client without a usable position begins. */
export const BEFORE_ALL = -1;

/**
 * The counter after which a client resumes.
 * @param lastSeq - the highest number that the project's counter is known to have given
 * @returns {@link BEFORE_ALL} where the position is of another process, or beyond `lastSeq`
 */
export function resolveResumeSeq(
  resumeFrom: ResumeFrom | null | undefined,
  epoch: string | null,
  lastSeq: number,
): number {
  if (resumeFrom == null || epoch === null) return BEFORE_ALL;
  const position = typeof resumeFrom === 'string' ? parsePosition(resumeFrom) : resumeFrom;
  if (position?.epoch !== epoch) return BEFORE_ALL;
  return isStep(position.seq) && position.seq <= lastSeq ? position.seq : BEFORE_ALL;
}

/** An epoch may hold colons, a counter none. */
function parsePosition(text: string): { readonly epoch: string; readonly seq: number } | null {
  const match = /^(.+):(\d+)$/s.exec(text);
  return match === null ? null : { epoch: match[1]!, seq: Number(match[2]) };
}
