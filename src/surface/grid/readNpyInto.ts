import type { NpyHeader } from './npyHeader.js';

/** Columns that are read at a time: down a single column of a Fortran-ordered file each number would miss the cache. */
export const NPY_STRIPE = 32;

/**
 * Reads the numbers of a .npy file of up to two axes in C order, whatever their order in the file is.
 * @param values - receives the numbers; as long as the file has numbers
 * @param bytes - the file, as long as `computeNpyBytes` says
 * @param offset - is subtracted from every number
 */
export function readNpyInto(
  values: Float32Array | Float64Array,
  header: NpyHeader,
  bytes: Uint8Array,
  offset: number,
): void {
  const { dtype, isFortran, shape, dataStart } = header;
  const { numbers, isLittleEndian } = dtype;
  const [rows = 1, columns = 1] = shape;
  const view = new DataView(bytes.buffer, bytes.byteOffset + dataStart);
  const rowStep = isFortran ? 1 : columns;
  const columnStep = isFortran ? rows : 1;
  const stripe = isFortran ? NPY_STRIPE : columns;
  for (let left = 0; left < columns; left += stripe) {
    const right = Math.min(columns, left + stripe);
    for (let j = 0; j < rows; j++) {
      for (let i = left; i < right; i++) {
        const at = (j * rowStep + i * columnStep) * numbers.itemBytes;
        values[j * columns + i] = numbers.read(view, at, isLittleEndian) - offset;
      }
    }
  }
}
