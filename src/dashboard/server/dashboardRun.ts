import type { EventFeed } from '../../emitter/node/eventFeed.js';
import type { FindFeed } from '../../emitter/node/feedAccess.js';

/** Assets that events name, such as sampled grids: bytes by their path, `/grids/…`. Those of a path never change. */
type Assets = ReadonlyMap<string, Uint8Array>;

/** A run that goes on while the dashboard shows it. */
export interface LiveRun {
  readonly title: string;
  /** The feed of its events, or a function that finds it for each request. */
  readonly feed: EventFeed | FindFeed;
  /** May grow during the run. */
  readonly assets?: Assets;
  /** Its description, a sentence, once that is known. */
  readonly detail?: () => Promise<string>;
  /** Whether it restarts for a client that connects with another `session` in the address. */
  readonly canBeginAnew?: boolean;
  /** Id of another run that is shown beside this one. */
  readonly beside?: string;
}

/** A run that is computed when it is first requested, and then played like a recording. */
export interface ComputedRun {
  readonly title: string;
  /** Its description, a sentence. */
  readonly detail?: string;
  /** Called once. */
  readonly compute: () => ComputedLog;
}

/** A run as a log, and the assets that its events name. */
export interface ComputedLog {
  /** The run's events, one a line. */
  readonly ndjson: string;
  readonly assets: Assets;
}
