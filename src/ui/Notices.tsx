import { useState } from 'react';
import type { PictureNotice } from '../view/pictureNotices.js';

/**
 * The notices of the picture in one line: the most important one, which opens to a list where there are more. Nothing without
 * notices.
 */
export function Notices({ notices }: { readonly notices: readonly PictureNotice[] }) {
  // Kept here, so that a notice which comes or goes does not close the list.
  const [isOpen, setOpen] = useState(false);
  const [gravest, ...others] = notices;
  if (gravest === undefined) return null;
  return (
    <section className="gdv-notices" aria-label="Notes on the picture">
      {others.length === 0 ? (
        <p className="gdv-notice">{gravest.text}</p>
      ) : (
        <details
          className="gdv-notice"
          open={isOpen}
          onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
        >
          <summary className="gdv-notices-line" title={gravest.text}>
            <span className="gdv-notices-gravest">{gravest.text}</span>{' '}
            <span className="gdv-notices-count">{others.length} more</span>
          </summary>
          <ul className="gdv-notices-more" tabIndex={0} aria-label="More notes">
            {others.map(({ code, text }) => (
              <li key={code}>{text}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
