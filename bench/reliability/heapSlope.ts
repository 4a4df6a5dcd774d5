import type { RunStore } from '../../src/core.js';
import { BATCH_POINTS, createOpening, createUpdate } from '../support/descentStream.js';
import { measureHeldBytes } from '../support/collectGarbage.js';

const SAMPLES = 20;

/**
 * Bytes that a point more costs to hold: the slope of the least squares line through the held bytes.
 * @param from - points taken in before the line begins: the limit, where there is one
 */
export function measureHeapSlope(store: RunStore, points: number, from = 0): number {
  for (const event of createOpening()) store.ingest(event);
  const updates = points / BATCH_POINTS;
  const xs: number[] = [];
  const ys: number[] = [];
  for (let i = 0; i < updates; i++) {
    store.ingest(createUpdate(i));
    if ((i + 1) % (updates / SAMPLES) !== 0 || (i + 1) * BATCH_POINTS <= from) continue;
    xs.push((i + 1) * BATCH_POINTS);
    ys.push(measureHeldBytes());
  }
  return computeSlope(xs, ys);
}

function computeSlope(xs: readonly number[], ys: readonly number[]): number {
  const meanX = xs.reduce((sum, x) => sum + x, 0) / xs.length;
  const meanY = ys.reduce((sum, y) => sum + y, 0) / ys.length;
  let covariance = 0;
  let variance = 0;
  xs.forEach((x, i) => {
    covariance += (x - meanX) * (ys[i]! - meanY);
    variance += (x - meanX) ** 2;
  });
  return covariance / variance;
}
