import { readFileSync } from 'node:fs';

/** How points arrive. */
export interface Arrival {
  readonly gapsS: readonly number[];
  readonly pointsPerBatch: readonly number[];
}

/** Kept patterns by name. */
export const ARRIVALS = JSON.parse(
  readFileSync(new URL('../fixtures/arrivals/arrivals.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, Arrival>>;

/** Makes the next frame. @returns index of the marker */
export type Follow = (newest: number, dtS: number) => number;

export interface Motion {
  /** Share of the frames in which the marker is slower than a tenth of its mean speed, in percent. */
  readonly slowPercent: number;
  /** Greatest speed over the mean. */
  readonly peak: number;
  /** Greatest change of speed from a frame to the next, over the mean speed. */
  readonly jolt: number;
  /** How long a point waits, on the average, in s. */
  readonly lagS: number;
  /** How long a point waits at most, from its arrival, in s. */
  readonly greatestLagS: number;
}

const FRAME_S = 1 / 60;

/**
 * Drives a marker by hand at 60 frames a second, from the first arrival to the last.
 * @param lengthOf - how far along the path an index is; else in points
 */
export function measureMotion(
  { gapsS, pointsPerBatch }: Arrival,
  follow: Follow,
  lengthOf: (index: number) => number = (index) => index,
): Motion {
  const arrivedS: number[] = [];
  const reached: number[] = [];
  let sumS = 0;
  let sum = 0;
  gapsS.forEach((gapS, i) => {
    arrivedS.push((sumS += gapS));
    reached.push((sum += pointsPerBatch[i]!));
  });
  const speeds: number[] = [];
  let [batch, oldest, index, newest, waiting, greatestLagS] = [0, 0, 0, 0, 0, 0];
  for (let frame = 1; frame * FRAME_S <= sumS; frame++) {
    const nowS = frame * FRAME_S;
    while (batch < arrivedS.length && arrivedS[batch]! <= nowS) newest = reached[batch++]!;
    const next = follow(newest, FRAME_S);
    if (nowS > arrivedS[0]!) {
      speeds.push((lengthOf(next) - lengthOf(index)) / FRAME_S);
      waiting += newest - next;
    }
    index = next;
    while (oldest < batch && reached[oldest]! <= index + 1e-3) oldest++;
    if (oldest < batch) greatestLagS = Math.max(greatestLagS, nowS - arrivedS[oldest]!);
  }
  const mean = speeds.reduce((a, b) => a + b) / speeds.length;
  return {
    slowPercent: (100 * speeds.filter((speed) => speed < mean / 10).length) / speeds.length,
    peak: Math.max(...speeds) / mean,
    jolt: Math.max(...speeds.map((speed, i) => Math.abs(speed - (speeds[i - 1] ?? speed)))) / mean,
    lagS: (waiting * FRAME_S) / index,
    greatestLagS,
  };
}
