import type { AttachOptions } from '../createEmitter.js';

/** What a feed sends beside a message's text. */
export interface FeedMessage {
  /** Where a client that has this message may resume (an SSE `id`); null where it may not. */
  readonly position: string | null;
}

/**
 * Takes one message: one line of a log, without its line break. If it returns a promise, the next message is sent after that
 * has resolved. It may never settle if the client has gone, which is then detached.
 */
export type FeedSink = (text: string, sent: FeedMessage) => void | PromiseLike<void>;

/** Where a client begins, and what is called at the end of the feed. */
export interface FeedOptions extends Pick<AttachOptions, 'resumeFrom'> {
  /** Called where the feed itself ends, such as one that relays another server. An emitter never calls it. */
  readonly onEnd?: (reason: string) => void;
}

/** A source of events to which a server attaches its clients: an {@link Emitter}, or a recording that is played. */
export interface EventFeed {
  /**
   * Adds a client, which receives what there is so far and then what comes.
   * @returns a function that detaches it; a second call does nothing
   */
  attach(sink: FeedSink, options?: FeedOptions): () => void;
}
