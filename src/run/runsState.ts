import type { Diagnostic } from '../protocol/diagnostic.js';
import type { ConnectionState } from './connectionState.js';
import type { DiagnosticCounts } from './diagnosticLog.js';
import type { RunState } from './runState.js';

/** What became of every message: `received = read + ignored + rejected`. */
export interface MessageCounters {
  readonly received: number;
  /** Gave one of the contract’s events. */
  readonly read: number;
  /**
   * Another event of the pipeline: no fact comes of it. What some of them say beside a run's path is in
   * `RunState.reported`, and they count here all the same.
   */
  readonly ignored: number;
  /** Could not be used; a diagnostic says why. */
  readonly rejected: number;
}

/** What became of every point in the messages read: `carried = placed + same + superseded + beyondLimit + rejected`. */
export interface PointCounters {
  readonly carried: number;
  readonly placed: number;
  /** The same as the point held at that step. */
  readonly same: number;
  /** A later event had a point at that step, or the path had begun anew. */
  readonly superseded: number;
  /** Earlier than all points of a path at its limit, or of a run that was evicted. */
  readonly beyondLimit: number;
  /** Unusable; a diagnostic says why. */
  readonly rejected: number;
}

/** A place in one project's stream of events from one backend process, written `epoch:seq` where it is sent. */
export interface ResumePosition {
  readonly epoch: string;
  readonly seq: number;
}

/** State of the store: all runs and what is known of the stream itself. */
export interface RunsState {
  /** Grows with every message. */
  readonly revision: number;
  /** Runs by key. Live, like the paths in them: compare a `RunState`, not this map. */
  readonly runs: ReadonlyMap<string, RunState>;
  /**
   * Keys of the runs by their rank, the earliest first. A new array when a run comes, goes or moves.
   * With more than 128 runs it is listed when first read: an older state that is first read later lists the runs of then.
   */
  readonly runKeys: readonly string[];
  /** The run the host chose to show, or null to follow the latest. */
  readonly chosenRunKey: string | null;
  readonly connection: ConnectionState;
  /**
   * Where a backend may resume: the newest event that came, or null where no event named its process's `epoch`, and
   * where events of several projects came. `seq` counts those of one: `selectResumePosition` gives the position of each.
   */
  readonly resumePosition: ResumePosition | null;
  /** Live positions by project, of the 64 whose events came last. */
  readonly resumePositions: ReadonlyMap<string, ResumePosition>;
  readonly messages: MessageCounters;
  readonly points: PointCounters;
  readonly diagnostics: readonly Diagnostic[];
  /** Live count by code of every diagnostic there was. */
  readonly diagnosticCounts: DiagnosticCounts;
  /** Live count by name of events that are none of the contract's, whether or not they were read beside it; names beyond the limit are counted under `…`. */
  readonly ignoredEvents: ReadonlyMap<string, number>;
  /** Runs that were evicted to keep within `maxRuns`. */
  readonly evictedRuns: number;
  /** Events that came for them later, and were not used. */
  readonly evictedEvents: number;
}
