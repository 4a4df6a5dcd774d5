import { describe, expect, it } from 'vitest';
import { DENSITY_CELLS, LineDensity } from '../../src/path/lineDensity.js';

/** Lines from side to side over the cells of the finest grid whose lower edge is at y = 0, in pieces of half a cell. */
function addLines(density: LineDensity, lines: number, sign: 1 | -1 = 1): void {
  const half = 1 / DENSITY_CELLS;
  for (let line = 0; line < lines; line++) {
    const y = ((line + 0.5) / lines) * 2 * half;
    for (let x = -1; x < 1; x += half) density.add(x, y, x + half, y, sign);
  }
}

/** The byte of a cell of one of the grids, 0 being the finest. */
function byteAt(density: LineDensity, grid: number, column: number, row: number): number {
  const above = 2 * DENSITY_CELLS - 2 * (DENSITY_CELLS >> grid);
  return density.bytes[(above + row) * DENSITY_CELLS + column]!;
}

describe('LineDensity', () => {
  it('counts how many lines would cross a cell from side to side, on every grid', () => {
    const density = new LineDensity();
    addLines(density, 12);
    const expected = Math.round(16 * Math.log2(12 / 1.5));
    for (let grid = 0; grid < 5; grid++) {
      const cells = DENSITY_CELLS >> grid;
      for (const column of [0, Math.floor(cells / 3), cells - 1]) {
        expect(byteAt(density, grid, column, cells / 2)).toBe(expected);
      }
      expect(byteAt(density, grid, 0, cells / 2 - 1)).toBe(0);
    }
  });

  it('finds no crowd where one line goes, and says so by not changing at all', () => {
    const density = new LineDensity();
    addLines(density, 1);
    expect(density.bytes.every((byte) => byte === 0)).toBe(true);
    expect(density.revision).toBe(0);
  });

  it('is as it was once what was counted in is counted out again', () => {
    const density = new LineDensity();
    addLines(density, 7);
    const before = density.bytes.slice();
    addLines(density, 40);
    expect(density.bytes).not.toEqual(before);
    addLines(density, 40, -1);
    expect(density.bytes).toEqual(before);
  });

  it('does not count what lies outside the surface', () => {
    const density = new LineDensity();
    for (let n = 0; n < 1000; n++) density.add(1.5, 0, 1.52, 0);
    expect(density.bytes.every((byte) => byte === 0)).toBe(true);
  });
});
