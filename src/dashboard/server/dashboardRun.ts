import type { EventFeed } from '../../emitter/node/eventFeed.js';
import type { FindFeed } from '../../emitter/node/feedAccess.js';

/** Assets that events name, such as sampled grids: bytes by their path, `/grids/…`. What a path stands for never changes. */
type Assets = ReadonlyMap<string, Uint8Array>;

/** A run that goes on while the dashboard shows it. */
export interface LiveRun {
  readonly title: string;
  /** Where its events come from, or who is asked for that at each connection, with its address. */
  readonly feed: EventFeed | FindFeed;
  /** May grow as the run goes on. */
  readonly assets?: Assets;
  /** What it is, in a sentence, once that is known. */
  readonly detail?: () => Promise<string>;
  /** Whether it begins anew for whoever connects with a `session` of another name in the address. */
  readonly canBeginAnew?: boolean;
  /** Id of another run that is shown beside this one. */
  readonly beside?: string;
}

/** A run that is computed when it is first asked for, and then played as a recording is. */
export interface ComputedRun {
  readonly title: string;
  /** What it is, in a sentence. */
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
