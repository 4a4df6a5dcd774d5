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
  /** Removes labels, unless others were set since: a new canvas may set its own before the old one removes them. */
  remove(labels: readonly FloorLabel[]): void;
  /** Changes with every `set`, after which each label has to be placed anew. */
  readonly revision: number;
  /** Puts the middle of a label at a place in CSS pixels from the canvas's upper left corner. */
  place(index: number, xPx: number, yPx: number, isVisible: boolean): void;
}

/** World units from the floor's edge to a label's middle. */
const DISTANCE = { tick: 0.13, title: 0.34 } as const;

/** Size of the canvas, in CSS pixels. */
interface ScreenSize {
  readonly width: number;
  readonly height: number;
}

const toClip = new Matrix4();
const clip = new Vector3();
const eye = new Vector3();

/** A change of an element by less than this moves no label by a tenth of a pixel. */
const NEAR = 1e-6;

function isNear({ elements: a }: Matrix4, { elements: b }: Matrix4): boolean {
  for (let i = 0; i < a.length; i++) {
    // Also where one is no number.
    if (!(Math.abs(a[i]! - b[i]!) < NEAR)) return false;
  }
  return true;
}

/** Puts each label beside the floor's edge that is nearest to the camera. */
export class FloorLabels {
  /** The transform that the labels were placed by: most frames change only the path. */
  private readonly placedBy = new Matrix4().makeScale(NaN, NaN, NaN);
  private placedIn: ScreenSize | null = null;
  private placedRevision = -1;

  constructor(
    private readonly screen: ScreenLabels,
    private readonly labels: readonly FloorLabel[],
  ) {}

  /** @param floor - just drawn: its matrices are those of this frame */
  place(floor: Object3D, camera: Camera, size: ScreenSize): void {
    toClip.multiplyMatrices(camera.projectionMatrix, floor.modelViewMatrix);
    const { revision } = this.screen;
    const isPlaced =
      revision === this.placedRevision && size === this.placedIn && isNear(toClip, this.placedBy);
    if (isPlaced) return;
    this.placedRevision = revision;
    this.placedIn = size;
    this.placedBy.copy(toClip);
    eye.setFromMatrixPosition(camera.matrixWorld);
    const nearX = eye.x < 0 ? -1 : 1;
    const nearZ = eye.z < 0 ? -1 : 1;
    this.labels.forEach(({ axis, place, kind }, i) => {
      const edge = 1 + DISTANCE[kind];
      if (axis === 'x') clip.set(place, 0, nearZ * edge);
      else clip.set(nearX * edge, 0, -place);
      // This also divides by w.
      clip.applyMatrix4(toClip);
      const isVisible = Math.abs(clip.z) < 1;
      this.screen.place(i, ((clip.x + 1) / 2) * size.width, ((1 - clip.y) / 2) * size.height, isVisible);
    });
  }
}
