import type { PlaneChange } from '../view/planeChanges.js';
import { formatPercent, type Wording } from '../view/wording.js';
import { useBriefly } from './useBriefly.js';
import { useWording } from './wordingContext.js';

/** A new plane is said for so long, unless another comes. */
const SAID_MS = 6000;

export interface PlaneNoteProps {
  /** The planes that the path has come to, the newest last; another array where there is another. */
  readonly planes: readonly PlaneChange[];
  /** Whether there is a newer plane than the one that is shown. */
  readonly isWaiting: boolean;
  /** Shows that. */
  readonly onTake: () => void;
}

/** Says for some seconds, and to screen readers once, that the plane is another; or that one is waiting. */
export function PlaneNote({ planes, isWaiting, onTake }: PlaneNoteProps) {
  const wording = useWording();
  const { projection: labels } = wording.labels;
  const isNew = useBriefly(planes, SAID_MS);
  const newest = isNew ? planes.at(-1) : undefined;
  const text = isWaiting ? labels.planeWaiting : newest && describePlane(newest, wording);
  return (
    <div className={`gdv-plane gdv-plane--${text === undefined ? 'none' : 'said'}`}>
      {/* There from the first, for a screen reader says only what comes into it. */}
      <div role="status">
        {text !== undefined && (
          <p className="gdv-notice" dir="auto">
            {text}
          </p>
        )}
      </div>
      {isWaiting && (
        <button type="button" className="gdv-button gdv-plane-button" dir="auto" onClick={onTake}>
          {labels.takePlane}
        </button>
      )}
    </div>
  );
}

function describePlane({ step, explained }: PlaneChange, wording: Wording): string {
  const { projection: labels } = wording.labels;
  const written = wording.numbers.count(step);
  if (explained === null) return labels.newPlane(written, step);
  return labels.newPlaneShowing(written, formatPercent(Math.round(100 * explained), wording), step);
}
