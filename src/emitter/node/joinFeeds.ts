import type { EventFeed, FeedSink } from './eventFeed.js';

/** Several feeds as one. */
export interface JoinedFeed extends EventFeed {
  /**
   * Adds a feed, for those who are attached and those who come; one that is in already stays in once.
   * @returns what takes it out again; do so before an emitter is closed
   * @throws what the feed throws that takes no client; it is not added then
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
 * Joins the feeds of a project's runs, for one socket: each client gets one message at a time, whichever feed it is of.
 * A position holds for one emitter. So once there have been two feeds, clients begin at the start whatever they ask
 * for, and are sent no positions: what they get again is placed where it was, and counts once.
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
    // Its sink, which the feed has called, may have detached it or taken the feed out.
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
      // A copy: whoever comes meanwhile is connected as it comes.
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

/** One message at a time, in the order in which they came. A feed waits for its own, so each has one in line at most. */
function createOrderedSink(sink: FeedSink): FeedSink {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  return (text, sent) => {
    const answer = waiting === 0 ? sink(text, sent) : last.then(() => sink(text, sent));
    if (answer === undefined) return;
    waiting += 1;
    const taken = Promise.resolve(answer);
    // A failure goes to whoever sent it; the next in line goes on.
    last = taken.then(
      () => (waiting -= 1),
      () => (waiting -= 1),
    );
    return taken;
  };
}
