/** Kinds of cells, the narrowest first: offsets of 16 or of 32 bits from a base, or the numbers themselves. */
type Cells = Uint16Array | Uint32Array | Float64Array;

const NARROW_RANGE = 2 ** 16;
const WIDE_RANGE = 2 ** 32;

/**
 * A column of numbers that lie close together most of the time, as times and counters do: kept as offsets of two bytes
 * from a base, of four where that is too little, and as doubles where they are no integers or far apart. Every number is
 * read exactly as it was written; only the memory differs.
 */
export class IntegerColumn {
  private cells: Cells;
  private base = Number.NaN;

  /** @param capacity - numbers that it has room for */
  constructor(private readonly capacity: number) {
    this.cells = new Uint16Array(capacity);
  }

  at(index: number): number {
    return this.base + this.cells[index]!;
  }

  set(index: number, value: number): void {
    const { base, cells } = this;
    const offset = value - base;
    const isInRange = offset >>> 0 === offset && (offset < NARROW_RANGE || cells.BYTES_PER_ELEMENT > 2);
    // A fraction may be lost in the difference: 300.00000000000006 as an offset from -32,768 is an integer.
    if (isInRange && base + offset === value) cells[index] = offset;
    else this.setUnfit(index, value);
  }

  /** Sets a number that the cells as they are cannot hold. */
  private setUnfit(index: number, value: number): void {
    if (this.cells instanceof Float64Array) {
      this.cells[index] = value;
      return;
    }
    if (Number.isNaN(this.base) && Number.isInteger(value)) this.base = value - NARROW_RANGE / 2;
    else this.makeRoomFor(value);
    this.set(index, value);
  }

  private makeRoomFor(value: number): void {
    const { cells, base } = this;
    const isFirst = Number.isNaN(base);
    // From the middle of the narrow range to the middle of the wide one.
    const wideBase = base + NARROW_RANGE / 2 - WIDE_RANGE / 2;
    const offset = value - wideBase;
    const isExact = wideBase + offset === value && Number.isSafeInteger(wideBase);
    const fitsWide = cells instanceof Uint16Array && offset >>> 0 === offset && isExact;
    this.base = fitsWide ? wideBase : 0;
    this.cells = fitsWide ? new Uint32Array(this.capacity) : new Float64Array(this.capacity);
    if (isFirst) return;
    for (let i = 0; i < cells.length; i++) this.cells[i] = base + cells[i]! - this.base;
  }
}
