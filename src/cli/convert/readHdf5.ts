import { File, type Member } from 'jsfive';
import { CommandFailure } from '../commandFailure.js';
import { orient, transposeArray, type SampledArray } from './sampledArray.js';

const X_NAME = 'xcoordinates';
const Y_NAME = 'ycoordinates';

/** What is taken of an HDF5 file. */
export interface Hdf5Choice {
  /** Name of the dataset of the losses. */
  readonly dataset: string;
  /** Whether entry `[i][j]` lies at `(x[i], y[j])`, and not at `(x[j], y[i])`. */
  readonly isTransposed: boolean;
}

/**
 * Reads the samples of a loss-landscape file (Li et al. 2018, `plot_surface.py`).
 *
 * Its arrays have the shape (len(x), len(y)), but are filled by their flat index at the coordinates of a flattened
 * `np.meshgrid(x, y)` (`scheduler.py`), in which x runs fastest; its plots read them so too. So the entries lie in the
 * contract's order already, and for unequal axes it is the shape that is the wrong way round. Another program's array,
 * whose first axis is x, is transposed where the caller says so.
 * @throws CommandFailure if it cannot be read, or does not hold what was asked for
 */
export function readHdf5(bytes: Uint8Array, choice: Hdf5Choice): SampledArray {
  const file = openFile(bytes);
  const { dataset, isTransposed } = choice;
  const { values, shape } = readNumbers(file, dataset);
  if (shape.length !== 2) {
    const found = shape.length === 1 ? 'one axis' : `${shape.length} axes`;
    const hint = shape.length === 1 ? ' (a surface needs `--y` of plot_surface.py)' : '';
    throw new CommandFailure(`dataset '${dataset}': expected two axes, found ${found}${hint}.`);
  }
  const [first, second] = shape as readonly [number, number];
  const hasAxes = file.keys.includes(X_NAME) && file.keys.includes(Y_NAME);
  if (!hasAxes) return orient({ values, xs: null, ys: null, rows: first, columns: second }, isTransposed);
  const xs = readNumbers(file, X_NAME).values;
  const ys = readNumbers(file, Y_NAME).values;
  if (xs.length * ys.length !== values.length) {
    throw new CommandFailure(
      `dataset '${dataset}': expected ${xs.length} × ${ys.length} entries, as many as the coordinates have, found ${first} × ${second}.`,
    );
  }
  if (!isTransposed) return { values, xs, ys, columns: xs.length, rows: ys.length };
  // With x as the first axis a row of the array is a column of the surface.
  const turned = transposeArray({ values, xs: ys, ys: xs, columns: ys.length, rows: xs.length });
  return { values: turned, xs, ys, columns: xs.length, rows: ys.length };
}

function openFile(bytes: Uint8Array): File {
  try {
    return new File(bytes.slice().buffer);
  } catch (error) {
    throw new CommandFailure(`cannot be read as HDF5: ${String(error)}.`);
  }
}

function readNumbers(file: File, name: string): { values: number[]; shape: readonly number[] } {
  if (!file.keys.includes(name)) {
    const names = file.keys.length === 0 ? 'nothing' : file.keys.join(', ');
    throw new CommandFailure(`expected a dataset '${name}', found ${names}: --dataset names another.`);
  }
  const member = readMember(file, name);
  const { value, shape } = member;
  const isNumbers = Array.isArray(value) && value.every((entry) => typeof entry === 'number');
  if (shape === undefined || !isNumbers)
    throw new CommandFailure(`'${name}': expected numbers, found something else.`);
  return { values: value, shape };
}

/** Member by member, as storage that is not known shows only when it is read. */
function readMember(file: File, name: string): Pick<Member, 'shape' | 'value'> {
  try {
    const member = file.get(name);
    return { shape: member?.shape ?? [], value: member?.value };
  } catch (error) {
    throw new CommandFailure(
      `dataset '${name}' cannot be read: ${String(error)}; write it anew with h5py's defaults.`,
    );
  }
}
