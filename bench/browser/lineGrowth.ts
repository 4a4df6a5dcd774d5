import { computeLineDetail } from '../../src/path/lineDetail.js';
import { computeUnitPx } from '../../src/scene/stage/camera.js';
import { FRAME_HEIGHT_PX, FRAME_WIDTH_PX } from './frameElement.js';
import { DrawnPath } from '../../src/path/drawnPath.js';
import { createRunStore, selectShownRun } from '../../src/index.js';
import { BATCH_POINTS, createOpening, createUpdate } from '../support/descentStream.js';

/** That of a frame of 640 by 400. */
const DETAIL = computeLineDetail(computeUnitPx(FRAME_WIDTH_PX, FRAME_HEIGHT_PX), 1);

/** An update that costs the drawn line more than its points: its buffer is copied, or `LineThinner` makes room. */
export interface Growth {
  readonly kind: 'buffer doubled' | 'line thinned';
  /** Which update it is. */
  readonly update: number;
  readonly verticesBefore: number;
  readonly verticesAfter: number;
}

export interface LineGrowths {
  readonly growths: readonly Growth[];
  /** Vertices of the drawn line after each of the updates asked for. */
  readonly verticesAt: ReadonlyMap<number, number>;
}

/** Draws a line update by update and notes where it grows, without a screen. Where it lies makes no difference to it. */
export function computeLineGrowths(updates: number, askedFor: readonly number[]): LineGrowths {
  const store = createRunStore();
  for (const event of createOpening()) store.ingest(event);
  const { path } = selectShownRun(store.getState())!;
  const drawn = new DrawnPath();
  drawn.fitTo(DETAIL);
  const flat = (): number => 0;
  const growths: Growth[] = [];
  const verticesAt = new Map<number, number>();
  for (let update = 0; update < updates; update++) {
    const { count, vertices } = drawn;
    store.ingest(createUpdate(update));
    drawn.sync(path, flat);
    if (drawn.vertices !== vertices) growths.push(noteGrowth('buffer doubled', update, count, drawn.count));
    else if (drawn.count < count - BATCH_POINTS)
      growths.push(noteGrowth('line thinned', update, count, drawn.count));
    if (askedFor.includes(update + 1)) verticesAt.set(update + 1, drawn.count);
  }
  return { growths, verticesAt };
}

function noteGrowth(
  kind: Growth['kind'],
  update: number,
  verticesBefore: number,
  verticesAfter: number,
): Growth {
  return { kind, update, verticesBefore, verticesAfter };
}
