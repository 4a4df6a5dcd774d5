import type { Projection } from '../protocol/events.js';
import { formatPercent, type Wording } from '../view/wording.js';
import { useWording } from './wordingContext.js';

/** What plane the picture shows, how much of the training lies in it, and what chance alone would show. */
export function ProjectionNote({ projection }: { readonly projection: Projection }) {
  const { explainedVariance, randomWalk } = projection;
  const wording = useWording();
  const { projection: labels } = wording.labels;
  return (
    <aside className="gdv-card gdv-projection" aria-label={labels.region}>
      <p dir="auto">{listFacts(projection, wording).join(' · ')}</p>
      {explainedVariance && (
        <dl className="gdv-shares">
          <Shares name={labels.varianceShown} shares={explainedVariance} />
          {randomWalk && <Shares name={labels.randomWalk} shares={randomWalk} isComparison />}
        </dl>
      )}
    </aside>
  );
}

function listFacts(
  { method, checkpoints, seed }: Projection,
  { labels: { projection: labels }, numbers }: Wording,
): readonly string[] {
  return [
    labels[method],
    ...(checkpoints === undefined ? [] : [labels.checkpoints(numbers.count(checkpoints), checkpoints)]),
    ...(method === 'random' && seed !== undefined ? [labels.seed(numbers.index(seed))] : []),
  ];
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
  const wording = useWording();
  const percentOf = (share: number): string => formatPercent(Math.round(share * 100), wording);
  return (
    <div className={isComparison ? 'gdv-share gdv-share--comparison' : 'gdv-share'}>
      <dt dir="auto">{name}</dt>
      <dd>
        <span className="gdv-share-bar" aria-hidden>
          <span style={{ width: widthOf(x) }} />
          <span style={{ width: widthOf(y) }} />
        </span>
        <b>{percentOf(x + y)}</b>
        <span className="gdv-share-axes">
          {percentOf(x)} + {percentOf(y)}
        </span>
      </dd>
    </div>
  );
}

const widthOf = (share: number): string => `${Math.min(Math.max(share, 0), 1) * 100}%`;
