import { describe, expect, it } from 'vitest';
import { createSeededRandom } from '../../src/maths/seededRandom.js';
import { advancePlayhead, PLAYHEAD_AT_START } from '../../src/view/playhead.js';
import { advanceFixedSpring, type FixedSpring } from './fixedSpring.js';
import { ARRIVALS, measureMotion, type Arrival, type Follow, type Motion } from './measureMotion.js';

function followPaced(): Follow {
  let playhead = PLAYHEAD_AT_START;
  return (newest, dtS) => (playhead = advancePlayhead(playhead, newest, dtS)).index;
}

function followAsBefore(): Follow {
  let spring: FixedSpring = { index: 0, speed: 0 };
  let isMoving = false;
  return (newest, dtS) => {
    spring = advanceFixedSpring(spring, newest, isMoving ? dtS : 0);
    isMoving = spring.index < newest;
    return spring.index;
  };
}

const steady = (gapS: number): Arrival => {
  const random = createSeededRandom(Math.round(1000 * gapS));
  const batches = Math.round(60 / gapS);
  return {
    gapsS: Array.from({ length: batches }, () => gapS),
    pointsPerBatch: Array.from({ length: batches }, () => 5 + Math.floor(16 * random.uniform())),
  };
};

const PATTERNS: Readonly<Record<string, Arrival>> = {
  ...ARRIVALS,
  ...Object.fromEntries(
    [0.02, 0.05, 0.1, 0.15, 0.2, 0.4, 0.5, 0.75].map((s) => [`steady, ${s} s`, steady(s)]),
  ),
};

/** A path whose steps differ in length by a factor of up to 9, so that speed in points is not speed on the picture. */
function unevenLength(): (index: number) => number {
  const random = createSeededRandom(7);
  const lengths = [0];
  return (index) => {
    while (lengths.length < index + 2) lengths.push(lengths.at(-1)! + 3 ** (2 * random.uniform() - 1));
    const low = Math.floor(index);
    return lengths[low]! + (index - low) * (lengths[low + 1]! - lengths[low]!);
  };
}

const measured = Object.entries(PATTERNS).map(([name, arrival]) => ({
  name,
  before: measureMotion(arrival, followAsBefore()),
  now: measureMotion(arrival, followPaced()),
  beforeInLength: measureMotion(arrival, followAsBefore(), unevenLength()),
  nowInLength: measureMotion(arrival, followPaced(), unevenLength()),
}));

const row = (motion: Motion): string =>
  [
    `${motion.slowPercent.toFixed(1)} %`,
    motion.peak.toFixed(2),
    motion.jolt.toFixed(2),
    `${motion.lagS.toFixed(3)} s`,
    `${motion.greatestLagS.toFixed(2)} s`,
  ]
    .map((text) => text.padStart(8))
    .join('');

const of = (name: string) => measured.find((each) => each.name === name)!;

describe('the marker’s motion, by hand at 60 frames a second', () => {
  it('is printed', () => {
    const lines = measured.flatMap(({ name, before, now, beforeInLength, nowInLength }) => [
      `${name.padEnd(20)} spring   ${row(before)}   uneven ${row(beforeInLength)}`,
      `${''.padEnd(20)} paced    ${row(now)}   uneven ${row(nowInLength)}`,
    ]);
    console.info(['', ' '.repeat(32) + 'slow    peak    jolt     lag  greatest', ...lines].join('\n'));
    expect(lines).toHaveLength(2 * Object.keys(PATTERNS).length);
  });

  it.each(['steady 1 s', 'steady 0.25 s', 'steady, 0.4 s', 'steady, 0.5 s', 'steady, 0.75 s'])(
    'is below a tenth of its mean speed less than 5 % of the time: %s',
    (name) => {
      expect(of(name).now.slowPercent).toBeLessThan(5);
      expect(of(name).now.peak).toBeLessThan(2.5);
    },
  );

  it.each(['uniform 0.1-2 s', 'log-uniform 0.1-2 s'])(
    'is below a tenth of its mean speed less than 15 % of the time: %s',
    (name) => {
      expect(of(name).now.slowPercent).toBeLessThan(15);
      expect(of(name).now.peak).toBeLessThan(2.5);
      expect(of(name).before.slowPercent).toBeGreaterThan(30);
      expect(of(name).before.peak).toBeGreaterThan(5);
    },
  );

  it.each([
    'steady 0.25 s',
    'steady, 0.2 s',
    'steady, 0.15 s',
    'steady, 0.1 s',
    'steady, 0.05 s',
    'steady, 0.02 s',
  ])('is no worse than a spring of a fixed rate where arrivals come in quick succession: %s', (name) => {
    const { before, now } = of(name);
    // As it starts: four frames of a minute, and three of a spring.
    expect(now.slowPercent).toBeLessThanOrEqual(0.12);
    // At 50 batches a second 1.21 and 1.20; else it is below.
    expect(now.peak).toBeLessThan(name === 'steady, 0.02 s' ? before.peak * 1.02 : before.peak);
    expect(now.lagS).toBeLessThan(before.lagS);
  });

  it.each(Object.keys(PATTERNS))('never keeps a point waiting for more than 1.5 s: %s', (name) => {
    expect(of(name).now.greatestLagS).toBeLessThanOrEqual(1.5);
  });
});
