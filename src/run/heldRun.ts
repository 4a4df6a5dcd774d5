import type { PlacementCounters } from '../path/runPath.js';
import type { EventOrder, ReceivedEvent } from '../protocol/envelope.js';
import type { ReceivedRunReport } from '../protocol/reportedEvents.js';
import type { HeldReports } from './heldReports.js';
import type { ReportLimits } from './reportLimits.js';
import { RunFacts, type AppliedEvent } from './runFacts.js';
import type { RankedRun } from './runOrder.js';
import type { RunState } from './runState.js';
import type { ReportedEnd } from './runReports.js';
import type { StateHolder } from './runStates.js';
import type { StageStatuses } from './stageStatuses.js';

/**
 * A run that a store holds. Its state is made when it is read, since it is not read after every message. As long as its
 * start is all that came, its facts are made on reading too: many runs that are announced are never sent or shown.
 */
export class HeldRun implements RankedRun, StateHolder {
  rank: EventOrder;
  /** The last mismatch of domains that was reported, and whether the path's limit was. */
  reportedMismatch: string | null = null;
  hasReportedLimit = false;
  hasReportedSeriesLimit = false;
  private readState: RunState | null = null;
  private madeFacts: RunFacts | null = null;
  /** The start, where it is all that came and the facts are yet to be made. */
  private start: AppliedEvent | null = null;
  /** What the stage said of the run's end, and how many statuses there were then. */
  private stageEnd: ReportedEnd | null = null;
  private stagesRead = -1;

  /**
   * @param first - the first event that came of it, which is yet to be applied
   * @param stages - the statuses of the stages of all projects
   */
  constructor(
    readonly key: string,
    readonly projectId: string,
    readonly runId: string,
    private readonly maxPoints: number,
    first: ReceivedEvent,
    private readonly stages: StageStatuses,
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
    if (this.readState === null || this.stagesRead !== this.stages.revision) this.readStages();
    return (this.readState ??= this.facts.snapshot(this.stageEnd));
  }

  /** Takes in one event that speaks of the run beside its path. */
  report(received: ReceivedRunReport, limits: ReportLimits): void {
    if (this.facts.report(received, limits)) this.readState = null;
  }

  /** Takes over what was reported of the run before anything came of its path. */
  adopt(reports: HeldReports): void {
    this.readState = null;
    this.facts.adopt(reports);
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

  private readStages(): void {
    const { latest } = this.facts;
    const end = latest === null ? null : this.stages.endAfter(this.projectId, latest);
    if (end !== this.stageEnd) this.readState = null;
    this.stageEnd = end;
    this.stagesRead = this.stages.revision;
  }
}

function noCounters(): PlacementCounters {
  return { placed: 0, same: 0, superseded: 0, beyondLimit: 0 };
}
