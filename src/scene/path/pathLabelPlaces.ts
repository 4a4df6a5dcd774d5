import { Matrix4, Vector3, type Camera } from 'three';
import { LabelPlaces, type LabelWish, type Obstacle, type ScreenRect } from '../../view/marks/labelPlaces.js';
import type { MarkWords } from '../../view/marks/markWords.js';
import { MAX_TICKS } from '../../view/marks/stepTicks.js';
import type { DescentObjects } from './descentObjects.js';
import { LEAST_STEM_PX, UNDER_MARKER_PX } from './markMaterial.js';
import type { MarkLabels } from './markLabels.js';
import { isHiddenAt } from './sight.js';

interface ScreenSize {
  readonly width: number;
  readonly height: number;
}

/** CSS pixels that are left free around a mark; and what is in the way of others. */
const CLEAR_PX = { step: 9, best: 8, stem: 9, marker: 12 } as const;
const RANKS = { stem: 3, best: 2, step: 1 } as const;
/** A smaller picture would be all labels. */
const ROOM_PX = { width: 360, height: 300 } as const;
const NEAR = 1e-6;

/** Places the labels of the path's marks in the frame that was just drawn. */
export class PathLabelPlaces {
  private readonly places = new LabelPlaces();
  private readonly toClip = new Matrix4();
  private readonly placedBy = new Matrix4().makeScale(NaN, NaN, NaN);
  private readonly point = new Vector3();
  private placedAs = '';

  constructor(
    private readonly objects: DescentObjects,
    private readonly labels: MarkLabels,
  ) {}

  place(camera: Camera, size: ScreenSize): void {
    const { objects, labels, toClip, placedBy } = this;
    toClip
      .multiplyMatrices(camera.projectionMatrix, camera.matrixWorldInverse)
      .multiply(objects.object.matrixWorld);
    const as = `${objects.changes.markRevision} ${labels.revision} ${size.width} ${size.height}`;
    if (as === this.placedAs && isNear(toClip, placedBy)) return;
    this.placedAs = as;
    placedBy.copy(toClip);
    const inTheWay: Obstacle[] = [...labels.listObstacles()];
    const wishes = this.listWishes(labels.words, size, inTheWay);
    labels.show(this.places.place(wishes, inTheWay, size.width, size.height));
  }

  private listWishes(words: MarkWords, size: ScreenSize, inTheWay: Obstacle[]): LabelWish[] {
    const { objects } = this;
    const { marker } = objects;
    const { best, ticks, places: markPlaces } = objects.marks;
    const wishes: LabelWish[] = [];
    const hasRoom = size.width >= ROOM_PX.width && size.height >= ROOM_PX.height;
    if (objects.line.headVertex < 0 || !hasRoom) return wishes;
    const markerPlace = this.project(marker.x, marker.z, marker.y, size);
    if (markerPlace !== null) inTheWay.push(squareAround(markerPlace, CLEAR_PX.marker));
    const add = (key: string, kind: 'step' | 'best', text: string, at: number): void => {
      const [x, y, height, vertex] = markPlaces.places.subarray(4 * at, 4 * at + 4) as unknown as [
        number,
        number,
        number,
        number,
      ];
      if (!objects.line.isReached(vertex)) return;
      const place = this.project(x, height, y, size);
      if (place === null) return;
      // A label without its mark would name nothing.
      if (kind === 'best' && distance(place, markerPlace) < UNDER_MARKER_PX) return;
      inTheWay.push({ key, ...squareAround(place, kind === 'best' ? 6 : 4) });
      if (this.isHidden(x, height, y)) return;
      const { widthPx, heightPx } = this.labels.write(key, kind, text);
      wishes.push({
        key,
        ...place,
        widthPx,
        heightPx,
        clearPx: CLEAR_PX[kind],
        rank: RANKS[kind],
      });
    };
    this.addStem(words, wishes, markerPlace, size);
    ticks.forEach(({ step }, at) => add(`step ${step}`, 'step', words.step(step), at));
    if (best !== null) add('best', 'best', words.best(best.loss), MAX_TICKS);
    return wishes;
  }

  /** The stem's label stands beside the end that is further from the marker. */
  private addStem(
    words: MarkWords,
    wishes: LabelWish[],
    from: { xPx: number; yPx: number } | null,
    size: ScreenSize,
  ): void {
    const { marker } = this.objects;
    const { stem } = this.objects.marks;
    if (stem === null || from === null) return;
    const to = this.project(marker.x, stem.height, marker.y, size);
    if (to === null || distance(to, from) < LEAST_STEM_PX) return;
    const { widthPx, heightPx } = this.labels.write('stem', 'stem', words.stem(stem.difference));
    wishes.push({ key: 'stem', ...to, widthPx, heightPx, clearPx: CLEAR_PX.stem, rank: RANKS.stem });
  }

  private isHidden(x: number, height: number, y: number): boolean {
    const { object, groundHeightAt } = this.objects;
    return isHiddenAt(this.point.set(x, height, -y), groundHeightAt, object.modelViewMatrix);
  }

  private project(
    x: number,
    height: number,
    y: number,
    size: ScreenSize,
  ): { xPx: number; yPx: number } | null {
    const { x: clipX, y: clipY, z } = this.point.set(x, height, -y).applyMatrix4(this.toClip);
    if (!(Math.abs(z) < 1)) return null;
    return { xPx: ((clipX + 1) / 2) * size.width, yPx: ((1 - clipY) / 2) * size.height };
  }
}

function squareAround(
  { xPx, yPx }: { readonly xPx: number; readonly yPx: number },
  halfPx: number,
): ScreenRect {
  return { left: xPx - halfPx, right: xPx + halfPx, top: yPx - halfPx, bottom: yPx + halfPx };
}

function isNear({ elements: a }: Matrix4, { elements: b }: Matrix4): boolean {
  // Also where one is no number.
  return a.every((value, i) => Math.abs(value - b[i]!) < NEAR);
}

interface ScreenPlace {
  readonly xPx: number;
  readonly yPx: number;
}

/** CSS pixels between two places; Infinity where one is not in the picture. */
function distance(one: ScreenPlace, other: ScreenPlace | null): number {
  return other === null ? Infinity : Math.hypot(one.xPx - other.xPx, one.yPx - other.yPx);
}
