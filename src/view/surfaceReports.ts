import type { Clock } from '../host/clock.js';
import type { RunStore } from '../run/runStore.js';
import type { ShownSurface } from '../run/shownSurface.js';
import type { GridProblem, SampledGrid } from '../surface/index.js';
import { selectGridRequest, type SurfaceFacts } from './surfaceFacts.js';
import { watchAxisOrder } from './watchAxisOrder.js';

/** Reports faults of a run's surface that show once it is drawn, to the store, which makes a diagnostic of each only once. */
export class SurfaceReports {
  private watched: SampledGrid | null = null;
  private endWatch: (() => void) | null = null;

  constructor(
    private readonly store: RunStore,
    private readonly clock: Clock,
  ) {}

  /** A grid that could not be loaded, or cannot be drawn. */
  reportProblem(facts: SurfaceFacts, { code, found, expected, hint }: GridProblem): void {
    const asset = selectGridRequest(facts)?.url ?? '';
    const path = 'event.payload.asset_url';
    this.store.report(facts.runKey, { code, asset, path, found, expected, hint });
  }

  /** Heights that float32 cannot distinguish. */
  reportTooClose(facts: SurfaceFacts, { drawnFrom }: ShownSurface): void {
    this.store.report(facts.runKey, {
      code: 'heights_too_close',
      asset: selectGridRequest(facts)?.url ?? '',
      path: drawnFrom === 'grid' ? 'event.payload.asset_url' : 'event.payload.surface_spec.params',
      found: 'heights that lie closer together than 1.2e-38',
      expected: 'heights that differ by at least 2^-126, as float32 has them',
    });
  }

  /** Checks from now on whether the order of these samples fits the run's losses; null ends the checks. */
  watchOrder(facts: SurfaceFacts, samples: SampledGrid | null): void {
    if (samples === this.watched) return;
    this.endWatch?.();
    this.endWatch = null;
    this.watched = samples;
    const request = selectGridRequest(facts);
    if (samples === null || facts.runKey === null || request === null) return;
    this.endWatch = watchAxisOrder(this.store, facts.runKey, samples, request.url, this.clock);
  }
}
