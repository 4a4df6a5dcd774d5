import type { PlacementCounters } from '../path/runPath.js';
import type { EventOrder, ReceivedEvent } from '../protocol/envelope.js';
import { RunFacts, type AppliedEvent } from './runFacts.js';
import type { RankedRun } from './runOrder.js';
import type { RunState } from './runState.js';
import type { StateHolder } from './runStates.js';

/**
 * A run that a store holds. Its state is made when it is read, since it is not read after every message. As long as its
 * start is all that came, its facts are made on reading too: many runs that are announced are never sent or shown.
 */
export class HeldRun implements RankedRun, StateHolder {
  rank: EventOrder;
  /** The last mismatch of domains that was reported, and whether the path's limit was. */
  reportedMismatch: string | null = null;
  hasReportedLimit = false;
  private readState: RunState | null = null;
  private madeFacts: RunFacts | null = null;
  /** The start, where it is all that came and the facts are yet to be made. */
  private start: AppliedEvent | null = null;

  /** @param first - the first event that came of it, which is yet to be applied */
  constructor(
    readonly key: string,
    readonly projectId: string,
    readonly runId: string,
    private readonly maxPoints: number,
    first: ReceivedEvent,
  ) {
    this.rank = first.order;
  }

  get facts(): RunFacts {
    if (this.madeFacts === null) {
      this.madeFacts = new RunFacts(this.key, this.projectId, this.runId, this.maxPoints);
      // Its point is counted already.
      if (this.start !== null) this.madeFacts.apply(this.start, noCounters());
      this.start = null;
    }
    return this.madeFacts;
  }

  get state(): RunState {
    return (this.readState ??= this.facts.snapshot());
  }

  /** Takes one event in. @returns whether it may have changed more than that the run has started */
  apply(received: ReceivedEvent, counters: PlacementCounters): boolean {
    this.readState = null;
    const { event } = received;
    const isAll = this.madeFacts === null && this.start === null;
    if (isAll && event.name === 'GD_PATH_STARTED' && this.maxPoints > 0) {
      // Without the ids: they may be slices of the message, which would keep all of it in memory.
      this.start = { order: received.order, event };
      if (event.point0 !== null) counters.placed++;
      return false;
    }
    this.facts.apply(received, counters);
    return true;
  }
}

function noCounters(): PlacementCounters {
  return { placed: 0, same: 0, superseded: 0, beyondLimit: 0 };
}
