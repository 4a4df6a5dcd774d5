import type { EventFeed, FeedSink } from './eventFeed.js';

/** Several feeds as one. */
export interface JoinedFeed extends EventFeed {
  /**
   * Adds a feed, for clients that are attached and for later ones; a feed that was added before is not added again.
   * @returns a function that removes it; call that before the emitter is closed
   * @throws what the feed's `attach` throws; the feed is not added then
   */
  add(feed: EventFeed): () => void;
}

interface JoinedClient {
  readonly sink: FeedSink;
  readonly onEnd: ((reason: string) => void) | undefined;
  readonly detachFrom: Map<EventFeed, () => void>;
  isGone: boolean;
}

/**
 * Joins the feeds of a project's runs for one socket: each client receives one message at a time, whichever feed it is from.
 * A position holds for one emitter only. So once there have been two feeds, clients begin at the start whatever they ask
 * for, and are sent no positions; an event that they receive again changes nothing.
 */
export function joinFeeds(feeds: Iterable<EventFeed> = []): JoinedFeed {
  const members = new Set(feeds);
  const clients = new Set<JoinedClient>();
  let hasPositions = members.size < 2;

  function connect(client: JoinedClient, feed: EventFeed, options: object): void {
    const sink: FeedSink = (text, { position }) =>
      client.sink(text, { position: hasPositions ? position : null });
    const end = client.onEnd === undefined ? {} : { onEnd: client.onEnd };
    const leave = feed.attach(sink, { ...options, ...end });
    // The feed has called the client's sink, which may have detached the client or removed the feed.
    if (client.isGone || !members.has(feed)) leave();
    else client.detachFrom.set(feed, leave);
  }

  function remove(feed: EventFeed): void {
    members.delete(feed);
    for (const { detachFrom } of clients) {
      detachFrom.get(feed)?.();
      detachFrom.delete(feed);
    }
  }

  function addNew(feed: EventFeed): void {
    members.add(feed);
    hasPositions &&= members.size < 2;
    try {
      // A copy: a client that comes meanwhile is connected when it comes.
      for (const client of [...clients]) connect(client, feed, {});
    } catch (error) {
      remove(feed);
      throw error;
    }
  }

  return {
    attach(sink, { resumeFrom, onEnd } = {}) {
      const client: JoinedClient = {
        sink: createOrderedSink(sink),
        onEnd,
        detachFrom: new Map(),
        isGone: false,
      };
      const resume = hasPositions && resumeFrom !== undefined ? { resumeFrom } : {};
      const detach = (): void => {
        client.isGone = true;
        clients.delete(client);
        for (const leave of client.detachFrom.values()) leave();
        client.detachFrom.clear();
      };
      try {
        for (const feed of members) connect(client, feed, resume);
      } catch (error) {
        detach();
        throw error;
      }
      clients.add(client);
      return detach;
    },
    add(feed) {
      if (!members.has(feed)) addNew(feed);
      return () => remove(feed);
    },
  };
}

/** Sends one message at a time, in order. A feed waits for its message, so each has at most one in the queue. */
function createOrderedSink(sink: FeedSink): FeedSink {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  return (text, sent) => {
    const answer = waiting === 0 ? sink(text, sent) : last.then(() => sink(text, sent));
    if (answer === undefined) return;
    waiting += 1;
    const taken = Promise.resolve(answer);
    // A failure goes to the feed that sent the message; the queue goes on.
    last = taken.then(
      () => (waiting -= 1),
      () => (waiting -= 1),
    );
    return taken;
  };
}
