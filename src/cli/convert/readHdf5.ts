import type { File } from 'jsfive';
import { CommandFailure } from '../commandFailure.js';
import { formatAmount } from '../terminal/formatAmount.js';
import { findBeside, findDataset, type FoundDataset } from './hdf5Members.js';
import { describeStorage, type Hdf5Refusal, type Hdf5Storage } from './hdf5Storage.js';
import { describeRewriting } from './hdf5Rewriting.js';
import { DAMAGED, openHdf5 } from './openHdf5.js';
import { orient, transposeArray, type ArrayRead, type SampledArray } from './sampledArray.js';

const AXES = ['xcoordinates', 'ycoordinates'] as const;

/** What to read of an HDF5 file. */
export interface Hdf5Choice {
  /** Path of the dataset of the losses. */
  readonly dataset: string;
  /** Whether entry `[i][j]` lies at `(x[i], y[j])`, and not at `(x[j], y[i])`. */
  readonly isTransposed: boolean;
  /** Name of the file, for the command that rewrites it. */
  readonly file: string;
}

/**
 * Reads the samples of a loss-landscape file (Li et al. 2018, `plot_surface.py`), or of another with the same names.
 *
 * Its arrays have the shape (len(x), len(y)), but are filled by their flat index at the coordinates of a flattened
 * `np.meshgrid(x, y)` (`scheduler.py`), in which x runs fastest; its plots read them so too. So the entries are in the
 * contract's order already, and for axes of different lengths it is the shape that is wrong. An array of another program,
 * whose first axis is x, is transposed if the caller says so.
 * @throws CommandFailure if it cannot be read, or lacks the dataset
 */
export function readHdf5(bytes: Uint8Array, choice: Hdf5Choice): SampledArray {
  const { dataset, isTransposed } = choice;
  const file = openHdf5(bytes, describeRewriting(choice.file, [dataset, ...AXES]));
  const found = findDataset(file, dataset);
  const axes = AXES.map((name) => findBeside(file, found, name));
  const read = (member: FoundDataset): ArrayRead =>
    readNumbers(member, () =>
      describeRewriting(
        choice.file,
        [found, ...axes].flatMap((known) => known?.path ?? []),
      ),
    );
  const losses = read(found);
  const [xs, ys] = axes.map((axis) => (axis === null ? null : Array.from(read(axis).values)));
  const notes = [...explainPlace(file, found, dataset), ...losses.notes];
  return { ...placeSamples(found.path, losses, xs ?? null, ys ?? null, isTransposed), notes };
}

function placeSamples(
  path: string,
  { values, shape }: ArrayRead,
  xs: number[] | null,
  ys: number[] | null,
  isTransposed: boolean,
): SampledArray {
  const [first, second] = shape;
  if (first === undefined || second === undefined || shape.length !== 2) {
    const found =
      shape.length === 0 ? 'a single number' : shape.length === 1 ? 'one axis' : `${shape.length} axes`;
    const hint = shape.length === 1 ? ' (a surface needs `--y` of plot_surface.py)' : '';
    throw new CommandFailure(`dataset '${path}': expected two axes, found ${found}${hint}.`);
  }
  if (xs === null || ys === null)
    return orient({ values, xs: null, ys: null, rows: first, columns: second }, isTransposed);
  if (xs.length * ys.length !== values.length) {
    throw new CommandFailure(
      `dataset '${path}': expected ${xs.length} × ${ys.length} entries, as many as the coordinates have, found ${first} × ${second}.`,
    );
  }
  if (!isTransposed) return { values, xs, ys, columns: xs.length, rows: ys.length };
  // With x as the first axis a row of the array is a column of the surface.
  const turned = transposeArray({ values, xs: ys, ys: xs, columns: ys.length, rows: xs.length });
  return { values: turned, xs, ys, columns: xs.length, rows: ys.length };
}

function explainPlace(file: File, { path }: FoundDataset, name: string): string[] {
  return file.keys.includes(path) || name.includes('/') ? [] : [`Losses are those of ${path}.`];
}

function readNumbers(found: FoundDataset, rewrite: () => string): ArrayRead {
  const { path } = found;
  const storage = guard(found, () => describeStorage(found.dataset._dataobjects));
  if ('cause' in storage) throw new CommandFailure(explainRefusal(path, storage, rewrite));
  const { values, missing } = guard(found, () => readEntries(found, storage));
  if (missing === 0) return { values, shape: storage.shape, notes: [] };
  const them = `${formatAmount(missing, 'value')} of ${path}, never written, ${missing === 1 ? 'is' : 'are'}`;
  return { values, shape: storage.shape, notes: [`${them} its fill value, ${storage.fillValue}.`] };
}

/** Replaces any error of the reader: those that a damaged file causes would not help a user. */
function guard<Value>({ path }: FoundDataset, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof CommandFailure) throw error;
    throw new CommandFailure(`dataset '${path}' cannot be read: ${explainError(error)}.`);
  }
}

function explainError(error: unknown): string {
  const text = String(error);
  if (text.includes('fletcher32'))
    return 'a checksum (fletcher32) is not that of its bytes: copy the file again';
  const isZlib = error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
  return isZlib ? 'a compressed part (gzip) is damaged: copy the file again' : DAMAGED;
}

function readEntries(
  { path, dataset }: FoundDataset,
  { shape, dtype, place, fillValue }: Hdf5Storage,
): { values: Float64Array; missing: number } {
  const values = new Float64Array(shape.reduce((product, length) => product * length, 1));
  if (place.kind === 'block') {
    const { numbers, isLittleEndian } = dtype;
    const { fh } = dataset._dataobjects;
    if (place.bytes < values.length * numbers.itemBytes || place.start + place.bytes > fh.byteLength)
      throw new CommandFailure(`dataset '${path}' is cut short: copy the file again.`);
    const view = new DataView(fh, place.start, place.bytes);
    for (let i = 0; i < values.length; i++)
      values[i] = numbers.read(view, i * numbers.itemBytes, isLittleEndian);
    return { values, missing: 0 };
  }
  const entries: unknown = place.kind === 'chunks' ? dataset.value : [];
  if (!Array.isArray(entries)) throw new TypeError('expected an array');
  let missing = 0;
  for (let i = 0; i < values.length; i++) {
    const entry: unknown = entries[i];
    if (typeof entry === 'number') values[i] = entry;
    else {
      values[i] = fillValue;
      missing += 1;
    }
  }
  return { values, missing };
}

function explainRefusal(path: string, { cause, canBeRewritten }: Hdf5Refusal, rewrite: () => string): string {
  const refused = `dataset '${path}' ${cause}: it is not read.`;
  return canBeRewritten ? `${refused} ${rewrite()}` : `${refused} Numbers are: --dataset names another.`;
}
