import type { Matrix4 } from 'three';
import { VERTEX_FLOATS } from '../../path/lineVertices.js';
import type { ScreenBox } from '../stage/screenBox.js';
import type { DescentObjects } from './descentObjects.js';
import { LINE_REACH_PX } from './lineStyle.js';
import { MARK_REACH_PX } from './markMaterial.js';

/**
 * Adds to a box what the marker, the drop line, the stem, and the segments from one to the marker cover of the screen.
 * @returns false where that may be anywhere
 */
export function addDescentToBox(
  box: ScreenBox,
  { uniforms, object, line, marks, groundHeightAt }: DescentObjects,
  toClip: Matrix4,
  fromSegment: number,
): boolean {
  const { resolution, pixelRatio, head, hasDrop, isDraped, floorY } = uniforms;
  const size = resolution.value;
  const { x, y, z } = head.value;
  const markPx = MARK_REACH_PX * pixelRatio.value;
  let isSeen = box.addPlace(toClip, x, z, -y, size, marks.markerReachPx * pixelRatio.value + 2);
  if (hasDrop.value) {
    // The foot on the floor; the object stands upright.
    const { elements } = object.matrixWorld;
    const foot = (floorY.value - elements[13]) / elements[5];
    isSeen = box.addPlace(toClip, x, foot, -y, size, markPx) && isSeen;
  }
  if (marks.stem !== null) isSeen = box.addPlace(toClip, x, marks.stem.height, -y, size, markPx) && isSeen;
  for (let vertex = fromSegment; isSeen && vertex <= line.segments; vertex++) {
    const at = vertex * VERTEX_FLOATS;
    const [vx, vy] = [line.vertices[at]!, line.vertices[at + 1]!];
    const height = isDraped.value ? groundHeightAt(vx, vy) : line.vertices[at + 2]!;
    isSeen = box.addPlace(toClip, vx, height, -vy, size, LINE_REACH_PX * pixelRatio.value + 2);
  }
  return isSeen;
}
