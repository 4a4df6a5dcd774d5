export interface PictureMessageProps {
  /** Why there is no picture: no WebGL 2 here, the context was taken back, or there was none to be had. */
  readonly reason: 'undrawable' | 'lost' | 'failed';
  /** Draws with a new canvas. */
  readonly onDrawAgain: () => void;
}

const TEXT: Readonly<Record<PictureMessageProps['reason'], string>> = {
  undrawable: 'This browser does not draw WebGL 2, and so no picture. The figures go on.',
  lost: 'The picture was lost: browsers keep about 16 of them on a page. The figures go on.',
  failed: 'The picture could not be drawn. The figures go on.',
};

/** What stands in the place of the picture where there is none, with the way back where there is one. */
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
