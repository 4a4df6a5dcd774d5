import { assertNever } from '../protocol/assertNever.js';
import type { EventOrder } from '../protocol/envelope.js';
import type {
  GradientDescentEvent,
  LossSurfaceGridReady,
  LossSurfaceSpecReady,
  PathFinished,
  PathStarted,
  PathUpdate,
} from '../protocol/events.js';
import { isSameContent } from '../protocol/sameContent.js';
import { HeldHyperparams } from './heldHyperparams.js';
import { isLater, type Ordered } from './orderedEvent.js';

/** Every event but a batch of points. */
export type SingleEvent = Exclude<GradientDescentEvent, PathUpdate>;

/** What of a run's path decides which events hold. */
interface Restarts {
  /** Whether an event of this order lies before the start that the path began anew with. */
  isBeforeRestart(order: EventOrder): boolean;
}

/**
 * Which of a run's events hold, of all that came but batches of points: a function of their set, whatever order and
 * repetition they come in. The store, the command line and the emitter's history all read a run by it.
 */
export class RunEvents<Origin = undefined> {
  spec: Ordered<LossSurfaceSpecReady, Origin> | null = null;
  grid: Ordered<LossSurfaceGridReady, Origin> | null = null;
  earliest: Ordered<SingleEvent, Origin> | null = null;
  earliestStart: Ordered<PathStarted, Origin> | null = null;
  newestStart: Ordered<PathStarted, Origin> | null = null;
  /** The newest start of a descent: of the others the training went on, and only its path was sent anew. */
  newestDescent: Ordered<PathStarted, Origin> | null = null;
  /** The newest end, whether the path has begun anew since or not. */
  newestEnd: Ordered<PathFinished, Origin> | null = null;
  /** Null until some have come. */
  hyperparams: HeldHyperparams<Origin> | null = null;

  constructor(private readonly path: Restarts) {}

  /** Takes one event in. The path takes a start in first. */
  apply(ordered: Ordered<SingleEvent, Origin>): void {
    this.earliest = earlierOf(this.earliest, ordered);
    const { event } = ordered;
    switch (event.name) {
      case 'LOSS_SURFACE_SPEC_READY':
        this.spec = laterOf(this.spec, { ...ordered, event });
        return;
      case 'LOSS_SURFACE_GRID_READY':
        this.grid = laterOf(this.grid, { ...ordered, event });
        return;
      case 'GD_PATH_STARTED': {
        const start = { ...ordered, event };
        this.earliestStart = earlierOf(this.earliestStart, start);
        this.newestStart = laterOf(this.newestStart, start);
        if (event.restart === undefined) this.newestDescent = laterOf(this.newestDescent, start);
        return;
      }
      case 'GD_PATH_FINISHED':
        this.newestEnd = laterOf(this.newestEnd, { ...ordered, event });
        return;
      case 'GD_HYPERPARAMS':
        this.hyperparams ??= new HeldHyperparams();
        this.hyperparams.apply({ ...ordered, event });
        return;
      default:
        assertNever(event);
    }
  }

  /**
   * Where the descent began anew: what was reported before it speaks of another. Null while no start is earlier than the
   * newest of a descent, since what came before a single start may only have been early.
   */
  get restartOfDescent(): EventOrder | null {
    const { earliestStart, newestDescent } = this;
    if (earliestStart === null || newestDescent === null) return null;
    return isLater(newestDescent.order, earliestStart) ? newestDescent.order : null;
  }

  /** The later of the newest spec and the newest grid. */
  get surface(): Ordered<LossSurfaceSpecReady | LossSurfaceGridReady, Origin> | null {
    const { spec, grid } = this;
    if (spec === null || grid === null) return spec ?? grid;
    return isLater(spec.order, grid) ? spec : grid;
  }

  /** The newest end, unless the path has begun anew since. */
  get end(): Ordered<PathFinished, Origin> | null {
    const { newestEnd } = this;
    return newestEnd === null || this.path.isBeforeRestart(newestEnd.order) ? null : newestEnd;
  }

  /** Where the events came from that hold: without all others, batches aside, the run is the same. */
  get origins(): ReadonlySet<Origin> {
    const { earliest, earliestStart, newestStart, newestDescent, spec, grid, end, hyperparams } = this;
    // The earliest start gives the run its rank for good, the earliest event until a start does.
    const held = [earliestStart ?? earliest, newestStart, newestDescent, spec, grid, end];
    const origins = held.flatMap((ordered) => (ordered === null ? [] : [ordered.origin]));
    return new Set([...origins, ...(hyperparams?.origins ?? [])]);
  }

  /** Half the side of the domain, as the surface states it, or else the start; null where neither does. */
  get domainHalf(): number | null {
    return this.surface?.event.domainHalf ?? this.newestStart?.event.domainHalf ?? null;
  }

  /** The two domains, where the surface and the start name different ones. */
  get domainMismatch(): { readonly surface: number; readonly start: number } | null {
    const surface = this.surface?.event.domainHalf ?? null;
    const start = this.newestStart?.event.domainHalf ?? null;
    return surface !== null && start !== null && surface !== start ? { surface, start } : null;
  }
}

function earlierOf<Known extends Ordered<unknown, unknown>>(held: Known | null, came: Known): Known {
  return held !== null && !isLater(held.order, came) ? held : came;
}

/** The later of two; the one held where they are the same event. An event that says the same as before stays the same object. */
function laterOf<Known extends Ordered<unknown, unknown>>(held: Known | null, came: Known): Known {
  if (held === null) return came;
  if (!isLater(came.order, held)) return held;
  return isSameContent(held.event, came.event) ? { ...came, event: held.event } : came;
}
