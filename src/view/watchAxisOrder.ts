import type { Clock, Timer } from '../host/clock.js';
import type { RunStore } from '../run/runStore.js';
import { checkAxisOrder, type SampledGrid } from '../surface/index.js';

/** A path is checked once it has this many points, then at every doubling, and at its end. */
const FIRST_LOOK_POINTS = 20;
/** A check waits this long, so that it never delays the frame that shows the grid. */
const LOOK_DELAY_MS = 250;

/**
 * Compares a run's streamed losses with its grid as the run goes on, and reports to the store, once, if the grid's
 * rows and columns seem to be in another order than stated. Each check runs in a task of its own, of up to some 12 ms.
 * @returns ends the watch
 */
export function watchAxisOrder(
  store: RunStore,
  runKey: string,
  grid: SampledGrid,
  asset: string,
  clock: Clock,
): () => void {
  let lookedAt = 0;
  let timer: Timer | null = null;

  const look = (): void => {
    timer = null;
    const run = store.getState().runs.get(runKey);
    if (run === undefined) return;
    lookedAt = run.path.length;
    const finding = checkAxisOrder(grid, (visit) =>
      run.path.forEach((_step, x, y, _index, loss) => visit(x, y, loss)),
    );
    if (finding === null) return;
    end();
    const { symmetry, hint, correlation, statedCorrelation, points } = finding;
    const expected = "rows in the order of y, x running fastest, as the path's losses say";
    const found =
      `a grid that fits ${points} losses if ${symmetry} ` +
      `(rank correlation ${correlation.toFixed(2)}, as sent ${statedCorrelation.toFixed(2)})`;
    const path = 'event.payload.asset_url';
    store.report(runKey, { code: 'grid_axes_doubtful', asset, path, found, expected, hint });
  };

  const consider = (): void => {
    const run = store.getState().runs.get(runKey);
    if (timer !== null || run === undefined) return;
    const { length } = run.path;
    const isDue = length >= Math.max(FIRST_LOOK_POINTS, 2 * lookedAt);
    const isEnd = run.status === 'finished' && length !== lookedAt;
    if (isDue || isEnd) timer = clock.startTimer(look, LOOK_DELAY_MS);
  };

  const unsubscribe = store.subscribe(consider);
  const end = (): void => {
    unsubscribe();
    timer?.cancel();
  };
  consider();
  return end;
}
