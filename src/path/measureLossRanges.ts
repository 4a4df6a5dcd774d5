import type { BlockList } from './blockList.js';
import { CHUNK_POINTS, LossChunks, LossMeter } from './lossChunks.js';
import type { PathBlock } from './pathBlock.js';
import type { LossRanges } from './lossRanges.js';

/**
 * Measures the losses in equally wide intervals of steps: the i-th begins at the first step that is not below
 * `fromStep + (toStep - fromStep) * i / columns`. Costs some hundred points for each interval, however many lie in it, and
 * those of the blocks that have changed since the last look.
 * @param toStep - the step after the last
 */
export function measureLossRanges(
  list: BlockList,
  columns: number,
  fromStep: number,
  toStep: number,
  out: LossRanges,
): void {
  const { blocks } = list;
  const meter = new LossMeter();
  let blockIndex = list.blockOfStep(Math.ceil(fromStep));
  let at = blocks[blockIndex]!.lowerBound(Math.ceil(fromStep));
  for (let column = 0; column < columns; column++) {
    const end = Math.ceil(fromStep + ((toStep - fromStep) * (column + 1)) / columns);
    meter.reset();
    while (blockIndex < blocks.length) {
      const block = blocks[blockIndex]!;
      const stop = block.lastStep < end ? block.count : block.lowerBound(end);
      addPoints(meter, block, at, stop);
      at = stop;
      if (stop < block.count) break;
      blockIndex++;
      at = 0;
    }
    const isEmpty = meter.count === 0;
    out.least[column] = isEmpty ? Number.NaN : meter.least;
    out.greatest[column] = isEmpty ? Number.NaN : meter.greatest;
    out.mean[column] = isEmpty ? Number.NaN : meter.sum / meter.count;
  }
}

function addPoints(meter: LossMeter, block: PathBlock, from: number, to: number): void {
  const { losses } = block;
  if (losses === null) return;
  const firstChunk = Math.ceil(from / CHUNK_POINTS);
  const endChunk = Math.floor(to / CHUNK_POINTS);
  if (firstChunk >= endChunk) {
    meter.addPoints(losses, from, to);
    return;
  }
  block.lossChunks ??= new LossChunks(block.capacity);
  meter.addPoints(losses, from, firstChunk * CHUNK_POINTS);
  block.lossChunks.addTo(meter, losses, firstChunk, endChunk);
  meter.addPoints(losses, endChunk * CHUNK_POINTS, to);
}
