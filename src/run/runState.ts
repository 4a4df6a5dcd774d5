import type { EventOrder } from '../protocol/envelope.js';
import type {
  FinishReason,
  Hyperparams,
  LossSurfaceGridReady,
  LossSurfaceSpecReady,
  RestartReason,
} from '../protocol/events.js';
import type { PathView } from '../path/pathView.js';
import type { RunReports } from './runReports.js';

/** `idle`: named by an event, no path yet. `running`: its path has begun. `finished`: its end has come. */
export type RunStatus = 'idle' | 'running' | 'finished';

/** How a run's path ended. */
export interface RunEnd {
  /** Null where the backend did not say, or said something that is not in the contract. */
  readonly reason: FinishReason | null;
  /** The last index or the number of steps, as the backend counts; null where it did not say. */
  readonly finalStep: number | null;
}

/**
 * What is known of one run. A new object after every change, except that `path` is live:
 * an older state is no snapshot of its points; `path.revision` says that they changed.
 */
export interface RunState {
  /** The run's name in the store: unique over projects. */
  readonly key: string;
  readonly projectId: string;
  readonly runId: string;
  readonly status: RunStatus;
  readonly end: RunEnd | null;
  /** Whether a `GD_PATH_STARTED` has come. */
  readonly hasStarted: boolean;
  /** Where the newest start stands among the run's events; another object once the path has begun anew. Null before it. */
  readonly startOrder: EventOrder | null;
  /**
   * Why the newest start began the path anew though the training went on; null where it is the start of a descent, says
   * nothing, or has not come. `projection`: the whole path so far was sent again, on the plane that the surface names.
   */
  readonly restartReason: RestartReason | null;
  /**
   * Where the newest start of a descent stands, one without a `restartReason`; null before any. It stays the same as long as
   * a training goes on, whatever planes its path is shown on, and lies before `startOrder` where it has had a new one.
   */
  readonly descentOrder: EventOrder | null;
  readonly path: PathView;
  /** Whether points were evicted to keep within the path's limit: the steps before the first are then not missing. */
  readonly hasReachedLimit: boolean;
  /** Half the side of the domain in surface units: the surface's, else the start's, else the default. */
  readonly domainHalf: number;
  /**
   * A point is reported for every so many steps, an integer of at least 1: what the newest start says, 1 where it says
   * nothing. The steps between multiples of it were never to come.
   */
  readonly reportEvery: number;
  /** Whether the newest start said so. Where it did not, the points that came may still keep a pace of their own. */
  readonly hasStatedReportEvery: boolean;
  /**
   * The later of the newest spec and the newest grid; null while no surface event has come. The same object until one
   * that says something else holds.
   */
  readonly surface: LossSurfaceSpecReady | LossSurfaceGridReady | null;
  /** Where the event of `surface` stands among the run's events; another object once it was sent again. Null without one. */
  readonly surfaceOrder: EventOrder | null;
  /** The newest spec: shown while a grid loads, or where it failed. */
  readonly spec: LossSurfaceSpecReady | null;
  /** Each field from the latest event that states it, in the order of the contract. */
  readonly hyperparams: Hyperparams;
  /** Where the run stands among the others: its earliest start, or while none has come its earliest event. */
  readonly rank: EventOrder;
  /** What the pipeline said beside the path, which is no fact of the run. */
  readonly reported: RunReports;
}
