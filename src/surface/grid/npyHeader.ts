import { describeValue } from '../../protocol/describeValue.js';
import { createProblem, type GridProblem } from './gridProblem.js';
import { parseNpyDtype, type NpyDtype } from './npyNumbers.js';

/** `\x93NUMPY` */
const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59] as const;

/** The longest header that is read, in bytes; NumPy itself refuses one beyond 10,000, and writes 118. */
const MAX_HEADER_BYTES = 65_536;

const FITTING_DTYPE = 'float64, float32, float16, an integer of up to 64 bits, or bool';
const DTYPE_HINT = "write it with np.save(file, Z.astype('<f4'))";
const HEADER_HINT = 'write it with np.save';

/** The header of a .npy file. */
export interface NpyHeader {
  readonly dtype: NpyDtype;
  /** Whether the first axis runs fastest. */
  readonly isFortran: boolean;
  /** Lengths of the axes; integers of at least 0, not all safe. */
  readonly shape: readonly number[];
  /** Offset of the first number, in bytes. */
  readonly dataStart: number;
}

/** Length of the file by its header, in bytes; not a safe integer if the shape's are not. */
export function computeNpyBytes({ dtype, shape, dataStart }: NpyHeader): number {
  return dataStart + shape.reduce((count, length) => count * length, dtype.numbers.itemBytes);
}

/** Whether bytes begin with the magic number of .npy files. */
export function isNpy(bytes: Uint8Array): boolean {
  for (let i = 0; i < MAGIC.length; i++) if (bytes[i] !== MAGIC[i]) return false;
  return true;
}

/**
 * Reads the header of a .npy file of version 1, 2 or 3.
 * Source: numpy.org, "numpy.lib.format".
 * @param bytes - the file, see {@link isNpy}
 */
export function parseNpyHeader(bytes: Uint8Array): NpyHeader | GridProblem {
  const version = bytes[6];
  if (version === undefined) return createTruncated(bytes, 10);
  if (!(version >= 1 && version <= 3)) {
    return refuseHeader(`.npy of version ${version}`, 'version 1, 2 or 3', HEADER_HINT);
  }
  const textStart = version === 1 ? 10 : 12;
  if (bytes.length < textStart) return createTruncated(bytes, textStart);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const textBytes = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (textBytes > MAX_HEADER_BYTES) {
    const found = `a .npy header of ${textBytes} bytes`;
    return refuseHeader(found, `at most ${MAX_HEADER_BYTES}`, HEADER_HINT);
  }
  const dataStart = textStart + textBytes;
  if (bytes.length < dataStart) return createTruncated(bytes, dataStart);
  return parseHeaderText(decodeLatin1(bytes.subarray(textStart, dataStart)), dataStart);
}

/**
 * A field of the header, up to its comma or the end: text without escapes, a boolean, or a possible tuple of integers.
 * Python 2 wrote `2L`.
 */
const FIELD =
  /\s*(['"])(?<name>descr|fortran_order|shape)\1\s*:\s*(?<value>(['"])[^'"\\\n]*\4|True|False|\([\d\sL,]*\))\s*(?:,\s*|$)/y;

/** How the header of a structured dtype begins; NumPy writes `descr` first. */
const STRUCTURED = /^\s*\{\s*'descr'\s*:\s*\[\s*\(/;

function parseHeaderText(text: string, dataStart: number): NpyHeader | GridProblem {
  if (STRUCTURED.test(text)) return refuseHeader('a structured dtype', FITTING_DTYPE, DTYPE_HINT);
  const fields = readFields(text);
  const descr = /^['"](.*)['"]$/.exec(fields?.get('descr') ?? '')?.[1];
  const order = /^(?:True|False)$/.exec(fields?.get('fortran_order') ?? '')?.[0];
  const shape = parseShape(fields?.get('shape') ?? '');
  if (descr === undefined || order === undefined || shape === null) {
    const found = `a .npy header ${describeValue(text.trimEnd())}`;
    return refuseHeader(found, "{'descr': …, 'fortran_order': …, 'shape': (n, n)}", HEADER_HINT);
  }
  const dtype = parseNpyDtype(descr);
  if (typeof dtype === 'string')
    return refuseHeader(`dtype ${describeValue(descr)} (${dtype})`, FITTING_DTYPE, DTYPE_HINT);
  return { dtype, isFortran: order === 'True', shape, dataStart };
}

/** The fields of a Python dict literal, each once; null for anything else. Linear in the text. */
function readFields(text: string): ReadonlyMap<string, string> | null {
  const fields = new Map<string, string>();
  const inner = /^\{(.*)\}$/s.exec(text.trim())?.[1];
  if (inner === undefined) return null;
  for (FIELD.lastIndex = 0; FIELD.lastIndex < inner.length;) {
    const { name = '', value = '' } = FIELD.exec(inner)?.groups ?? {};
    if (name === '' || fields.has(name)) return null;
    fields.set(name, value);
  }
  return fields;
}

function parseShape(text: string): readonly number[] | null {
  const lengths = /^\((.*)\)$/s
    .exec(text)?.[1]
    ?.split(',')
    .map((length) => length.trim());
  if (lengths === undefined) return null;
  // `(3)` is a number in brackets; only `(3,)` is a tuple.
  if (lengths.at(-1) === '') lengths.pop();
  else if (lengths.length === 1) return null;
  return lengths.every((length) => /^\d{1,20}L?$/.test(length))
    ? lengths.map((length) => Number.parseInt(length, 10))
    : null;
}

function refuseHeader(found: string, expected: string, hint: string): GridProblem {
  return createProblem('grid_format_unsupported', found, expected, hint);
}

/** Text of version 3 is UTF-8, but only the names of a structured dtype can be more than ASCII. */
function decodeLatin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

function createTruncated(bytes: Uint8Array, leastBytes: number): GridProblem {
  return createProblem(
    'grid_length_mismatch',
    `${bytes.length} bytes`,
    `at least ${leastBytes}, for the header of a .npy file`,
    'the file is cut short',
  );
}
