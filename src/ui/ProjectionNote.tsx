import type { Projection } from '../protocol/events.js';
import { formatQuantity } from '../view/formatNumber.js';

const METHOD_TEXT: Readonly<Record<Projection['method'], string>> = {
  pca: 'PCA plane',
  random: 'Random plane',
};

/** What plane the picture shows, how much of the training lies in it, and what chance alone would show. */
export function ProjectionNote({ projection }: { readonly projection: Projection }) {
  const { method, explainedVariance, randomWalk, checkpoints, seed } = projection;
  const facts = [
    METHOD_TEXT[method],
    ...(checkpoints === undefined ? [] : [formatQuantity(checkpoints, 'checkpoint')]),
    ...(method === 'random' && seed !== undefined ? [`seed ${seed}`] : []),
  ];
  return (
    <aside className="gdv-card gdv-projection" aria-label="Projection">
      <p>{facts.join(' · ')}</p>
      {explainedVariance && (
        <dl className="gdv-shares">
          <Shares name="Variance shown" shares={explainedVariance} />
          {randomWalk && <Shares name="Random walk" shares={randomWalk} isComparison />}
        </dl>
      )}
    </aside>
  );
}

/** A share for each axis, and their sum as a bar. */
function Shares({
  name,
  shares: [x, y],
  isComparison = false,
}: {
  readonly name: string;
  readonly shares: readonly [number, number];
  readonly isComparison?: boolean;
}) {
  return (
    <div className={isComparison ? 'gdv-share gdv-share--comparison' : 'gdv-share'}>
      <dt>{name}</dt>
      <dd>
        <span className="gdv-share-bar" aria-hidden>
          <span style={{ width: formatShare(x) }} />
          <span style={{ width: formatShare(y) }} />
        </span>
        <b>{formatPercent(x + y)}</b>
        <span className="gdv-share-axes">
          {formatPercent(x)} + {formatPercent(y)}
        </span>
      </dd>
    </div>
  );
}

const formatShare = (share: number): string => `${Math.min(Math.max(share, 0), 1) * 100}%`;

const formatPercent = (share: number): string => `${Math.round(share * 100)} %`;
