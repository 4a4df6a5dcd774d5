import { useState } from 'react';
import type { PictureNotice } from '../view/pictureNotices.js';
import { useWording } from './wordingContext.js';

/**
 * The notices of the picture in one line: the most important one, which opens to a list where there are more. Nothing without
 * notices.
 */
export function Notices({ notices }: { readonly notices: readonly PictureNotice[] }) {
  // Kept here, so that a notice which comes or goes does not close the list.
  const [isOpen, setOpen] = useState(false);
  const { labels, numbers } = useWording();
  const [gravest, ...others] = notices;
  if (gravest === undefined) return null;
  return (
    <section className="gdv-notices" aria-label={labels.notices.region}>
      {others.length === 0 ? (
        <p className="gdv-notice" dir="auto">
          {gravest.text}
        </p>
      ) : (
        <details
          className="gdv-notice"
          open={isOpen}
          onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
        >
          <summary className="gdv-notices-line" title={gravest.text}>
            <span className="gdv-notices-gravest" dir="auto">
              {gravest.text}
            </span>{' '}
            <span className="gdv-notices-count" dir="auto">
              {labels.notices.more(numbers.count(others.length), others.length)}
            </span>
          </summary>
          <ul className="gdv-notices-more" tabIndex={0} aria-label={labels.notices.moreRegion}>
            {others.map(({ code, text }) => (
              <li key={code} dir="auto">
                {text}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
