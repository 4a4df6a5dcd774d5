import type { GridState } from '../surface/index.js';
import { formatBytes } from '../view/formatNumber.js';

export interface GridNoticeProps {
  readonly grid: GridState;
  /** A sentence about what is drawn while the grid is not; null where the grid is drawn. */
  readonly meanwhile: string | null;
  /** Loads the grid again after a failure. */
  readonly onRetry: () => void;
}

/** The progress of the sampled surface, or why it could not be loaded, with a way to try again; nothing once it is loaded. */
export function GridNotice({ grid, meanwhile, onRetry }: GridNoticeProps) {
  switch (grid.status) {
    case 'none':
    case 'loaded':
      return null;
    case 'loading':
      return <GridProgress {...grid} meanwhile={meanwhile} />;
    case 'failed':
      return (
        <section className="gdv-card gdv-grid" aria-label="Sampled surface">
          <p className="gdv-grid-title gdv-grid-title--failed" role="alert">
            {meanwhile ?? 'The sampled surface could not be loaded'}
          </p>
          <p className="gdv-grid-detail">
            Expected {grid.problem.expected}; got {grid.problem.found}
          </p>
          {grid.problem.hint !== undefined && (
            <p className="gdv-grid-detail gdv-grid-hint">{asSentence(grid.problem.hint)}</p>
          )}
          <button type="button" className="gdv-button" onClick={onRetry}>
            Try again
          </button>
        </section>
      );
  }
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
  const share = totalBytes === null || totalBytes === 0 ? null : Math.min(receivedBytes / totalBytes, 1);
  return (
    <section className="gdv-card gdv-grid" aria-label="Sampled surface">
      <p className="gdv-grid-title">Loading the sampled surface</p>
      <progress
        className="gdv-progress"
        aria-label="Bytes received"
        max={1}
        {...(share === null ? {} : { value: share })}
      />
      <p className="gdv-grid-detail">
        {formatBytes(receivedBytes)}
        {share !== null && totalBytes !== null
          ? ` of ${formatBytes(totalBytes)} · ${Math.floor(share * 100)} %`
          : ''}
      </p>
      {meanwhile !== null && <p className="gdv-grid-detail">{meanwhile}</p>}
    </section>
  );
}
