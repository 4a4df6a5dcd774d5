import { Matrix4, Vector3, type Camera, type Object3D } from 'three';

/** Text along an edge of the floor. */
export interface FloorLabel {
  readonly axis: 'x' | 'y';
  /** Along the axis, in [-1, 1]. */
  readonly place: number;
  readonly text: string;
  readonly kind: 'tick' | 'title';
}

/** Where the scene's text is shown: crisp DOM over the canvas, moved without React. */
export interface ScreenLabels {
  set(labels: readonly FloorLabel[]): void;
  /** Puts the middle of a label at a place in CSS pixels from the canvas's upper left corner. */
  place(index: number, xPx: number, yPx: number, isVisible: boolean): void;
}

/** World units from the floor's edge to a label's middle. */
const DISTANCE = { tick: 0.13, title: 0.34 } as const;

const toClip = new Matrix4();
const clip = new Vector3();
const eye = new Vector3();

/** Puts each label beside the floor's edge that is nearest to the camera. */
export function placeFloorLabels(
  screen: ScreenLabels,
  labels: readonly FloorLabel[],
  floor: Object3D,
  camera: Camera,
  size: { readonly width: number; readonly height: number },
): void {
  floor.updateWorldMatrix(true, false);
  camera.updateMatrixWorld();
  toClip.multiplyMatrices(camera.projectionMatrix, camera.matrixWorldInverse).multiply(floor.matrixWorld);
  eye.setFromMatrixPosition(camera.matrixWorld);
  const nearX = eye.x < 0 ? -1 : 1;
  const nearZ = eye.z < 0 ? -1 : 1;
  for (let i = 0; i < labels.length; i++) {
    const { axis, place, kind } = labels[i]!;
    const edge = 1 + DISTANCE[kind];
    if (axis === 'x') clip.set(place, 0, nearZ * edge);
    else clip.set(nearX * edge, 0, -place);
    // Divides by w too.
    clip.applyMatrix4(toClip);
    const isVisible = Math.abs(clip.z) < 1;
    screen.place(i, ((clip.x + 1) / 2) * size.width, ((1 - clip.y) / 2) * size.height, isVisible);
  }
}
