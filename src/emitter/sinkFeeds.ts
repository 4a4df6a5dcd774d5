import type { DeliveryReport } from './deliveryReport.js';
import type { Clock } from '../host/clock.js';
import type { SinkFeed } from './sinkFeed.js';
import { Waiters, type Wait } from './waiters.js';

const DONE = Promise.resolve();

/** The feeds of an emitter's sinks, and the promises that wait for them. */
export class SinkFeeds {
  private readonly feeds = new Set<SinkFeed>();
  private readonly required = new Set<SinkFeed>();
  private readonly waiters: Waiters;
  /** The report at the moment when all were removed. */
  private finalReport: DeliveryReport | null = null;

  /** @param timeoutMs - the longest wait of a promise */
  constructor(clock: Clock, timeoutMs: number) {
    this.waiters = new Waiters(
      clock,
      timeoutMs,
      ({ targetSeq }) => this.createReport(targetSeq),
      (wait) => {
        for (const feed of this.required) if (holdsUp(feed, wait)) feed.giveUp(timeoutMs);
      },
    );
  }

  add(feed: SinkFeed): void {
    this.feeds.add(feed);
    if (feed.isRequired) this.required.add(feed);
    feed.pump();
  }

  remove(feed: SinkFeed): void {
    feed.close();
    this.feeds.delete(feed);
    this.required.delete(feed);
    this.resolveWaiters();
  }

  /** Ends all feeds: every waiting promise resolves with the state at this moment. */
  removeAll(): void {
    this.finalReport ??= this.createReport(Infinity);
    this.waiters.settle(() => true);
    for (const feed of [...this.feeds]) this.remove(feed);
  }

  pump(): void {
    // A copy: a sink may attach or detach another one.
    for (const feed of [...this.feeds]) feed.pump();
  }

  /** `seq` up to which every required sink has taken all; Infinity where there is no required sink. */
  takenByRequired(): number {
    let taken = Infinity;
    for (const { takenSeq } of this.required) taken = Math.min(taken, takenSeq);
    return taken;
  }

  /** Waits until sinks that keep up have the event of this `seq`, and there is room in every required one's backlog. */
  whenToGoOn(targetSeq: number): Promise<void> {
    return this.isOver({ call: 'step', targetSeq }) ? DONE : this.waiters.addStep(targetSeq);
  }

  /** Waits until sinks that keep up, and every required one, have the event of this `seq`. */
  whenTaken(call: 'flush' | 'finish', targetSeq: number): Promise<DeliveryReport> {
    if (this.isOver({ call, targetSeq })) return Promise.resolve(this.createReport(targetSeq));
    return this.waiters.addEnd(call, targetSeq);
  }

  resolveWaiters(): void {
    this.waiters.settle((wait) => this.isOver(wait));
  }

  private isOver(wait: Wait): boolean {
    for (const feed of this.feeds) if (holdsUp(feed, wait)) return false;
    return true;
  }

  private createReport(untilSeq: number): DeliveryReport {
    if (this.finalReport !== null) return this.finalReport;
    let behind = 0;
    for (const feed of this.required) behind = Math.max(behind, feed.countBehind(untilSeq));
    return { complete: behind === 0, behind };
  }
}

function holdsUp(feed: SinkFeed, { call, targetSeq }: Wait): boolean {
  if (feed.isLive && feed.takenSeq < targetSeq) return true;
  if (!feed.isRequired) return false;
  if (call === 'step') return !feed.isGivenUp && feed.isBacklogFull();
  return feed.takenSeq < targetSeq && (call === 'finish' || !feed.isGivenUp);
}
