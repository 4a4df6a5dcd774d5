import { computeMissingSteps } from '../run/missingSteps.js';
import type { RunState } from '../run/runState.js';
import type { ShownSurface } from '../run/shownSurface.js';
import { formatCount, formatNumber } from './formatNumber.js';
import { describeMissing } from './runText.js';

export interface NoticesProps {
  readonly run: RunState;
  readonly surface: ShownSurface;
  /** Share of its true height to which the surface is compressed; 1 where its shape is exact. */
  readonly compression: number;
}

/** What one must know to read the picture rightly: nothing while it is all plain. */
export function Notices({ run, surface, compression }: NoticesProps) {
  const notices = [
    describeStandIn(surface),
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

function describeStandIn({ standIn, kind, params }: ShownSurface): string | null {
  if (standIn === null) return null;
  if (standIn === 'unknown-kind') return `Stand-in surface: the kind “${kind ?? ''}” is not known`;
  if (standIn === 'no-surface') return 'Stand-in surface: the run has sent none';
  return params === null
    ? 'Stand-in surface: the sampled grid is not loaded'
    : 'The announced surface is shown: the sampled grid is not loaded';
}

function isOutside({ path }: RunState): boolean {
  const last = path.length - 1;
  return last >= 0 && (Math.abs(path.xAt(last)) > 1 || Math.abs(path.yAt(last)) > 1);
}
