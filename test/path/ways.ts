/** Numbers in [0, 1), the same for the same seed. */
function makeRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

/** Points of a path, in ascending step. */
export type Way = readonly [step: number, x: number, y: number][];

export function makeWay(length: number, at: (step: number, random: () => number) => [number, number]): Way {
  const random = makeRandom(length);
  return Array.from({ length }, (_, step) => [step, ...at(step, random)]);
}

function makeWalk(length: number, size: number, stride = 1): Way {
  let x = 0.2;
  let y = -0.1;
  const fold = (value: number): number => (Math.abs(value) > 1 ? Math.sign(value) * 2 - value : value);
  return makeWay(length, (_, random) => {
    x = fold(x + size * (2 * random() - 1));
    y = fold(y + size * (2 * random() - 1));
    return [x, y];
  }).map(([step, atX, atY]) => [step * stride, atX, atY]);
}

/** A descent into a valley, with uniform noise. */
function makeNoisy(length: number, noise: number): Way {
  return makeWay(length, (step, random) => {
    const left = Math.exp(-step / 600);
    return [-0.3 + 1.1 * left + noise * (2 * random() - 1), 0.3 - 1.1 * left + noise * (2 * random() - 1)];
  });
}

/** A descent that has arrived, and goes round its minimum with noise. */
export function makeCircle(length: number): Way {
  return makeWay(length, (step, random) => [
    0.1 + 0.04 * Math.cos(step / 100) + 0.002 * (2 * random() - 1),
    0.04 * Math.sin(step / 100) + 0.002 * (2 * random() - 1),
  ]);
}

/** Without noise. */
export function makeSpiral(length: number): Way {
  return makeWay(length, (step) => {
    const radius = 0.04 + 0.8 * Math.exp(-step / 20_000);
    return [0.1 + radius * Math.cos(step / 200), radius * Math.sin(step / 200)];
  });
}

/** Ways that a line has to show, most of them with more to show than it has vertices. */
export const WAYS: readonly { readonly name: string; readonly steps: number; make(): Way }[] = [
  { name: '20,000 steps of a smooth spiral', steps: 20_000, make: () => makeSpiral(20_000) },
  { name: '50,000 noisy steps on a circle', steps: 50_000, make: () => makeCircle(50_000) },
  { name: '60,000 noisy steps', steps: 60_000, make: () => makeNoisy(60_000, 0.15) },
  { name: 'a million noisy steps', steps: 1_000_000, make: () => makeNoisy(1_000_000, 0.02) },
  { name: '200,000 steps of 0.003', steps: 200_000, make: () => makeWalk(200_000, 0.003) },
  { name: 'a million steps of 0.001', steps: 1_000_000, make: () => makeWalk(1_000_000, 0.001) },
  {
    name: 'a million steps in a decaying spiral with noise',
    steps: 1_000_000,
    make: () =>
      makeWay(1_000_000, (step, random) => {
        const radius = 1 - step / 1_000_000;
        return [
          radius * Math.cos(step / 9000) + (random() - 0.5) * 0.004,
          radius * Math.sin(step / 9000) + (random() - 0.5) * 0.004,
        ];
      }),
  },
  {
    name: 'a spiral of 600 turns',
    steps: 300_000,
    make: () =>
      makeWay(300_000, (step) => {
        const radius = 1 - step / 300_000;
        return [radius * Math.cos(step / 80), radius * Math.sin(step / 80)];
      }),
  },
  {
    name: '100,000 jumps all over the domain',
    steps: 100_000,
    make: () => makeWay(100_000, (_, random) => [2 * random() - 1, 2 * random() - 1]),
  },
  { name: '60,000 points without neighbours', steps: 60_000, make: () => makeWalk(60_000, 0.02, 7) },
  { name: '20,000 noisy steps', steps: 20_000, make: () => makeNoisy(20_000, 0.15) },
  { name: '20,000 points without neighbours', steps: 20_000, make: () => makeWalk(20_000, 0.02, 7) },
];
