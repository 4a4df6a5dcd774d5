import { Vector3, type Camera, type Object3D } from 'three';
import { boundHeight, type DrapeHeight } from '../../path/drawnPath.js';
import type { RunState } from '../../run/runState.js';
import { placeInReach, type DescentView } from '../../view/descentView.js';
import type { ScreenPosition } from '../../view/screenPosition.js';

interface PointInScene {
  readonly run: RunState;
  readonly index: number;
  /** What is drawn of the run; null where nothing is yet. */
  readonly view: DescentView | null;
  readonly heightAt: DrapeHeight;
  /** What the path is drawn in. */
  readonly object: Object3D;
  readonly camera: Camera;
  /** CSS pixels. */
  readonly size: { readonly width: number; readonly height: number };
}

/** Where a point of a path is on screen, hidden by the surface or not; null where it is behind the camera or not drawn. */
export function placeOnScreen(point: PointInScene): ScreenPosition | null {
  const { run, index, view, heightAt, object, camera, size } = point;
  if (view === null) return null;
  const { x, y } = placeInReach(run.path.xAt(index), run.path.yAt(index));
  const onSurface = heightAt(x, y);
  const height = Number.isNaN(onSurface)
    ? view.drawn.heightNear(view.drawn.vertexAt(index))
    : boundHeight(onSurface);
  camera.updateMatrixWorld();
  const place = new Vector3(x, height, -y).applyMatrix4(object.matrixWorld).project(camera);
  if (!(place.z > -1 && place.z < 1)) return null;
  return { x: ((place.x + 1) / 2) * size.width, y: ((1 - place.y) / 2) * size.height };
}
