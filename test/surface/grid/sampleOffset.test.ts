import { describe, expect, it } from 'vitest';
import { checkAxisOrder } from '../../../src/surface/axisOrder.js';
import {
  computeExtrema,
  createGridSurface,
  createHeightField,
  drawnHeightAt,
  selectHeightTransform,
} from '../../../src/surface/index.js';
import { decodeGrid, type SampledGrid } from '../../../src/surface/grid/index.js';
import { createRandom } from '../surfaceArbitraries.js';
import { writeNpy, writeRaw } from './gridFixtures.js';

const NODES = 33;

/** The place of a node, normalized. */
const placeOf = (index: number): readonly [number, number] => [
  ((index % NODES) * 2) / (NODES - 1) - 1,
  (Math.floor(index / NODES) * 2) / (NODES - 1) - 1,
];

function createLosses(loss: (x: number, y: number) => number): Float64Array {
  return Float64Array.from({ length: NODES * NODES }, (_, n) => loss(...placeOf(n)));
}

type Layout = 'C' | 'F' | 'big-endian' | 'off by one byte';

/** A float64 .npy file, in one of the ways in which it is read. */
function writeDoubles(losses: Float64Array, layout: Layout = 'C', descr = 'f8'): Uint8Array {
  const isFortran = layout === 'F';
  const data = new DataView(new ArrayBuffer(8 * losses.length));
  losses.forEach((z, n) => {
    const at = isFortran ? (n % NODES) * NODES + Math.floor(n / NODES) : n;
    if (descr === 'i8') data.setBigInt64(8 * at, BigInt(z), layout !== 'big-endian');
    else data.setFloat64(8 * at, z, layout !== 'big-endian');
  });
  const order = layout === 'big-endian' ? '>' : '<';
  const header = `{'descr': '${order}${descr}', 'fortran_order': ${isFortran ? 'True' : 'False'}, 'shape': (${NODES}, ${NODES}), }`;
  const bytes = writeNpy(header, new Uint8Array(data.buffer));
  if (layout !== 'off by one byte') return bytes;
  const larger = new Uint8Array(bytes.length + 1);
  larger.set(bytes, 1);
  return larger.subarray(1);
}

function decode(bytes: Uint8Array, resolution = NODES): SampledGrid {
  const decoding = decodeGrid(bytes, resolution);
  if (!decoding.ok) throw new Error(decoding.problem.found);
  return decoding.grid;
}

const bowl = (x: number, y: number): number => x * x + y * y;
const LAYOUTS: readonly Layout[] = ['C', 'F', 'big-endian', 'off by one byte'];

