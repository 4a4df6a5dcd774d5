import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { describeError } from '../../host/describeError.js';
import { CommandFailure } from '../commandFailure.js';
import { findAxisPair, isAxisName } from './axisNames.js';
import { readNpyArray } from './readNpy.js';
import { MAX_SAMPLES, orient, type ArrayRead, type SampledArray } from './sampledArray.js';

/** What to read of an archive. */
export interface NpzChoice {
  /** Name of the array of the losses; undefined if only one array can be. */
  readonly dataset: string | undefined;
  /** Whether the first axis of the array is x. */
  readonly isTransposed: boolean;
}

const DEFAULT_DATASET = 'train_loss';
/** Numbers of eight bytes, and the longest header that is read. */
const MAX_BYTES = 8 * MAX_SAMPLES + 65_536;

/**
 * Reads the samples of a .npz file (`np.savez`, `np.savez_compressed`): a zip archive of .npy files. Its coordinates,
 * where it has some, are `xcoordinates` and `ycoordinates`, or `x` and `y`, of one axis or of `np.meshgrid(x, y)`.
 * @throws CommandFailure if it is damaged or encrypted, or lacks the array
 */
export async function readNpz(
  bytes: Uint8Array,
  { dataset, isTransposed }: NpzChoice,
): Promise<SampledArray> {
  const arrays = await openArrays(bytes);
  const name = chooseArray([...arrays.keys()], dataset);
  const { values, shape } = await readArray(arrays, name);
  const [rows, columns] = shape;
  if (shape.length !== 2 || rows === undefined || columns === undefined)
    throw new CommandFailure(`array '${name}': expected two axes, found a shape of (${shape.join(', ')}).`);
  const pair = findAxisPair([...arrays.keys()].filter((other) => other !== name));
  const array = orient({ values, xs: null, ys: null, rows, columns }, isTransposed);
  const notes = dataset === undefined && name !== DEFAULT_DATASET ? [`Losses are those of ${name}.`] : [];
  if (pair === null) return { ...array, notes };
  const xs = readAxis(pair[0], await readArray(arrays, pair[0]), 1);
  const ys = readAxis(pair[1], await readArray(arrays, pair[1]), 0);
  if (xs.length !== array.columns || ys.length !== array.rows) {
    throw new CommandFailure(
      `array '${name}': expected ${ys.length} × ${xs.length} (y × x), as many as ${pair.join(' and ')} have, found ${array.rows} × ${array.columns}: where the first axis is x, say --transpose.`,
    );
  }
  return { ...array, xs, ys, notes };
}

interface ZipEntry {
  readonly zip: ZipFile;
  readonly entry: Entry;
}

async function openArrays(bytes: Uint8Array): Promise<ReadonlyMap<string, ZipEntry>> {
  const arrays = new Map<string, ZipEntry>();
  try {
    const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), {
      lazyEntries: true,
      autoClose: false,
    });
    for await (const entry of zip.eachEntry())
      if (entry.fileName.endsWith('.npy'))
        arrays.set(entry.fileName.slice(0, -'.npy'.length), { zip, entry });
  } catch (error) {
    throw explainZip('', error);
  }
  if (arrays.size === 0)
    throw new CommandFailure('is a zip archive without a .npy file: np.savez writes one that is read.');
  return arrays;
}

function chooseArray(names: readonly string[], dataset: string | undefined): string {
  const wanted = dataset ?? DEFAULT_DATASET;
  if (names.includes(wanted)) return wanted;
  const [only, ...others] = names.filter((name) => !isAxisName(name));
  if (dataset === undefined && only !== undefined && others.length === 0) return only;
  throw new CommandFailure(
    `expected an array '${wanted}', found ${names.join(', ')}: --dataset names another.`,
  );
}

async function readArray(arrays: ReadonlyMap<string, ZipEntry>, name: string): Promise<ArrayRead> {
  const found = arrays.get(name);
  if (found === undefined) throw new RangeError(`there is no array ${name}`);
  const bytes = await unpack(name, found);
  try {
    return readNpyArray(bytes);
  } catch (error) {
    throw error instanceof CommandFailure ? new CommandFailure(`array '${name}': ${error.message}`) : error;
  }
}

async function unpack(name: string, { zip, entry }: ZipEntry): Promise<Uint8Array> {
  if (entry.isEncrypted())
    throw new CommandFailure(`array '${name}' is encrypted: unpack the archive, and convert the .npy file.`);
  if (entry.uncompressedSize > MAX_BYTES)
    throw new CommandFailure(
      `array '${name}' has ${entry.uncompressedSize} bytes, and no more than ${MAX_BYTES} are read.`,
    );
  try {
    const bytes = await buffer(await zip.openReadStreamPromise(entry));
    if (crc32(bytes) === entry.crc32) return bytes;
  } catch (error) {
    throw explainZip(`array '${name}' `, error);
  }
  throw new CommandFailure(
    `array '${name}' is damaged: its checksum is not that of its bytes. Copy the file again.`,
  );
}

function explainZip(what: string, error: unknown): CommandFailure {
  const text = describeError(error);
  if (text.includes('encrypt'))
    return new CommandFailure(`${what}is encrypted: unpack the archive, and convert the .npy file.`);
  const method = /compression method: (\d+)/.exec(text)?.[1];
  if (method !== undefined)
    return new CommandFailure(
      `${what}is compressed by method ${method}; stored and deflate are read: np.savez_compressed writes those.`,
    );
  if (text.includes('multi-disk'))
    return new CommandFailure(`${what}is part of an archive over several files.`);
  return new CommandFailure(`${what}is cut short or damaged as a zip archive: copy the file again.`);
}

/** Coordinates of one axis, or one of the two that np.meshgrid(x, y) makes. @param along - the axis that they run along */
function readAxis(name: string, { values, shape }: ArrayRead, along: 0 | 1): number[] {
  const [rows = 0, columns = 0] = shape;
  if (shape.length === 1) return Array.from(values);
  if (shape.length !== 2)
    throw new CommandFailure(`array '${name}': expected one axis, found a shape of (${shape.join(', ')}).`);
  const axis = Array.from(
    { length: along === 1 ? columns : rows },
    (_, i) => values[along === 1 ? i : i * columns]!,
  );
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      if (values[j * columns + i] === axis[along === 1 ? i : j]) continue;
      throw new CommandFailure(
        `array '${name}': expected it as np.meshgrid(x, y) makes it; with indexing='ij' save x and y themselves, and say --transpose.`,
      );
    }
  }
  return axis;
}
