import { PathStarts } from '../path/pathStarts.js';
import type { PathUpdate } from '../protocol/events.js';
import { RunEvents } from '../run/runEvents.js';
import type { EmittedEvent } from './emittedEvent.js';
import { PathHistory } from './pathHistory.js';

/**
 * What is left of a run's events when all that later ones made void is gone: a client that is sent this, in addition to
 * whatever it has, shows the same facts to the bit as one that was sent everything. Every event keeps its `ts` and `seq`.
 */
export class EventHistory {
  private path: PathHistory;
  private readonly starts = new PathStarts();
  private readonly events = new RunEvents<EmittedEvent>(this.starts);
  /** All but the batches, each once, in order: eleven at most, and one for each hyperparameter of another name. */
  private kept: readonly EmittedEvent[] = [];

  /** @param maxPathPoints - see {@link PathHistory} */
  constructor(private readonly maxPathPoints: number) {
    this.path = new PathHistory(maxPathPoints);
  }

  /** Events other than batches that are held. */
  get keptCount(): number {
    return this.kept.length;
  }

  get pointCount(): number {
    return this.path.pointCount;
  }

  /** Takes in the next event: its `seq` is greater than that of all before it, and its time no earlier. */
  add(emitted: EmittedEvent): void {
    const { event, tsMs, seq } = emitted;
    if (event.name === 'GD_PATH_UPDATE') {
      this.path.add(emitted as EmittedEvent & { readonly event: PathUpdate });
      return;
    }
    // No two are equal by time and counter, so the content has nothing to settle.
    const order = { tsMs, seq, content: 0 };
    if (event.name === 'GD_PATH_STARTED') {
      this.starts.add(order);
      this.path = new PathHistory(this.maxPathPoints);
    }
    this.events.apply({ order, event, origin: emitted });
    this.kept = [...this.events.origins].sort((a, b) => a.seq - b.seq);
  }

  /** The first event that is left whose `seq` is greater; null where there is none. */
  firstAfter(seq: number): EmittedEvent | null {
    const kept = this.kept.find((emitted) => emitted.seq > seq) ?? null;
    const batch = this.path.firstAfter(seq);
    if (kept === null || batch === null) return kept ?? batch;
    return kept.seq < batch.seq ? kept : batch;
  }

  /** Events that are left whose `seq` lies after the one and not after the other. */
  countBetween(afterSeq: number, untilSeq: number): number {
    const kept = this.kept.filter(({ seq }) => seq > afterSeq && seq <= untilSeq).length;
    return kept + this.path.countBetween(afterSeq, untilSeq);
  }
}