describe('float64 losses that lie far from 0', () => {
  it.each([1e2, 1e4, 1e6, 1e9].flatMap((share) => LAYOUTS.map((layout) => [share, layout] as const)))(
    '[HEIGHT-1] keep their differences at an offset of %d times their range (%s)',
    (share, layout) => {
      for (const sign of [1, -1]) {
        const offset = sign * share * 2;
        const losses = createLosses((x, y) => offset + bowl(x, y));
        const grid = decode(writeDoubles(losses, layout));
        const surface = createGridSurface(grid.samples, NODES, 1, grid.offset);
        const field = createHeightField(grid.samples, NODES, { offset: grid.offset });
        // float64 itself has no more than this of the range.
        const rounding = Math.max(share * 2 ** -52, 2 ** -22);
        losses.forEach((z, n) => {
          const [x, y] = placeOf(n);
          expect(Math.abs(surface.valueAt(x, y) - z)).toBeLessThan(2 * rounding);
          expect(Math.abs(drawnHeightAt(field, x, y) - bowl(x, y) / 2)).toBeLessThan(2 * rounding);
        });
        expect(Math.abs(field.min - offset)).toBeLessThan(2 * rounding);
        expect(Math.abs(field.max - offset - 2)).toBeLessThan(2 * rounding);
        const extrema = computeExtrema(surface, field)!;
        expect(Math.abs(extrema.min.z - offset)).toBeLessThan(2 * rounding);
        expect([extrema.min.x, extrema.min.y]).toEqual([0, 0]);
      }
    },
  );

  it('[HEIGHT-1] keep their differences under the logarithm too', () => {
    const losses = createLosses((x, y) => 1e6 + 0.01 * bowl(x, y));
    const grid = decode(writeDoubles(losses));
    const transform = selectHeightTransform('log', 1e6, 1e6 + 0.02);
    const field = createHeightField(grid.samples, NODES, { offset: grid.offset, transform });
    losses.forEach((_, n) => {
      const [x, y] = placeOf(n);
      expect(Math.abs(drawnHeightAt(field, x, y) - bowl(x, y) / 2)).toBeLessThan(1e-6);
    });
  });

  it('[HEIGHT-1] keep those of the rest where single samples lie far from them', () => {
    const losses = createLosses((x, y) => 1e6 + 0.01 * bowl(x, y));
    losses[5] = 3e30;
    losses[77] = -8;
    losses[99] = NaN;
    const grid = decode(writeDoubles(losses));
    const surface = createGridSurface(grid.samples, NODES, 1, grid.offset);
    const [x, y] = placeOf(500);
    expect(Math.abs(surface.valueAt(x, y) - losses[500]!)).toBeLessThan(1e-8);
    expect(surface.valueAt(...placeOf(77))).toBeCloseTo(-8, 1);
    expect(surface.valueAt(...placeOf(5)) / 3e30).toBeCloseTo(1, 6);
    expect(surface.valueAt(...placeOf(99))).toBeNaN();
  });

  it('[HEIGHT-1] are read so from 64-bit integers too', () => {
    const losses = createLosses((x, y) => 2 ** 50 + Math.round(1000 * bowl(x, y)));
    const grid = decode(writeDoubles(losses, 'C', 'i8'));
    const surface = createGridSurface(grid.samples, NODES, 1, grid.offset);
    losses.forEach((z, n) => expect(surface.valueAt(...placeOf(n))).toBe(z));
  });

  it('[HEIGHT-1] are compared with the losses of a path as they are', () => {
    const loss = (x: number, y: number): number => 1e7 + 0.01 * (x * x + 3 * y * y + x);
    const random = createRandom(5311);
    const points = Array.from({ length: 200 }, () => [2 * random() - 1, 2 * random() - 1] as const);
    const visitPoints = (visit: (x: number, y: number, z: number) => void): void =>
      points.forEach(([x, y]) => visit(x, y, loss(x, y)));
    expect(checkAxisOrder(decode(writeDoubles(createLosses(loss))), visitPoints)).toBeNull();
    const turned = decode(writeDoubles(createLosses((x, y) => loss(-x, y))));
    expect(checkAxisOrder(turned, visitPoints)).toMatchObject({ symmetry: 'columns reversed' });
  });
});

describe('losses whose differences float32 has', () => {
  it('[HEIGHT-1] are float32 as they are, without an offset', () => {
    expect(decode(writeDoubles(createLosses((x, y) => 10 + bowl(x, y)))).offset).toBeUndefined();
    expect(decode(writeDoubles(createLosses(bowl))).offset).toBeUndefined();
    expect(decode(writeRaw(NODES)).offset).toBeUndefined();
  });

  it('[HEIGHT-1] lie in the bytes of their file where that is float32, however far from 0 they lie', () => {
    const samples = Float32Array.from(createLosses((x, y) => 2.302585 + 1e-6 * bowl(x, y)));
    const bytes = new Uint8Array(samples.buffer);
    const grid = decode(bytes);
    expect(grid.samples.buffer).toBe(bytes.buffer);
    expect(grid.offset).toBeUndefined();
    expect(createHeightField(grid.samples, NODES).values).toBe(grid.samples);
  });
});
