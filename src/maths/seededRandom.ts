/** Random numbers from a seed, the same on every machine. */
export interface SeededRandom {
  /** Uniform in [0, 1), in steps of 2⁻³². */
  uniform(): number;
  /** Normal with mean 0 and variance 1. */
  gaussian(): number;
}

/**
 * Creates a generator: xoshiro128** (Blackman and Vigna 2021, "Scrambled linear pseudorandom number generators",
 * doi:10.1145/3460772), its state filled from the seed by splitmix32; normal numbers by the polar method (Marsaglia and
 * Bray 1964, doi:10.1137/1006063). For directions and subsets; not for secrets.
 * @param seed - integer of at most 2⁵³ - 1, of either sign
 * @throws RangeError if `seed` is no such integer
 */
export function createSeededRandom(seed: number): SeededRandom {
  assertSeed(seed);
  const state = createState(seed);
  const uniform = () => nextWord(state) / 0x1_0000_0000;
  let spare: number | null = null;
  return {
    uniform,
    gaussian() {
      if (spare !== null) {
        const value = spare;
        spare = null;
        return value;
      }
      for (;;) {
        const x = 2 * uniform() - 1;
        const y = 2 * uniform() - 1;
        const square = x * x + y * y;
        if (square >= 1 || square === 0) continue;
        const scale = Math.sqrt((-2 * Math.log(square)) / square);
        spare = y * scale;
        return x * scale;
      }
    },
  };
}

/** @throws RangeError if it is no seed */
function assertSeed(seed: number): void {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`seed: expected an integer, got ${seed}`);
}

/** Uses both halves of the seed. The state is never all 0, in which the generator would stay. */
function createState(seed: number): Uint32Array {
  let word = (seed >>> 0) ^ Math.imul(Math.floor(seed / 0x1_0000_0000), 0x85eb_ca6b);
  return Uint32Array.from({ length: 4 }, () => {
    word = (word + 0x9e37_79b9) | 0;
    let mixed = Math.imul(word ^ (word >>> 16), 0x21f0_aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a_2d97);
    return mixed ^ (mixed >>> 15);
  });
}

/** The next 32 bits, as an unsigned integer. Exported for its test. */
export function nextWord(state: Uint32Array): number {
  const s1 = state[1]!;
  const result = Math.imul(rotateLeft(Math.imul(s1, 5), 7), 9) >>> 0;
  state[2]! ^= state[0]!;
  state[3]! ^= s1;
  state[1]! ^= state[2]!;
  state[0]! ^= state[3]!;
  state[2]! ^= s1 << 9;
  state[3] = rotateLeft(state[3]!, 11);
  return result;
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
