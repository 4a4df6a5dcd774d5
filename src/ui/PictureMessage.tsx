export interface PictureMessageProps {
  /** Why there is no picture: no WebGL 2, a lost context, or a context or scene that failed. */
  readonly reason: 'undrawable' | 'lost' | 'failed';
  /** Draws with a new canvas. */
  readonly onDrawAgain: () => void;
}

const TEXT: Readonly<Record<PictureMessageProps['reason'], string>> = {
  undrawable: 'This browser does not draw WebGL 2, and so no picture. The figures go on.',
  lost: 'The picture was lost: browsers keep about 16 of them on a page. The figures go on.',
  failed: 'The picture could not be drawn. The figures go on.',
};

/** What is shown in place of the picture where there is none, with a button to draw again where that may help. */
export function PictureMessage({ reason, onDrawAgain }: PictureMessageProps) {
  return (
    <section className="gdv-card gdv-picture" aria-label="Picture">
      <p role="status">{TEXT[reason]}</p>
      {reason !== 'undrawable' && (
        <button type="button" className="gdv-button" onClick={onDrawAgain}>
          Draw again
        </button>
      )}
    </section>
  );
}
