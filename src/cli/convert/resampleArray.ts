import type { SampledArray } from './sampledArray.js';

/** Where a coordinate lies between two samples. */
interface SamplePlace {
  readonly before: number;
  /** From 0 at the sample before to 1 at the next. */
  readonly share: number;
}

/**
 * Resamples evenly, by bilinear interpolation. A sample that depends on a missing one is missing.
 * @param array - with coordinates that rise on both axes
 * @param nodes - samples a side of the result, at least 2
 * @returns loss units, row by row, x fastest
 */
export function resampleArray(
  { values, columns }: SampledArray,
  xs: readonly number[],
  ys: readonly number[],
  nodes: number,
): Float64Array {
  const samples = new Float64Array(nodes * nodes);
  const places = placeNodes(xs, nodes);
  placeNodes(ys, nodes).forEach((row, j) => {
    places.forEach((column, i) => {
      const start = row.before * columns + column.before;
      const low = mix(values[start]!, values[start + 1]!, column.share);
      // The last row has no row above it, and needs no share of one.
      const high =
        row.share === 0 ? 0 : mix(values[start + columns]!, values[start + columns + 1]!, column.share);
      samples[j * nodes + i] = mix(low, high, row.share);
    });
  });
  return samples;
}

/** A neighbour with a share of 0 may be missing. */
function mix(a: number, b: number, share: number): number {
  if (share === 0) return a;
  return share === 1 ? b : a + (b - a) * share;
}

function placeNodes(coordinates: readonly number[], nodes: number): SamplePlace[] {
  const last = coordinates.length - 1;
  const first = coordinates[0]!;
  const length = coordinates[last]! - first;
  let before = 0;
  return Array.from({ length: nodes }, (_, node) => {
    const coordinate = first + (length * node) / (nodes - 1);
    while (before < last - 1 && coordinates[before + 1]! <= coordinate) before += 1;
    const from = coordinates[before]!;
    const share = (coordinate - from) / (coordinates[before + 1]! - from);
    return { before, share: Math.min(Math.max(share, 0), 1) };
  });
}
