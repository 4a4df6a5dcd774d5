import { readChunks, type CheckpointSource } from './checkpointSource.js';
import { runPiece, type WorkOptions } from './pacer.js';

/** Weights of a row that are summed at a time, so that some hundreds of rows of float64 fit the processor's cache. */
const BLOCK = 512;

/** Rows and columns of a tile, whose eight sums stay in registers. */
const TILE_ROWS = 4;
const TILE_COLUMNS = 2;

/**
 * The Gram matrix of checkpoints about their mean, `(W - 1w̄)(W - 1w̄)ᵀ`, row-major, in float64. It is `count²` numbers
 * however many weights there are, and takes `dimension · count² / 2` multiplications. The mean over the checkpoints is
 * subtracted from each column before anything is multiplied, which rounds less than centring the matrix of products;
 * centring that as well, on both sides, removes what rounding left.
 * @param indices - which checkpoints
 * @param onProgress - of `options`: called with the share of this part that is done
 * @throws RangeError if a weight is not finite
 */
export async function computeTrajectoryGram(
  source: CheckpointSource,
  indices: readonly number[],
  options: WorkOptions,
): Promise<Float64Array> {
  const count = indices.length;
  // Rows of zeros fill the last tile.
  const padded = Math.ceil(count / TILE_ROWS) * TILE_ROWS;
  const block = new Float64Array(padded * BLOCK);
  const sums = new Float64Array(padded * padded);
  for await (const { rows, width, from } of readChunks(source, indices, options)) {
    for (let start = 0; start < width; start += BLOCK) {
      const length = Math.min(BLOCK, width - start);
      const piece = runPiece(() => {
        fillCentred(block, rows, { count, width, start, length });
        addProducts(sums, block, padded);
      }, options);
      if (piece !== undefined) await piece;
    }
    options.onProgress?.((from + width) / source.dimension);
  }
  return centreOnBothSides(sums, count, padded);
}

interface BlockPlace {
  readonly count: number;
  readonly width: number;
  readonly start: number;
  readonly length: number;
}

/** Copies a block of columns minus their means. Past `length` it stays 0. */
function fillCentred(
  block: Float64Array,
  rows: Float32Array,
  { count, width, start, length }: BlockPlace,
): void {
  if (length < BLOCK) block.fill(0);
  const means = new Float64Array(length);
  for (let i = 0; i < count; i++) for (let n = 0; n < length; n++) means[n]! += rows[i * width + start + n]!;
  for (let n = 0; n < length; n++) means[n]! /= count;
  for (let i = 0; i < count; i++)
    for (let n = 0; n < length; n++) block[i * BLOCK + n] = rows[i * width + start + n]! - means[n]!;
}

/** Adds the products of all pairs of rows to the lower triangle, tile by tile. */
function addProducts(sums: Float64Array, block: Float64Array, padded: number): void {
  for (let i = 0; i < padded; i += TILE_ROWS)
    for (let j = 0; j < i + TILE_ROWS; j += TILE_COLUMNS) addTile(sums, block, padded, i, j);
}

function addTile(sums: Float64Array, block: Float64Array, padded: number, i: number, j: number): void {
  const row0 = i * BLOCK;
  const row1 = row0 + BLOCK;
  const row2 = row1 + BLOCK;
  const row3 = row2 + BLOCK;
  const column0 = j * BLOCK;
  const column1 = column0 + BLOCK;
  let s00 = 0;
  let s10 = 0;
  let s20 = 0;
  let s30 = 0;
  let s01 = 0;
  let s11 = 0;
  let s21 = 0;
  let s31 = 0;
  for (let n = 0; n < BLOCK; n++) {
    const left0 = block[row0 + n]!;
    const left1 = block[row1 + n]!;
    const left2 = block[row2 + n]!;
    const left3 = block[row3 + n]!;
    const right0 = block[column0 + n]!;
    const right1 = block[column1 + n]!;
    s00 += left0 * right0;
    s10 += left1 * right0;
    s20 += left2 * right0;
    s30 += left3 * right0;
    s01 += left0 * right1;
    s11 += left1 * right1;
    s21 += left2 * right1;
    s31 += left3 * right1;
  }
  const at = i * padded + j;
  sums[at]! += s00;
  sums[at + 1]! += s01;
  sums[at + padded]! += s10;
  sums[at + padded + 1]! += s11;
  sums[at + 2 * padded]! += s20;
  sums[at + 2 * padded + 1]! += s21;
  sums[at + 3 * padded]! += s30;
  sums[at + 3 * padded + 1]! += s31;
}

function centreOnBothSides(sums: Float64Array, count: number, padded: number): Float64Array {
  const gram = new Float64Array(count * count);
  const means = new Float64Array(count);
  let mean = 0;
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      const value = sums[i >= j ? i * padded + j : j * padded + i]!;
      gram[i * count + j] = value;
      means[i]! += value / count;
    }
    mean += means[i]! / count;
  }
  for (let i = 0; i < count; i++)
    for (let j = 0; j < count; j++) gram[i * count + j]! += mean - means[i]! - means[j]!;
  return gram;
}
