/** The marker as it followed until the pace adapted: a critically damped spring of a fixed rate, for comparison. */
export interface FixedSpring {
  readonly index: number;
  readonly speed: number;
}

const RATE = 9;

export function advanceFixedSpring(spring: FixedSpring, newest: number, dtS: number): FixedSpring {
  const distance = spring.index - newest;
  if (distance >= -1e-3) return { index: newest, speed: 0 };
  const decay = Math.exp(-RATE * dtS);
  const drift = spring.speed + RATE * distance;
  const index = Math.max(newest + (distance + drift * dtS) * decay, spring.index);
  if (index >= newest - 1e-3) return { index: newest, speed: 0 };
  return { index, speed: Math.max((spring.speed - RATE * drift * dtS) * decay, 0) };
}
