import { assertFinite, type CheckpointSource } from './checkpointSource.js';
import { runPiece, type WorkOptions } from './pacer.js';
import type { Plane, PlanePoint } from './plane.js';

/**
 * Projects every checkpoint of a source onto a plane by least squares, one after another, in memory for one row of weights.
 * @throws RangeError if a weight is not finite, or the plane has a different number of weights
 * @throws the reason of `signal` if that aborts
 */
export async function projectCheckpoints(
  source: CheckpointSource,
  plane: Plane,
  options: WorkOptions = {},
): Promise<PlanePoint[]> {
  const { count, dimension } = source;
  const weights = new Float32Array(dimension);
  const points: PlanePoint[] = [];
  for (let i = 0; i < count; i++) {
    await source.read(i, weights, 0, dimension);
    assertFinite(weights, i);
    points.push(await runPiece(() => plane.coordinatesOf(weights), options));
    options.onProgress?.((i + 1) / count);
  }
  return points;
}
