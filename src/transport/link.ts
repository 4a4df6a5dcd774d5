/**
 * What a connection does when its link has ended.
 * `retry`: another link, after a wait. `later`: the same, but at the server's request, so it does not count as an attempt
 * that never opened. `unauthorized`: another attempt with fresh credentials where there are such, else `failed`.
 * `failed` and `closed`: no further link.
 */
type LinkOutcome = 'retry' | 'later' | 'unauthorized' | 'failed' | 'closed';

/** Why a link ended, and what follows. */
export interface LinkEnd {
  readonly outcome: LinkOutcome;
  /** For a viewer, as a clause without a full stop. */
  readonly reason: string;
  /** Whether the server closed an open link normally. */
  readonly isClean?: boolean;
  /** The least that the server asks to wait, in milliseconds. */
  readonly minDelayMs?: number;
}

/** Callbacks of a link to the connection that opened it. After `onEnd` only texts follow that had come before it. */
export interface LinkEvents {
  readonly onOpen: () => void;
  /** One message's text, or several as NDJSON. */
  readonly onText: (text: string) => void;
  /** A message came that is longer than the limit; nothing of it was kept. */
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

/** An address, or a function that returns one for each attempt, with a fresh token or a resume position. */
export type Address = string | (() => string | Promise<string>);

/** Callbacks that receive the frames' texts. */
export type FrameEvents = Pick<LinkEvents, 'onText' | 'onTooLong'>;
