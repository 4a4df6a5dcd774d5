import type { PathView } from '../path/pathView.js';

/** What the last search of a path found, which holds for its first points as long as its `rewrites` are the same. */
interface Search {
  readonly rewrites: number;
  /** Points that were looked at, all of them inside; or those up to the first outside. */
  readonly length: number;
  readonly hasOutside: boolean;
}

const searches = new WeakMap<PathView, Search>();

/**
 * Whether a point of a path lies outside the domain, `[-1, 1]²`. Costs what was appended since the last call; the whole
 * path where points came between or went.
 */
export function hasOutsidePoints(path: PathView): boolean {
  const before = searches.get(path);
  const isAppended = before?.rewrites === path.rewrites && before.length <= path.length;
  if (isAppended && before.hasOutside) return true;
  let index = isAppended ? before.length : 0;
  while (index < path.length && !isOutside(path, index)) index++;
  const search = { rewrites: path.rewrites, length: index, hasOutside: index < path.length };
  searches.set(path, search);
  return search.hasOutside;
}

function isOutside(path: PathView, index: number): boolean {
  return Math.abs(path.xAt(index)) > 1 || Math.abs(path.yAt(index)) > 1;
}
