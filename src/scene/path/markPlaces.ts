import { boundHeight, type DrapeHeight, type DrawnPath } from '../../path/drawnPath.js';
import type { PathView } from '../../path/pathView.js';
import { placeInReach } from '../../view/descentView.js';
import { MAX_TICKS, type StepTick } from '../../view/marks/stepTicks.js';
import { PLACES } from './markMaterial.js';

/** How far from a tick the line is looked at on both sides for the way that it goes on the whole, as a normalized distance. */
const NEARBY = 0.06;
/** So many points away from the tick at most. */
const NEARBY_POINTS = 64;

/** A point of the path by its index, which may be fractional. */
interface PointOnPath {
  readonly index: number;
}

/** Where the marks that stay at their steps are, as the shader reads them: four numbers each, ticks first, the best point last. */
export class MarkPlaces {
  /** x, y, height, fractional vertex. */
  readonly places = new Float32Array(4 * PLACES);
  /** A place beside it in the direction of the line. */
  readonly nearby = new Float32Array(4 * PLACES);
  ticks = 0;
  hasBest = false;
  private readonly before = new Float32Array(8 * PLACES + 2);

  /** @returns whether any of them has moved, come or gone */
  update(
    ticks: readonly StepTick[],
    best: PointOnPath | null,
    path: PathView,
    drawn: DrawnPath,
    heightAt: DrapeHeight,
  ): boolean {
    const { places, nearby } = this;
    this.ticks = ticks.length;
    this.hasBest = best !== null;
    for (let at = 0; at < ticks.length; at++) {
      const { index } = ticks[at]!;
      writePlace(places, at, index, path, drawn, heightAt);
      const [earlier, later] = [findNearby(path, index, -1), findNearby(path, index, 1)];
      const x = places[4 * at]! + path.xAt(later) - path.xAt(earlier);
      const y = places[4 * at + 1]! + path.yAt(later) - path.yAt(earlier);
      const height = heightAt(x, y);
      nearby.set([x, y, Number.isNaN(height) ? places[4 * at + 2]! : boundHeight(height), 0], 4 * at);
    }
    if (best !== null) writePlace(places, MAX_TICKS, best.index, path, drawn, heightAt);
    const { before } = this;
    const isOther =
      before[0] !== this.ticks ||
      before[1] !== Number(this.hasBest) ||
      isDifferent(before, 2, places) ||
      isDifferent(before, 2 + places.length, nearby);
    before[0] = this.ticks;
    before[1] = Number(this.hasBest);
    before.set(places, 2);
    before.set(nearby, 2 + places.length);
    return isOther;
  }
}

function isDifferent(before: Float32Array, from: number, now: Float32Array): boolean {
  return now.some((value, at) => before[from + at] !== value);
}

function writePlace(
  out: Float32Array,
  at: number,
  index: number,
  path: PathView,
  drawn: DrawnPath,
  heightAt: DrapeHeight,
): void {
  const { x, y } = placeInReach(path.xAt(index), path.yAt(index));
  const vertex = drawn.vertexAt(index);
  const height = heightAt(x, y);
  out[4 * at] = x;
  out[4 * at + 1] = y;
  out[4 * at + 2] = Number.isNaN(height) ? drawn.heightNear(vertex) : boundHeight(height);
  out[4 * at + 3] = vertex;
}

/** The first point before or after another that is some way off, or as far off as there are points. */
function findNearby(path: PathView, index: number, direction: 1 | -1): number {
  const [x, y] = [path.xAt(index), path.yAt(index)];
  let at = index;
  for (let points = 0; points < NEARBY_POINTS; points++) {
    const next = at + direction;
    if (next < 0 || next >= path.length) break;
    at = next;
    if (Math.hypot(path.xAt(at) - x, path.yAt(at) - y) >= NEARBY) break;
  }
  return at;
}
