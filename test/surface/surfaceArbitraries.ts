import fc from 'fast-check';
import type { Hill, SurfaceKind, SurfaceParams } from '../../src/protocol/events.js';

const between = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });

/** A hill near the default domain; widths from a fifth of a unit on, so that finite differences see it. */
export const hillArbitrary = (minWidth = 0.2): fc.Arbitrary<Hill> =>
  fc
    .record({
      x: between(-7, 7),
      y: between(-7, 7),
      amp: between(-4, 4),
      width: between(minWidth, 4),
      sign: fc.boolean(),
    })
    .map(({ x, y, amp, width, sign }) => ({ x, y, amp, sigma: sign ? width : -width }));

/** Parameters of each kind. */
export const paramsArbitrary = (minWidth = 0.2): fc.Arbitrary<SurfaceParams> =>
  fc.oneof(...Object.values<fc.Arbitrary<SurfaceParams>>(paramsOfKinds(minWidth)));

/** By kind, so that one which is added does not compile without its own. */
const paramsOfKinds = (minWidth: number) =>
  ({
    fixed_example: fc.constant({ kind: 'fixed_example' }),
    bowl: fc.record({
      kind: fc.constant('bowl'),
      a: between(-2, 2),
      b: between(-2, 2),
      tiltX: between(-2, 2),
      tiltY: between(-2, 2),
      offset: between(-9, 9),
    }),
    multi_hill: fc.record({
      kind: fc.constant('multi_hill'),
      bowlStrength: between(-0.2, 0.2),
      offset: between(-9, 9),
      hills: fc.array(hillArbitrary(minWidth), { maxLength: 20 }),
    }),
    ripples: fc.record({
      kind: fc.constant('ripples'),
      amp: between(-5, 5),
      freq: between(-5, 5),
      decay: between(0, 0.5),
      bowlStrength: between(-0.5, 0.5),
      offset: between(-9, 9),
    }),
  }) as const satisfies { [Kind in SurfaceKind]: fc.Arbitrary<Extract<SurfaceParams, { kind: Kind }>> };

/** Numbers in [0, 1) from a seed (mulberry32), for tests that need many. */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A `multi_hill` surface of random hills over the default domain, widths log-uniform. */
export function createHilly(seed: number, count: number, minWidth: number, maxWidth: number) {
  const random = createRandom(seed);
  const hills = Array.from({ length: count }, () => ({
    x: random() * 12 - 6,
    y: random() * 12 - 6,
    amp: random() * 2 - 1,
    sigma: minWidth * (maxWidth / minWidth) ** random(),
  }));
  return { kind: 'multi_hill' as const, bowlStrength: 0.06, offset: 0, hills };
}

/** The contract's defaults. */
export const DEFAULT_PARAMS = {
  fixed_example: { kind: 'fixed_example' },
  bowl: { kind: 'bowl', a: 0.18, b: 0.18, tiltX: 0, tiltY: 0, offset: 0 },
  multi_hill: { kind: 'multi_hill', bowlStrength: 0.06, offset: 0, hills: [] },
  ripples: { kind: 'ripples', amp: 2.5, freq: 2, decay: 0.15, bowlStrength: 0.06, offset: 0 },
} as const satisfies { [K in SurfaceParams['kind']]: Extract<SurfaceParams, { kind: K }> };
