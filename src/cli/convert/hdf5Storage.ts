import type { DataObjects } from 'jsfive';
import { parseNpyDtype, type NpyDtype } from '../../surface/grid/npyNumbers.js';
import { MAX_SAMPLES } from './sampledArray.js';

/** Types of header messages (HDF5 File Format Specification, section IV.A.2). */
const DATASPACE = 0x01;
const DATATYPE = 0x03;
const FILL_VALUE = 0x05;
const EXTERNAL_FILES = 0x07;
const LAYOUT = 0x08;

const TYPE_NAMES = [
  'integers',
  'floats',
  'times',
  'texts',
  'bit fields',
  'opaque bytes',
  'records (complex numbers are records)',
  'references',
  'enumerated integers',
  'lists of variable length, or texts',
  'arrays',
];

const FILTER_NAMES: Readonly<Record<number, string>> = {
  4: 'szip',
  5: 'n-bit',
  6: 'scale-offset',
  32000: 'lzf',
  32001: 'blosc',
  32004: 'lz4',
  32008: 'bitshuffle',
  32013: 'zfp',
  32015: 'zstandard',
  32026: 'blosc2',
};
const KNOWN_FILTERS: readonly unknown[] = [1, 2, 3];

/** The float formats that are read, by bytes a number: where exponent and mantissa lie, and the bias. */
const FLOATS: Readonly<Record<number, readonly number[]>> = {
  2: [10, 5, 0, 10, 15],
  4: [23, 8, 0, 23, 127],
  8: [52, 11, 0, 52, 1023],
};

/** Where a dataset's entries are stored: in one block, in chunks, or not yet. */
type Hdf5Place =
  | { readonly kind: 'block'; readonly start: number; readonly bytes: number }
  | { readonly kind: 'chunks' }
  | { readonly kind: 'nowhere' };

/** How a dataset that can be read is stored. */
export interface Hdf5Storage {
  readonly shape: readonly number[];
  readonly dtype: NpyDtype;
  readonly place: Hdf5Place;
  /** The value of an entry that was never written. */
  readonly fillValue: number;
}

/** Why a dataset cannot be read, as a clause. */
export interface Hdf5Refusal {
  readonly cause: string;
  /** Whether h5py can rewrite it so that it can be read. */
  readonly canBeRewritten: boolean;
}

/** A header message: where it begins in the file. */
interface Message {
  readonly view: DataView;
  readonly at: number;
  readonly isShared: boolean;
}

/**
 * How a dataset is stored, or why it cannot be read.
 * @throws RangeError, or what jsfive throws, if its header is damaged
 */
export function describeStorage(objects: DataObjects): Hdf5Storage | Hdf5Refusal {
  const shape = readShape(objects);
  if (!Array.isArray(shape)) return shape;
  const typeCause = explainType(objects);
  if (typeCause !== null) return typeCause;
  const dtype = typeof objects.dtype === 'string' ? parseNpyDtype(normalize(objects.dtype)) : 'not numbers';
  if (typeof dtype === 'string') return refuse(`holds ${dtype}`, false);
  const place = findPlace(objects);
  if ('cause' in place) return place;
  return { shape: shape, dtype, place, fillValue: readFillValue(objects, dtype) };
}

function refuse(cause: string, canBeRewritten = true): Hdf5Refusal {
  return { cause, canBeRewritten };
}

/** jsfive gives a type of one byte a byte order, NumPy does not. */
function normalize(dtype: string): string {
  return /1$/.test(dtype) ? `|${dtype.slice(1)}` : dtype;
}

function findMessage({ msgs, fh }: DataObjects, type: number): Message | null {
  const message = msgs.find((candidate) => candidate?.get('type') === type);
  if (message === undefined) return null;
  const at = Number(message.get('offset_to_message'));
  return { view: new DataView(fh), at, isShared: (Number(message.get('flags')) & 2) !== 0 };
}

function readShape(objects: DataObjects): number[] | Hdf5Refusal {
  const message = findMessage(objects, DATASPACE);
  if (message === null) return refuse('has no shape', false);
  const { view, at, isShared } = message;
  if (isShared) return refuse('shares its shape with other datasets');
  const version = view.getUint8(at);
  if (version !== 1 && version !== 2) return refuse(`has a dataspace of version ${version}`);
  if (version === 2 && view.getUint8(at + 3) === 2) return refuse('is empty', false);
  const start = at + (version === 1 ? 8 : 4);
  const shape = Array.from({ length: view.getUint8(at + 1) }, (_, i) =>
    Number(view.getBigUint64(start + 8 * i, true)),
  );
  const entries = shape.reduce((product, length) => product * length, 1);
  if (entries > MAX_SAMPLES)
    return refuse(`has ${shape.join(' × ')} entries, and no more than ${MAX_SAMPLES} are read`, false);
  return shape;
}

