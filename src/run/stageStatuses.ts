import { copyText } from '../protocol/boundText.js';
import { compareEventOrder } from '../protocol/contentOrder.js';
import type { EventOrder } from '../protocol/envelope.js';
import type { ReceivedStageStatus } from '../protocol/reportedEvents.js';
import { lowerBound } from '../maths/lowerBound.js';
import { ChurningMap } from './churningMap.js';
import { isEnd, isFailure, isTrainingStage } from './reportedStatus.js';
import type { ReportedEnd } from './runReports.js';

/** Projects whose stages are remembered: those that spoke last. */
const MAX_PROJECTS = 64;
/** Statuses remembered of a project: those that are latest. */
const MAX_STATUSES = 256;

interface HeldStatus {
  readonly order: EventOrder;
  /** Null where the stage goes on. */
  readonly end: ReportedEnd | null;
}

/**
 * The statuses of the stages in which projects train, in their order. They name no run: a run's is the first that is
 * later than all that came of the run.
 */
export class StageStatuses {
  /** Grows with every status that is new. */
  revision = 0;
  private readonly byProject = new ChurningMap<string, HeldStatus[]>();

  apply({ projectId, order, event: { stageId, status } }: ReceivedStageStatus): void {
    if (!isTrainingStage(stageId)) return;
    const held = this.statusesOf(projectId);
    const at = lowerBound(0, held.length, (i) => compareEventOrder(held[i]!.order, order) < 0);
    if (at < held.length && compareEventOrder(held[at]!.order, order) === 0) return;
    const end: ReportedEnd | null = isEnd(status)
      ? { by: 'stage', status: copyText(status), isFailure: isFailure(status) }
      : null;
    held.splice(at, 0, { order, end });
    if (held.length > MAX_STATUSES) held.shift();
    this.revision++;
  }

  /**
   * The end that the first status after an event says; null where that says none, or none came.
   * @param order - of the latest event of a run, of whatever kind
   */
  endAfter(projectId: string, order: EventOrder): ReportedEnd | null {
    const held = this.byProject.get(projectId);
    if (held === undefined) return null;
    return (
      held[lowerBound(0, held.length, (i) => compareEventOrder(held[i]!.order, order) <= 0)]?.end ?? null
    );
  }

  private statusesOf(projectId: string): HeldStatus[] {
    const known = this.byProject.get(projectId);
    if (known !== undefined) return known;
    const statuses: HeldStatus[] = [];
    this.byProject.set(copyText(projectId), statuses);
    for (const oldest of this.byProject.keys()) {
      if (this.byProject.size <= MAX_PROJECTS) break;
      this.byProject.delete(oldest);
    }
    return statuses;
  }
}
