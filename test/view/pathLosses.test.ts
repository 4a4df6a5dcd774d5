import { expect, it } from 'vitest';
import { DrawnPath } from '../../src/path/drawnPath.js';
import { PathPoints } from '../../src/path/pathPoints.js';
import { PathLosses } from '../../src/view/pathLosses.js';

function append(path: PathPoints, losses: readonly number[]): void {
  const first = path.lastStep + 1;
  const row = path.beginEvent({ tsMs: first, seq: first, content: first }, 0);
  losses.forEach((loss, i) => path.place(first + i, ((first + i) % 40) / 50, 0, loss, Number.NaN, row));
  path.endEvent(row);
}

const flat = (): number => 0;

it('a vertex has the share of its point, on a scale of the losses themselves', () => {
  const path = new PathPoints();
  append(path, [4, 3, 2, 1, 0]);
  const drawn = new DrawnPath();
  const losses = new PathLosses();
  const changed = drawn.sync(path, flat);
  expect(losses.update(path, drawn, changed, null)).toEqual({ from: 0, to: drawn.count });
  for (let vertex = 0; vertex < drawn.count; vertex++) {
    const loss = path.lossAt(Math.round(drawn.indices[vertex]!));
    expect(losses.shares[vertex]).toBeCloseTo(loss / 4, 6);
  }
});

it('an append changes what was appended, but for the few times that the scale grows', () => {
  const path = new PathPoints();
  append(path, [100]);
  const drawn = new DrawnPath();
  const losses = new PathLosses();
  let whole = 0;
  for (let step = 1; step < 400; step++) {
    append(path, [100 - step / 4]);
    const changed = drawn.sync(path, flat)!;
    const range = losses.update(path, drawn, changed, null)!;
    expect(range.to).toBe(drawn.count);
    if (range.from < changed.from) whole++;
  }
  expect(whole).toBeGreaterThan(1);
  expect(whole).toBeLessThan(30);
  const least = Math.min(...losses.shares.subarray(0, drawn.count));
  expect(losses.shares[0]! - least).toBeGreaterThan(0.7);
});

it('is on the scale that is given, within its range; without a loss of its own a vertex has that of the one before', () => {
  const path = new PathPoints();
  append(path, [5, Number.NaN, 20, -3]);
  const drawn = new DrawnPath();
  const losses = new PathLosses();
  const scale = (loss: number): number => loss / 10;
  losses.update(path, drawn, drawn.sync(path, flat), scale);
  const shareOf = (index: number): number => losses.shares[Math.round(drawn.vertexAt(index))]!;
  expect([0, 1, 2, 3].map(shareOf)).toEqual([0.5, 0.5, 1, 0]);
  expect(losses.update(path, drawn, null, scale)).toBeNull();
});

it.each([
  ['linear', 1, 999],
  ['logarithmic', 1, 1000],
  ['linear', 0, 1000],
])('has a scale of its own that is %s from %d to %d', (kind, least, greatest) => {
  const path = new PathPoints();
  const loss = Math.sqrt(1000);
  append(path, [greatest, least, loss]);
  const drawn = new DrawnPath();
  const losses = new PathLosses();
  losses.update(path, drawn, drawn.sync(path, flat), null);
  const share = kind === 'linear' ? (loss - least) / (greatest - least) : 0.5;
  expect(losses.shares[Math.round(drawn.vertexAt(2))]).toBeCloseTo(share, 6);
});

it('knows that no point has a loss', () => {
  const path = new PathPoints();
  append(path, [Number.NaN, Number.NaN]);
  const drawn = new DrawnPath();
  const losses = new PathLosses();
  expect(losses.update(path, drawn, drawn.sync(path, flat), null)).toBeNull();
  expect(losses.hasLosses).toBe(false);
});
