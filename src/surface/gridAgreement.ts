import type { SampledGrid } from './grid/index.js';
import type { HeightTransform } from './heightTransform.js';
import type { Surface } from './surface.js';

/** How many places are compared. */
const PLACES = 400;
/** They are spread by the golden ratio, which has no common period with any row length. */
const SPREAD = (Math.sqrt(5) - 1) / 2;
/** Heights that differ by no more than this share of the range agree: between its nodes a coarse grid is no more accurate. */
const CLOSE_SHARE = 0.05;
/** At least this share of the places has to agree: the others may be outliers, or were holes. */
const AGREEING_SHARE = 0.98;

/** A surface that was sampled, and what is drawn of it. */
export interface SampledSurface {
  readonly surface: Surface;
  readonly grid: Pick<SampledGrid, 'nodes'>;
  readonly transform: HeightTransform;
  /** The range of its heights without outliers, display units. */
  readonly span: number;
}

/**
 * Whether another sampling shows the same surface: whether it has nearly the same heights at nodes of the first. Costs some
 * 400 values of each.
 */
export function isSameSampledSurface(before: SampledSurface, after: Surface): boolean {
  const { surface, transform, span } = before;
  const { nodes } = before.grid;
  const { domainHalf } = surface;
  if (domainHalf !== after.domainHalf) return false;
  const count = nodes ** 2;
  const step = Math.max(1, count / PLACES);
  let compared = 0;
  let agreeing = 0;
  for (let n = 0; n * step < count; n++) {
    const index = step === 1 ? n : Math.floor(((n * SPREAD) % 1) * count);
    const x = domainHalf * ((2 * (index % nodes)) / (nodes - 1) - 1);
    const y = domainHalf * ((2 * Math.floor(index / nodes)) / (nodes - 1) - 1);
    const difference = transform.toDisplay(surface.valueAt(x, y)) - transform.toDisplay(after.valueAt(x, y));
    if (!Number.isFinite(difference)) continue;
    compared++;
    if (Math.abs(difference) <= CLOSE_SHARE * span) agreeing++;
  }
  return compared > 0 && agreeing >= AGREEING_SHARE * compared;
}
