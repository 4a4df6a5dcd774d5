import type { SinkFeed } from './sinkFeed.js';

interface Waiter {
  readonly targetSeq: number;
  readonly promise: Promise<void>;
  readonly resolve: () => void;
}

const TAKEN = Promise.resolve();

/** The feeds of an emitter's sinks, and those who wait for them. */
export class SinkFeeds {
  private readonly feeds = new Set<SinkFeed>();
  /** In ascending order of what they wait for; one for each event at most. */
  private waiters: Waiter[] = [];

  add(feed: SinkFeed): void {
    this.feeds.add(feed);
    feed.pump();
  }

  remove(feed: SinkFeed): void {
    feed.close();
    this.feeds.delete(feed);
    this.resolveWaiters();
  }

  removeAll(): void {
    for (const feed of [...this.feeds]) this.remove(feed);
  }

  pump(): void {
    // A copy: a sink may attach or detach another one.
    for (const feed of [...this.feeds]) feed.pump();
  }

  /** Waits until every sink that keeps up has the event of this `seq`. Never rejects. */
  whenTaken(targetSeq: number): Promise<void> {
    if (this.takenByAll() >= targetSeq) return TAKEN;
    const last = this.waiters.findLast((waiter) => waiter.targetSeq <= targetSeq);
    if (last?.targetSeq === targetSeq) return last.promise;
    let resolve = (): void => undefined;
    const promise = new Promise<void>((onTaken) => (resolve = onTaken));
    const at = last === undefined ? 0 : this.waiters.indexOf(last) + 1;
    this.waiters.splice(at, 0, { targetSeq, promise, resolve });
    return promise;
  }

  resolveWaiters(): void {
    if (this.waiters.length === 0) return;
    const taken = this.takenByAll();
    const due = this.waiters.filter(({ targetSeq }) => targetSeq <= taken);
    this.waiters = this.waiters.slice(due.length);
    for (const { resolve } of due) resolve();
  }

  private takenByAll(): number {
    let taken = Infinity;
    for (const feed of this.feeds) if (feed.isLive) taken = Math.min(taken, feed.takenSeq);
    return taken;
  }
}
