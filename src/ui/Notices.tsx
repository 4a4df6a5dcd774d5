import { computeMissingSteps } from '../run/missingSteps.js';
import type { RunState } from '../run/runState.js';
import type { ShownSurface } from '../run/shownSurface.js';
import { formatCount, formatNumber } from './formatNumber.js';
import { describeMissing } from './runText.js';

export interface NoticesProps {
  readonly run: RunState;
  readonly surface: ShownSurface;
  /** Share of its true height to which the surface is compressed; 1 where its shape is exact, or is no shape but a logarithm. */
  readonly compression: number;
  /** Samples of a grid, and how many of them are missing. */
  readonly samples: { readonly count: number; readonly missing: number };
  /** Whether the grid is under way: it is then said elsewhere that it is not there. */
  readonly isGridLoading: boolean;
}

/** What one must know to read the picture rightly: nothing while it is all plain. */
export function Notices({ run, surface, compression, samples, isGridLoading }: NoticesProps) {
  const notices = [
    describeMissingSurface(surface, isGridLoading),
    describeHoles(samples),
    compression < 1
      ? `Height compressed to ${formatNumber(compression * 100, 2)} % of its true proportion`
      : null,
    run.hasReachedLimit ? `Only the newest ${formatCount(run.path.length)} points are kept` : null,
    describeMissing(computeMissingSteps(run)),
    isOutside(run) ? 'The newest point lies outside the surface' : null,
  ].filter((notice) => notice !== null);
  if (notices.length === 0) return null;
  return (
    <ul className="gdv-notices" aria-label="Notes on the picture">
      {notices.map((notice) => (
        <li key={notice} className="gdv-notice">
          {notice}
        </li>
      ))}
    </ul>
  );
}

function describeMissingSurface(
  { missing, kind, drawnFrom }: ShownSurface,
  isGridLoading: boolean,
): string | null {
  if (missing === null) return null;
  if (missing === 'unknown-kind') return `Stand-in surface: the kind “${kind ?? ''}” is not known`;
  if (missing === 'no-surface') return 'Stand-in surface: the run has sent none';
  const state = isGridLoading ? 'is loading' : 'is not loaded';
  return drawnFrom === 'none'
    ? `Stand-in surface: the sampled grid ${state}`
    : `The announced surface is shown: the sampled grid ${state}`;
}

function describeHoles({ count, missing }: NoticesProps['samples']): string | null {
  return missing === 0 ? null : `${formatCount(missing)} of ${formatCount(count)} samples missing`;
}

function isOutside({ path }: RunState): boolean {
  const last = path.length - 1;
  return last >= 0 && (Math.abs(path.xAt(last)) > 1 || Math.abs(path.yAt(last)) > 1);
}