function explainType(objects: DataObjects): Hdf5Refusal | null {
  const message = findMessage(objects, DATATYPE);
  if (message === null) return refuse('has no type', false);
  if (message.isShared) return refuse('has a committed (named) type');
  const { view } = message;
  let { at } = message;
  // The base type of an enumeration follows its header.
  if ((view.getUint8(at) & 15) === 8) at += 8;
  const kind = view.getUint8(at) & 15;
  const bytes = view.getUint32(at + 4, true);
  const bits = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)];
  if (kind !== 0 && kind !== 1) return refuse(`holds ${TYPE_NAMES[kind] ?? 'something else'}`, false);
  const isWhole = bits[0] === 0 && bits[1] === 8 * bytes;
  if (kind === 0 && (![1, 2, 4, 8].includes(bytes) || !isWhole))
    return refuse(`holds integers of ${bits[1] ?? 0} bits in ${bytes} bytes`);
  if (kind === 1) {
    const layout = [12, 13, 14, 15].map((offset) => view.getUint8(at + offset));
    const expected = FLOATS[bytes];
    const isKnown = isWhole && expected?.join() === [...layout, view.getUint32(at + 16, true)].join();
    if (!isKnown || (view.getUint8(at + 1) & 64) !== 0)
      return refuse(
        `holds floats of ${bits[1] ?? 0} bits, ${layout[1] ?? 0} of them the exponent, in ${bytes} bytes`,
      );
  }
  return null;
}

function findPlace(objects: DataObjects): Hdf5Place | Hdf5Refusal {
  if (findMessage(objects, EXTERNAL_FILES) !== null)
    return refuse('has its entries in another file (external storage)');
  const message = findMessage(objects, LAYOUT);
  if (message === null) return refuse('has no layout', false);
  const { view, at } = message;
  const version = view.getUint8(at);
  if (version !== 3 && version !== 4) return refuse(`has a layout of version ${version}`);
  const layout = view.getUint8(at + 1);
  if (layout === 0) return { kind: 'block', start: at + 4, bytes: view.getUint16(at + 2, true) };
  if (layout === 1) return findBlock(view, at + 2);
  if (layout === 3) return refuse('has its entries in other datasets (a virtual dataset)');
  if (layout !== 2) return refuse(`has a layout of class ${layout}`);
  if (version === 4) return refuse("has chunks with an index of HDF5 1.10 (h5py's libver='latest')");
  return explainFilters(objects) ?? explainChunks(objects) ?? { kind: 'chunks' };
}

function findBlock(view: DataView, at: number): Hdf5Place {
  const start = view.getBigUint64(at, true);
  if (start === 0xffff_ffff_ffff_ffffn) return { kind: 'nowhere' };
  return { kind: 'block', start: Number(start), bytes: Number(view.getBigUint64(at + 8, true)) };
}

function explainFilters(objects: DataObjects): Hdf5Refusal | null {
  const ids = (objects.filter_pipeline ?? []).map((filter) => Number(filter.get('filter_id')));
  const unknown = ids.filter((id) => !KNOWN_FILTERS.includes(id));
  if (unknown.length === 0) return null;
  const names = unknown.map((id) => FILTER_NAMES[id] ?? `number ${id}`).join(', ');
  return refuse(`went through the filter ${names} (gzip, shuffle and fletcher32 are read)`);
}

function explainChunks({ chunks }: DataObjects): Hdf5Refusal | null {
  const entries = (chunks ?? []).reduce((product, length) => product * length, 1);
  return entries <= MAX_SAMPLES ? null : refuse(`has chunks of ${entries} entries`);
}

/** Zero where the file gives none (section IV.A.2.f). */
function readFillValue(objects: DataObjects, { numbers, isLittleEndian }: NpyDtype): number {
  const message = findMessage(objects, FILL_VALUE);
  if (message === null) return 0;
  const { view, at } = message;
  const version = view.getUint8(at);
  const hasValue =
    version === 3 ? (view.getUint8(at + 1) & 32) !== 0 : version === 1 || view.getUint8(at + 3) !== 0;
  const sizeAt = at + (version === 3 ? 2 : 4);
  if (!hasValue || view.getUint32(sizeAt, true) !== numbers.itemBytes) return 0;
  return numbers.read(view, sizeAt + 4, isLittleEndian);
}
