import type { PathView } from '../path/pathView.js';

/** How much of a path has been searched, so that the next search costs only the points that came since. */
export interface PathLook {
  readonly path: PathView | null;
  readonly rewrites: number;
  readonly length: number;
}

/** Marks all points of a path as searched. @param path - null where there is none */
export function lookAtPath(path: PathView | null): PathLook {
  return { path, rewrites: path?.rewrites ?? 0, length: path?.length ?? 0 };
}

/**
 * Whether a path has a point, at a normalized place, for which a function is true.
 * @param since - the points searched then are left out, unless the path is another or was rewritten since
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
