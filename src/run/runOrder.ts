import { compareEventOrder } from '../protocol/contentOrder.js';
import type { EventOrder } from '../protocol/envelope.js';
import { SortedLeaves } from './sortedLeaves.js';

/** Up to this many keys are listed when the order changes; with more, they are listed when first read. */
const MAX_LISTED_AT_ONCE = 128;

/** A run with its rank among the others. */
export interface RankedRun {
  readonly key: string;
  /** Changes only while the run is not in the order. */
  rank: EventOrder;
}

/** The keys of runs by their rank: listed, or of more than 128 runs a function that lists them when it is first called. */
export type RunKeys = readonly string[] | (() => readonly string[]);

/** Runs sorted by rank, the earliest first. */
export class RunOrder<Run extends RankedRun> {
  private listed: RunKeys | null = [];
  private readonly runs = new SortedLeaves<Run>(comparePlaces);

  /** Another object after every change. */
  get keys(): RunKeys {
    return (this.listed ??= this.listKeys());
  }

  get size(): number {
    return this.runs.size;
  }

  add(run: Run): void {
    this.runs.add(run);
    this.listed = null;
  }

  remove(run: Run): void {
    this.runs.remove(run);
    this.listed = null;
  }

  /** Moves a run to another place. */
  move(run: Run, rank: EventOrder): void {
    this.runs.remove(run);
    run.rank = rank;
    this.add(run);
  }

  /** The run with the earliest rank that is none of `except`. */
  firstBut(except: Run | undefined): Run | undefined {
    return this.runs.firstBut(except);
  }

  private listKeys(): RunKeys {
    const { runs } = this;
    if (runs.size <= MAX_LISTED_AT_ONCE) return keysOf(runs);
    let list: readonly string[] | null = null;
    return () => (list ??= keysOf(runs));
  }
}

function keysOf<Run extends RankedRun>(runs: SortedLeaves<Run>): string[] {
  return runs.map(({ key }) => key);
}

function comparePlaces(a: RankedRun, b: RankedRun): number {
  if (a === b) return 0;
  return compareEventOrder(a.rank, b.rank) || (a.key < b.key ? -1 : 1);
}
