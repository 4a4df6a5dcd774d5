import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CoveredCells } from '../../src/path/coveredCells.js';

const SEED = 20_261_130;
const SIDE = 1 / 64;
const within = fc.double({ min: -1, max: 1, noNaN: true });
const about = fc.double({ min: -1.5, max: 1.5, noNaN: true });
type Piece = readonly [ax: number, ay: number, bx: number, by: number];

/** Places along a piece, far closer than a cell is wide. */
function placesOn([ax, ay, bx, by]: Piece): [number, number][] {
  return Array.from({ length: 1001 }, (_, n) => [ax + ((bx - ax) * n) / 1000, ay + ((by - ay) * n) / 1000]);
}

describe('CoveredCells', () => {
  it(`passes every cell over the domain that a piece passes (seed ${SEED})`, () => {
    fc.assert(
      fc.property(fc.tuple(about, about, about, about), (piece) => {
        const cells = new CoveredCells(SIDE);
        cells.pass(...piece);
        for (const [x, y] of placesOn(piece)) {
          // At a cell's very edge the places are either's.
          const isAtEdge = [x, y].some((at) => Math.abs(((at + 1) / SIDE) % 1) < 1e-6);
          if (Math.max(Math.abs(x), Math.abs(y)) < 1 && !isAtEdge) expect(cells.pass(x, y, x, y)).toBe(false);
        }
      }),
      { seed: SEED },
    );
  });

  it(`passes no cell that a piece does not (seed ${SEED})`, () => {
    fc.assert(
      fc.property(fc.tuple(within, within, within, within), (piece) => {
        const cells = new CoveredCells(SIDE);
        cells.pass(...piece);
        const places = placesOn(piece);
        for (let x = -1 + SIDE / 2; x < 1; x += 5 * SIDE) {
          for (let y = -1 + SIDE / 2; y < 1; y += 3 * SIDE) {
            if (cells.pass(x, y, x, y)) continue;
            const reach = Math.min(...places.map(([px, py]) => Math.max(Math.abs(px - x), Math.abs(py - y))));
            expect(reach).toBeLessThan(SIDE / 2 + 2 / 1000);
          }
        }
      }),
      { seed: SEED, numRuns: 40 },
    );
  });

  it('says of a piece whether it passes a cell that none did before', () => {
    const cells = new CoveredCells(SIDE);
    expect(cells.pass(-0.5, 0.001, 0.5, 0.001)).toBe(true);
    expect(cells.pass(0.4, 0.014, -0.4, 0.002)).toBe(false);
    expect(cells.pass(0.4, 0.014, 0.4, 0.017)).toBe(true);
    expect(cells.pass(0.49, 0.001, 0.52, 0.001)).toBe(true);
  });

  it('holds the corners of the domain, and what leads past it', () => {
    const cells = new CoveredCells(SIDE);
    expect(cells.pass(1, 1, 1, 1)).toBe(true);
    expect(cells.pass(-1, -1, -1, -1)).toBe(true);
    expect(cells.pass(-1, -1, -1, -1)).toBe(false);
    expect(cells.pass(-3, 0.5, 3, 0.5)).toBe(true);
    expect(cells.pass(-0.2, 0.5, 0.3, 0.5)).toBe(false);
    expect(cells.pass(-3, 2, 2, 3)).toBe(true);
  });
});
