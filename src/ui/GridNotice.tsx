import type { GridProblem, GridState } from '../surface/index.js';
import { formatBytes, formatPercent, type Wording } from '../view/wording.js';
import { useWording } from './wordingContext.js';

export interface GridNoticeProps {
  readonly grid: GridState;
  /** A sentence about what is drawn while the grid is not; null where the grid is drawn. */
  readonly meanwhile: string | null;
  /** Loads the grid again after a failure. */
  readonly onRetry: () => void;
}

/** The progress of the sampled surface, or why it could not be loaded, with a way to try again; nothing once it is loaded. */
export function GridNotice({ grid, meanwhile, onRetry }: GridNoticeProps) {
  const { grid: labels } = useWording().labels;
  switch (grid.status) {
    case 'none':
    case 'loaded':
      return null;
    case 'loading':
      return <GridProgress {...grid} meanwhile={meanwhile} />;
    case 'failed':
      return (
        <section className="gdv-card gdv-grid" aria-label={labels.region}>
          <p className="gdv-grid-title gdv-grid-title--failed" role="alert" dir="auto">
            {meanwhile ?? labels.failed}
          </p>
          <ProblemDetails problem={grid.problem} />
          <button type="button" className="gdv-button" dir="auto" onClick={onRetry}>
            {labels.retry}
          </button>
        </section>
      );
  }
}

function ProblemDetails({ problem: { code, expected, found, hint } }: { readonly problem: GridProblem }) {
  const { grid: labels } = useWording().labels;
  return (
    <>
      <p className="gdv-grid-detail" dir="auto">
        {labels.problem(expected, found, code)}
      </p>
      {hint !== undefined && (
        <p className="gdv-grid-detail gdv-grid-hint" dir="auto">
          {labels.hint(asSentence(hint), code)}
        </p>
      )}
    </>
  );
}

/** A hint, which is a clause, as a sentence; a field's name at its beginning stays in lower case. */
function asSentence(clause: string): string {
  if (/^[a-z]+_/.test(clause)) return clause;
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}`;
}

function GridProgress({
  receivedBytes,
  totalBytes,
  meanwhile,
}: {
  readonly receivedBytes: number;
  readonly totalBytes: number | null;
  readonly meanwhile: string | null;
}) {
  const wording = useWording();
  const { grid: labels } = wording.labels;
  const share = totalBytes === null || totalBytes === 0 ? null : Math.min(receivedBytes / totalBytes, 1);
  return (
    <section className="gdv-card gdv-grid" aria-label={labels.region}>
      <p className="gdv-grid-title" dir="auto">
        {labels.loading}
      </p>
      <progress
        className="gdv-progress"
        aria-label={labels.progress}
        max={1}
        {...(share === null ? {} : { value: share })}
      />
      <p className="gdv-grid-detail" dir="auto">
        {describeProgress(receivedBytes, totalBytes, share, wording)}
      </p>
      {meanwhile !== null && (
        <p className="gdv-grid-detail" dir="auto">
          {meanwhile}
        </p>
      )}
    </section>
  );
}

function describeProgress(
  receivedBytes: number,
  totalBytes: number | null,
  share: number | null,
  wording: Wording,
): string {
  const { grid: labels } = wording.labels;
  const received = formatBytes(receivedBytes, wording);
  if (share === null || totalBytes === null) return labels.received(received);
  const percent = formatPercent(Math.floor(share * 100), wording);
  return labels.receivedOf(received, formatBytes(totalBytes, wording), percent);
}
