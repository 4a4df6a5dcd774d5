import type { PictureNotice } from './pictureNotices.js';

/** What one must know to read the picture rightly: nothing while it is all plain. */
export function Notices({ notices }: { readonly notices: readonly PictureNotice[] }) {
  if (notices.length === 0) return null;
  return (
    <ul className="gdv-notices" aria-label="Notes on the picture">
      {notices.map(({ code, text }) => (
        <li key={code} className="gdv-notice">
          {text}
        </li>
      ))}
    </ul>
  );
}
