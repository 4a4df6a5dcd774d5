import { expect, it } from 'vitest';
import { IntegerColumn } from '../../src/path/integerColumn.js';
import { Random } from '../fuzz/random.js';

/** Numbers as times in seconds that were added up leave them: all but integers, beside integers. */
const KINDS: readonly ((random: Random) => number)[] = [
  (random) => random.below(100),
  (random) => 1e12 + random.below(1e5),
  (random) => -random.below(1e10),
  (random) => Number.MAX_SAFE_INTEGER - random.below(10),
  (random) => random.below(100) * 0.1 * 1000,
  (random) => random.below(1e6) / 7,
  () => 300.00000000000006,
  () => 300,
  () => 2 ** 69,
  () => 5e-324,
  () => 1e300,
  () => -1,
];

it('reads to the bit what was written, whatever it held before', () => {
  const random = new Random(20_261_130);
  for (let round = 0; round < 2000; round++) {
    const column = new IntegerColumn(8);
    const written = new Map<number, number>();
    const kinds = [random.pick(KINDS), random.pick(KINDS), random.pick(KINDS)];
    for (let i = 0; i < 20; i++) {
      const [at, value] = [random.below(8), random.pick(kinds)(random)];
      column.set(at, value);
      written.set(at, value);
      expect(new Map([...written.keys()].map((at) => [at, column.at(at)]))).toEqual(written);
    }
  }
});
