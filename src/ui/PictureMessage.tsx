import { useWording } from './wordingContext.js';

export interface PictureMessageProps {
  /** Why there is no picture: no WebGL 2, a lost context, or a context or scene that failed. */
  readonly reason: 'undrawable' | 'lost' | 'failed';
  /** Draws with a new canvas. */
  readonly onDrawAgain: () => void;
}

/** What is shown in place of the picture where there is none, with a button to draw again where that may help. */
export function PictureMessage({ reason, onDrawAgain }: PictureMessageProps) {
  const { picture } = useWording().labels;
  return (
    <section className="gdv-card gdv-picture" aria-label={picture.region}>
      <p role="status" dir="auto">
        {picture[reason]}
      </p>
      {reason !== 'undrawable' && (
        <button type="button" className="gdv-button" dir="auto" onClick={onDrawAgain}>
          {picture.drawAgain}
        </button>
      )}
    </section>
  );
}
