/** Entries that are read of one array: as many as 5,792² samples. */
export const MAX_SAMPLES = 2 ** 25;

/** An array of numbers as a file has it, in C order. */
export interface ArrayRead {
  readonly values: ArrayLike<number>;
  readonly shape: readonly number[];
  /** Notes for the user. */
  readonly notes: readonly string[];
}

/** Samples as a file has them, brought into one order. */
export interface SampledArray {
  /** Loss units, row by row; x runs fastest within a row. */
  readonly values: ArrayLike<number>;
  /** Where the columns lie; null where the file does not say. */
  readonly xs: readonly number[] | null;
  /** Where the rows lie; null where the file does not say. */
  readonly ys: readonly number[] | null;
  readonly columns: number;
  readonly rows: number;
  /** Notes for the user on how they were read. */
  readonly notes?: readonly string[];
}

/** The array with rows and columns exchanged. */
export function transposeArray({ values, columns, rows }: SampledArray): Float64Array {
  const transposed = new Float64Array(values.length);
  for (let j = 0; j < rows; j++)
    for (let i = 0; i < columns; i++) transposed[i * rows + j] = values[j * columns + i]!;
  return transposed;
}

/** The array with ascending axes: rows or columns are reversed where the coordinates descend. */
export function sortAxes(array: SampledArray): SampledArray {
  const { columns, rows } = array;
  const isLeftwards = array.xs !== null && array.xs[0]! > array.xs[columns - 1]!;
  const isDownwards = array.ys !== null && array.ys[0]! > array.ys[rows - 1]!;
  if (!isLeftwards && !isDownwards) return array;
  const values = new Float64Array(array.values.length);
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      const fromRow = isDownwards ? rows - 1 - j : j;
      const fromColumn = isLeftwards ? columns - 1 - i : i;
      values[j * columns + i] = array.values[fromRow * columns + fromColumn]!;
    }
  }
  const xs = isLeftwards ? [...array.xs].reverse() : array.xs;
  const ys = isDownwards ? [...array.ys].reverse() : array.ys;
  return { values, xs, ys, columns, rows };
}

/** Rows and columns exchanged where the caller says so. */
export function orient(array: SampledArray, isTransposed: boolean): SampledArray {
  if (!isTransposed) return array;
  return {
    values: transposeArray(array),
    xs: array.ys,
    ys: array.xs,
    columns: array.rows,
    rows: array.columns,
  };
}
