import type { EventFeed, FeedOptions, FeedSink } from '../../../src/emitter/node/eventFeed.js';

/** A feed before another, which counts who is attached. */
export interface CountingFeed extends EventFeed {
  attached(): number;
  /** Messages that sinks were handed so far, of all. */
  handed(): number;
  /** Resolves once so many are attached. */
  untilAttached(count: number): Promise<void>;
}

export function countAttached(feed: EventFeed): CountingFeed {
  let attached = 0;
  let handed = 0;
  let waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  function settle(): void {
    for (const { count, resolve } of waiting) if (count === attached) resolve();
    waiting = waiting.filter(({ count }) => count !== attached);
  }
  return {
    attach(sink, options) {
      const detach = feed.attach((text, sent) => {
        handed += 1;
        return sink(text, sent);
      }, options);
      attached += 1;
      settle();
      return () => {
        attached -= 1;
        settle();
        detach();
      };
    },
    attached: () => attached,
    handed: () => handed,
    untilAttached: (count) =>
      new Promise((resolve) => {
        waiting.push({ count, resolve });
        settle();
      }),
  };
}

/** A feed whose messages the test sends, to all who are attached. */
export interface ManualFeed extends EventFeed {
  /** Sends a message to each. @returns their answers */
  say(text: string, position?: string | null): unknown[];
  /** The options with which clients came. */
  readonly arrivals: FeedOptions[];
  end(reason: string): void;
}

export function createManualFeed(): ManualFeed {
  const sinks = new Map<symbol, { readonly sink: FeedSink; readonly options: FeedOptions }>();
  const arrivals: FeedOptions[] = [];
  return {
    attach(sink, options = {}) {
      const key = Symbol();
      arrivals.push(options);
      sinks.set(key, { sink, options });
      return () => void sinks.delete(key);
    },
    say: (text, position = null) => [...sinks.values()].map(({ sink }) => sink(text, { position })),
    arrivals,
    end: (reason) => [...sinks.values()].forEach(({ options }) => options.onEnd?.(reason)),
  };
}
