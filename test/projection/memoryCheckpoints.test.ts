import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createMemoryCheckpoints, type CheckpointSnapshot } from '../../src/projection/memoryCheckpoints.js';

const SEED = 20_261_125;

/** Weights that say which checkpoint they are of. */
const weightsOf = (ordinal: number) => Float32Array.of(ordinal, -ordinal, 0.5);

function readAll(snapshot: CheckpointSnapshot): number[] {
  return Array.from({ length: snapshot.count }, (_, i) => {
    const row = new Float32Array(3);
    void snapshot.read(i, row, 0, 3);
    expect(row).toEqual(weightsOf(row[0]!));
    return row[0]!;
  });
}

it(`keeps the first, the newest and evenly spaced ones between, within its bytes (seed ${SEED})`, () => {
  fc.assert(
    fc.property(fc.integer({ min: 4, max: 40 }), fc.integer({ min: 1, max: 400 }), (capacity, count) => {
      const store = createMemoryCheckpoints({ dimension: 3, maxBytes: 12 * capacity });
      for (let i = 0; i < count; i++) {
        store.add(weightsOf(i));
        expect(store.bytes).toBe(12 * store.count);
        expect(store.count).toBeLessThanOrEqual(capacity);
      }
      const snapshot = store.snapshot();
      const kept = readAll(snapshot);
      expect(snapshot.ordinals).toEqual(kept);
      expect(kept[0]).toBe(0);
      expect(kept.at(-1)).toBe(count - 1);
      const stride = (kept[1] ?? 1) - kept[0]!;
      expect(kept.slice(0, -1)).toEqual(kept.slice(0, -1).map((_, i) => i * stride));
      // Half of the room is used at least, once it has been full.
      if (count >= capacity) expect(kept.length).toBeGreaterThanOrEqual(capacity / 2);
    }),
    { seed: SEED, numRuns: 100 },
  );
});

it('a snapshot stays as it was, and weights that a host writes again are copied', () => {
  const store = createMemoryCheckpoints({ dimension: 3, maxBytes: 48 });
  const scratch = new Float32Array(3);
  const add = (ordinal: number) => {
    scratch.set(weightsOf(ordinal));
    store.add(scratch);
  };
  for (let i = 0; i < 4; i++) add(i);
  const snapshot = store.snapshot();
  for (let i = 4; i < 20; i++) add(i);
  expect(readAll(snapshot)).toEqual([0, 1, 2, 3]);
  expect(readAll(store.snapshot())).toEqual([0, 8, 16, 19]);
});

it('reads a part of a row', () => {
  const store = createMemoryCheckpoints({ dimension: 3 });
  store.add(weightsOf(7));
  const into = new Float32Array(2);
  void store.snapshot().read(0, into, 1, 3);
  expect(into).toEqual(Float32Array.of(-7, 0.5));
});

it('says what is wrong', () => {
  const store = createMemoryCheckpoints({ dimension: 3 });
  expect(() => store.add(new Float32Array(2))).toThrow('weights: expected 3, got 2');
  expect(() => store.snapshot().read(0, new Float32Array(3), 0, 3)).toThrow(
    'checkpoint: expected 0 to -1, got 0',
  );
  expect(() => createMemoryCheckpoints({ dimension: 1e6, maxBytes: 1e6 })).toThrow(
    'maxBytes: expected room for 4 checkpoints of 1000000 weights, 16000000 bytes, got 1000000; raise it, or keep checkpoints in files',
  );
});
