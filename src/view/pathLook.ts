import type { PathView } from '../path/pathView.js';

/** How much of a path has been looked at, so that another look costs the points that came since. */
export interface PathLook {
  readonly path: PathView | null;
  readonly rewrites: number;
  readonly length: number;
}

/** A look at all that a path has now; null where there is no path. */
export function lookAtPath(path: PathView | null): PathLook {
  return { path, rewrites: path?.rewrites ?? 0, length: path?.length ?? 0 };
}

/**
 * Whether a path has a point where this is so, at a normalized place.
 * @param since - the points of this look are left out, unless the path is another or was rewritten since
 */
export function hasPointWhere(
  path: PathView | null,
  isThere: (x: number, y: number) => boolean,
  since: PathLook | null = null,
): boolean {
  if (path === null) return false;
  const isSeen = since?.path === path && since.rewrites === path.rewrites;
  let found = false;
  path.forEach(
    (_step, x, y) => {
      found ||= isThere(x, y);
    },
    isSeen ? since.length : 0,
    path.length,
  );
  return found;
}
