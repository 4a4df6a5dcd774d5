/**
 * What becomes of a connection when its link ends.
 * `retry`: another link, after a wait. `later`: the same, and the server said so, so it does not count as an attempt
 * that never opened. `unauthorized`: once more with fresh credentials where there are such, else `failed`.
 * `failed` and `closed`: no further link.
 */
type LinkOutcome = 'retry' | 'later' | 'unauthorized' | 'failed' | 'closed';

/** Why a link ended, and what now. */
export interface LinkEnd {
  readonly outcome: LinkOutcome;
  /** For a person who watches, as a clause without a full stop. */
  readonly reason: string;
  /** The server closed an open link in good order. */
  readonly isClean?: boolean;
  /** The least that the server asks to wait, in milliseconds. */
  readonly minDelayMs?: number;
}

/** What a link reports to the connection that opened it. After `onEnd` it reports nothing more, except texts that had come before. */
export interface LinkEvents {
  readonly onOpen: () => void;
  /** One message's text, or several as NDJSON. */
  readonly onText: (text: string) => void;
  /** A message of so many characters came, which is beyond the limit; nothing of it was kept. */
  readonly onTooLong: (chars: number) => void;
  /** Something came that is no message. */
  readonly onOtherBytes: () => void;
  /** A heartbeat came that is no message. */
  readonly onBeat: () => void;
  /** The server asks for at least this wait before every further link, in milliseconds. */
  readonly onRetryDelay: (delayMs: number) => void;
  readonly onEnd: (end: LinkEnd) => void;
}

/** One WebSocket, or one HTTP response. */
export interface Link {
  /** Ends it; it reports nothing more. */
  abandon(why: 'host' | 'dead'): void;
}

/** Opens a link. May throw, which is reported as the reason for which the attempt failed. */
export type OpenLink = (address: string, events: LinkEvents) => Link;

/** An address, or who is asked for one at each attempt: for a fresh token, or a resume position. */
export type Address = string | (() => string | Promise<string>);

/** What receives the frames' texts. */
export type FrameEvents = Pick<LinkEvents, 'onText' | 'onTooLong'>;
