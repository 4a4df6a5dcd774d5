import { assertNever } from '../protocol/assertNever.js';
import {
  isNamedHyperparam,
  listHyperparams,
  MAX_OTHER_HYPERPARAMS,
} from '../protocol/contract/hyperparams.js';
import type { PathUpdate } from '../protocol/events.js';
import type { EmittedEvent } from './emittedEvent.js';
import { PathHistory } from './pathHistory.js';

/**
 * What is left of a run's events when all that later ones made void is gone: a client that is sent this, in addition to
 * whatever it has, shows the same facts to the bit as one that was sent everything. Every event keeps its `ts` and `seq`.
 */
export class EventHistory {
  private path: PathHistory;
  /** Gives the run its rank until a start does. */
  private first: EmittedEvent | null = null;
  private spec: EmittedEvent | null = null;
  private grid: EmittedEvent | null = null;
  /** Gives the run its rank for good: a restart does not move it. */
  private firstStart: EmittedEvent | null = null;
  private newestStart: EmittedEvent | null = null;
  private end: EmittedEvent | null = null;
  private readonly hyperparams = new Map<string, EmittedEvent>();
  /** All but the batches, each once, in order: ten at most, and one for each hyperparameter of another name. */
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

  /** Takes in the next event: its `seq` is greater than that of all before it. */
  add(emitted: EmittedEvent): void {
    const { event } = emitted;
    if (event.name === 'GD_PATH_UPDATE') {
      this.path.add(emitted as EmittedEvent & { readonly event: PathUpdate });
      return;
    }
    if (this.firstStart === null) this.first ??= emitted;
    switch (event.name) {
      case 'LOSS_SURFACE_SPEC_READY':
        this.spec = emitted;
        break;
      case 'LOSS_SURFACE_GRID_READY':
        this.grid = emitted;
        break;
      case 'GD_HYPERPARAMS':
        for (const { name } of listHyperparams(event.values)) this.hyperparams.set(name, emitted);
        this.forgetHyperparams();
        break;
      case 'GD_PATH_STARTED':
        this.first = null;
        this.firstStart ??= emitted;
        this.newestStart = emitted;
        this.end = null;
        this.path = new PathHistory(this.maxPathPoints);
        break;
      case 'GD_PATH_FINISHED':
        this.end = emitted;
        break;
      default:
        assertNever(event);
    }
    this.kept = this.listKept();
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

  /** Of those that the contract does not name, a reader keeps the first by name and no others. */
  private forgetHyperparams(): void {
    const others = [...this.hyperparams.keys()].filter((name) => !isNamedHyperparam(name)).sort();
    for (const name of others.slice(MAX_OTHER_HYPERPARAMS)) this.hyperparams.delete(name);
  }

  private listKept(): readonly EmittedEvent[] {
    const { first, spec, grid, firstStart, newestStart, end } = this;
    const all = new Set([first, spec, grid, firstStart, newestStart, end, ...this.hyperparams.values()]);
    all.delete(null);
    return [...(all as Set<EmittedEvent>)].sort((a, b) => a.seq - b.seq);
  }
}
