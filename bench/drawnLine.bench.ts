import { expect, it } from 'vitest';
import { DrawnPath } from '../src/path/drawnPath.js';
import { computeLineDetail } from '../src/path/lineDetail.js';
import { PathPoints } from '../src/path/pathPoints.js';
import { WAYS, type Way } from '../test/path/ways.js';
import { formatFigure, formatTable } from './support/formatTable.js';
import { computeMedian } from './support/statistics.js';

const ROUNDS = 3;
const BATCH_POINTS = 10;
/** Appends that are timed one by one at most, the last of a way. */
const MAX_APPENDS = 6000;
/** CSS pixels of a normalized unit at the first view of a frame of 1,440 by 810. */
const UNIT_PX = 262;
const DETAIL = computeLineDetail(UNIT_PX, 1);

function createPath(way: Way): PathPoints {
  const path = new PathPoints();
  appendTo(path, way, 0, way.length);
  return path;
}

function appendTo(path: PathPoints, way: Way, from: number, to: number): void {
  const row = path.beginEvent({ tsMs: 1 + from, seq: 1, content: 0 }, way[from]![0]);
  for (let n = from; n < to; n++) path.place(way[n]![0], way[n]![1], way[n]![2], NaN, NaN, row);
  path.endEvent(row);
}

function time(act: () => void): number {
  const start = performance.now();
  act();
  return performance.now() - start;
}

function measure(way: Way) {
  const path = createPath(way);
  const height = (x: number, y: number): number => x * y;
  let drawn = new DrawnPath();
  const atOnce: number[] = [];
  const visits: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    drawn = new DrawnPath();
    drawn.fitTo(DETAIL);
    atOnce.push(time(() => drawn.sync(path, height)));
    let sum = 0;
    visits.push(time(() => path.forEach((_, x, y) => (sum += height(x, y)))));
    expect(sum).not.toBeNaN();
  }
  const appends: number[] = [];
  const growing = new PathPoints();
  const first = Math.max(way.length - MAX_APPENDS * BATCH_POINTS, BATCH_POINTS);
  appendTo(growing, way, 0, first);
  const grown = new DrawnPath();
  grown.fitTo(DETAIL);
  grown.sync(growing, height);
  for (let n = first; n + BATCH_POINTS <= way.length; n += BATCH_POINTS) {
    appendTo(growing, way, n, n + BATCH_POINTS);
    appends.push(time(() => grown.sync(growing, height)));
  }
  return {
    vertices: drawn.count,
    errorPx: drawn.greatestError * UNIT_PX,
    atOnceMs: computeMedian(atOnce),
    ratio: computeMedian(atOnce) / computeMedian(visits),
    appendMs: computeMedian(appends),
    worstMs: Math.max(...appends),
  };
}

it('what the drawn line costs of paths of every kind, beside going through their points alone', () => {
  const rows = WAYS.map(({ name, make }) => {
    const { vertices, errorPx, atOnceMs, ratio, appendMs, worstMs } = measure(make());
    return [
      name,
      vertices.toLocaleString('en'),
      errorPx.toFixed(1),
      atOnceMs.toFixed(0),
      `${formatFigure(ratio)}×`,
      appendMs.toFixed(3),
      worstMs.toFixed(1),
    ];
  });
  console.log(
    formatTable(
      'The drawn line',
      [
        'path',
        'vertices',
        'greatest error, px at 1,440',
        'drawn at once, ms',
        'beside its points alone',
        `append ${BATCH_POINTS}, ms (median)`,
        'the longest',
      ],
      rows,
    ),
  );
});
