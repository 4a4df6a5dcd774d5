import type { AttachOptions } from '../createEmitter.js';

/** What a feed says of a message beside its text. */
export interface FeedMessage {
  /** Where a client that has this message may resume (an SSE `id`); null where it may not. */
  readonly position: string | null;
}

/**
 * Takes one message: one line of a log, without its line break. A promise says when it is taken; the next comes no
 * sooner. One that never settles is that of a client which has gone, and is about to be detached.
 */
export type FeedSink = (text: string, sent: FeedMessage) => void | PromiseLike<void>;

/** Where a client begins, and what is called once there is nothing more for it. */
export interface FeedOptions extends Pick<AttachOptions, 'resumeFrom'> {
  /** Called where the feed itself breaks off, such as one that relays another server. An emitter never calls it. */
  readonly onEnd?: (reason: string) => void;
}

/** What a server attaches its clients to. An {@link Emitter} is one, and so is a recording that is played. */
export interface EventFeed {
  /**
   * Adds a client, which gets what there is so far and then what comes.
   * @returns what detaches it again; harmless when it is called twice
   */
  attach(sink: FeedSink, options?: FeedOptions): () => void;
}
