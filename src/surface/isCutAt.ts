import { CUT_ROOM } from './heightCut.js';
import type { HeightField } from './heightField.js';
import { findTriangle } from './triangles.js';

/** Whether the drawn triangle at a point has a corner whose height is cut. */
export function isCutAt(
  { values, nodes, valueMin, valueSpan, cut }: HeightField,
  u: number,
  v: number,
): boolean {
  if (cut === null) return false;
  const { corners, weights } = findTriangle(nodes, u, v);
  const room = CUT_ROOM * valueSpan;
  return corners.some((index, n) => {
    const value = values[index]!;
    return weights[n]! > 0 && (value < valueMin - room || value > valueMin + valueSpan + room);
  });
}
