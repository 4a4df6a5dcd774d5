import { describe, expect, it } from 'vitest';
import { PathPoints } from '../../src/path/pathPoints.js';
import { StepTicks } from '../../src/view/marks/stepTicks.js';

const UNIT_PX = 300;
const MAX_TICKS = 16;
/** Normalized: 46 px. */
const GAP = 46 / UNIT_PX;

function createPath(places: readonly (readonly [x: number, y: number])[], every = 1): PathPoints {
  const path = new PathPoints();
  append(path, places, 0, every);
  return path;
}

function append(
  path: PathPoints,
  places: readonly (readonly [x: number, y: number])[],
  first = path.lastStep + 1,
  every = 1,
): void {
  const row = path.beginEvent({ tsMs: first, seq: first, content: first }, 0);
  places.forEach(([x, y], i) => path.place(first + i * every, x, y, Number.NaN, Number.NaN, row));
  path.endEvent(row);
}

const line = (count: number): [number, number][] =>
  Array.from({ length: count }, (_, i) => [-1 + (2 * i) / (count - 1), 0]);

const isRound = (step: number): boolean => {
  const power = 10 ** Math.floor(Math.log10(step));
  const digits = Math.round((10 * step) / power);
  return (
    Math.abs(digits - (10 * step) / power) < 1e-9 && (digits % 5 === 0 || (digits < 20 && digits % 2 === 0))
  );
};

function ticksOf(path: PathPoints, unitPx = UNIT_PX): readonly { step: number; x: number; y: number }[] {
  const ticks = new StepTicks();
  ticks.update(path, unitPx);
  return ticks.ticks;
}

describe('ticks of steps', () => {
  it.each([
    ['an even line', line(1001)],
    [
      'a hasty start',
      Array.from({ length: 1001 }, (_, i): [number, number] => [-0.9 + 1.8 * (1 - 0.97 ** i), 0]),
    ],
    [
      'a spiral',
      Array.from({ length: 800 }, (_, i): [number, number] => [
        0.9 * 0.998 ** i * Math.cos(i / 40),
        0.9 * 0.998 ** i * Math.sin(i / 40),
      ]),
    ],
    [
      'noise in one place',
      Array.from({ length: 800 }, (_, i): [number, number] => [
        0.02 * Math.sin(i * 7),
        0.02 * Math.cos(i * 11),
      ]),
    ],
  ])('on %s are at round steps, apart from each other and from the start', (_, places) => {
    const path = createPath(places);
    const ticks = ticksOf(path);
    expect(ticks.length).toBeLessThanOrEqual(MAX_TICKS);
    const start = { x: path.xAt(0), y: path.yAt(0) };
    for (const [i, tick] of ticks.entries()) {
      expect(isRound(tick.step), `${tick.step}`).toBe(true);
      const index = path.lowerBound(tick.step);
      expect([tick.x, tick.y]).toEqual([path.xAt(index), path.yAt(index)]);
      for (const other of [...ticks.slice(i + 1), start]) {
        expect(Math.hypot(other.x - tick.x, other.y - tick.y)).toBeGreaterThanOrEqual(GAP - 1e-12);
      }
    }
  });

  it('on an even line of 1,000 steps are every 100', () => {
    expect(
      ticksOf(createPath(line(1001)))
        .map(({ step }) => step)
        .sort((a, b) => a - b),
    ).toEqual([100, 200, 300, 400, 500, 600, 700, 800, 900]);
  });

  it('are no more than 16, the coarsest of them first', () => {
    const ticks = ticksOf(createPath(line(1001)), 4 * UNIT_PX);
    expect(ticks).toHaveLength(MAX_TICKS);
    expect(ticks[0]!.step).toBe(500);
  });

  it('are at round steps where only steps between those are far apart', () => {
    const places = Array.from({ length: 821 }, (_, i): [number, number] => [
      -1 + (2 * Math.min(Math.max(i - 705, 0), 90)) / 90,
      0,
    ]);
    expect(ticksOf(createPath(places)).map(({ step }) => step)).toEqual([750]);
  });

  it('are at steps that came: of every 7th they are round multiples of 7', () => {
    const steps = ticksOf(createPath(line(144), 7)).map(({ step }) => step);
    expect(steps.length).toBeGreaterThan(2);
    expect(steps.filter((step) => step % 7 !== 0 || !isRound(step))).toEqual([]);
  });

  it('are finer where the path hurries', () => {
    const steps = ticksOf(
      createPath(Array.from({ length: 1001 }, (_, i) => [-0.9 + 1.8 * (1 - 0.97 ** i), 0])),
    ).map(({ step }) => step);
    expect(Math.min(...steps)).toBeLessThanOrEqual(10);
    expect(Math.max(...steps)).toBeGreaterThanOrEqual(50);
  });

  it('are at steps that came: of every 50th they are multiples of 50', () => {
    const steps = ticksOf(createPath(line(200), 50)).map(({ step }) => step);
    expect(steps.length).toBeGreaterThan(3);
    expect(steps.filter((step) => step % 50 !== 0)).toEqual([]);
  });

  it('are looked for again after the path has grown by some share, and stay the same array until they differ', () => {
    const path = createPath(line(101));
    const ticks = new StepTicks();
    expect(ticks.update(path, UNIT_PX)).toBe(true);
    const before = ticks.ticks;
    append(path, [[1, 0]]);
    expect(ticks.update(path, UNIT_PX)).toBe(false);
    expect(ticks.ticks).toBe(before);
    append(
      path,
      Array.from({ length: 100 }, (_, i): [number, number] => [1, i / 100]),
    );
    expect(ticks.update(path, UNIT_PX)).toBe(true);
    expect(ticks.ticks).not.toBe(before);
  });

  it('are the same however the path came to its length', () => {
    const grown = new StepTicks();
    const path = createPath(line(1001).slice(0, 10));
    for (const place of line(1001).slice(10)) {
      append(path, [place]);
      grown.update(path, UNIT_PX);
    }
    const all = ticksOf(createPath(line(1001))).map(({ step }) => step);
    expect(grown.ticks.map(({ step }) => step)).toEqual(all);
  });
});
