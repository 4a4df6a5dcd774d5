import { describeValue } from '../../protocol/describeValue.js';
import { createProblem, type GridProblem } from './gridProblem.js';
import { parseNpyDtype, type NpyDtype } from './npyNumbers.js';
import { parsePythonDict, type PythonValue } from './pythonLiteral.js';

/** `\x93NUMPY` */
const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59] as const;

/** The longest header that is read, in bytes; NumPy itself refuses one beyond 10,000, and writes 118. */
const MAX_HEADER_BYTES = 65_536;

const FITTING_DTYPE = 'float64, float32, float16, an integer of up to 64 bits, or bool';
const DTYPE_CURE = "write it with np.save(file, Z.astype('<f4'))";
const HEADER_CURE = 'write it with np.save';

/** What the header of a .npy file says. */
export interface NpyHeader {
  readonly dtype: NpyDtype;
  /** Whether the first axis runs fastest. */
  readonly isFortran: boolean;
  /** Lengths of the axes; integers of at least 0, not all safe. */
  readonly shape: readonly number[];
  /** Where the numbers begin, in bytes. */
  readonly dataStart: number;
}

/** How long the file of a header is, in bytes; not safe where the shape is not. */
export function computeNpyBytes({ dtype, shape, dataStart }: NpyHeader): number {
  return dataStart + shape.reduce((count, length) => count * length, dtype.numbers.itemBytes);
}

/** Whether bytes begin as every .npy file does. */
export function isNpy(bytes: Uint8Array): boolean {
  for (let i = 0; i < MAGIC.length; i++) if (bytes[i] !== MAGIC[i]) return false;
  return true;
}

/**
 * Reads the header of a .npy file of version 1, 2 or 3, and nothing behind it.
 * Source: numpy.org, "numpy.lib.format".
 * @param bytes - the file, see {@link isNpy}
 */
export function parseNpyHeader(bytes: Uint8Array): NpyHeader | GridProblem {
  const version = bytes[6];
  if (version === undefined) return createTruncated(bytes, 10);
  if (!(version >= 1 && version <= 3)) {
    const found = `.npy of version ${version}`;
    return createProblem('grid_format_unsupported', found, 'version 1, 2 or 3', HEADER_CURE);
  }
  const textStart = version === 1 ? 10 : 12;
  if (bytes.length < textStart) return createTruncated(bytes, textStart);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const textBytes = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (textBytes > MAX_HEADER_BYTES) {
    const found = `a .npy header of ${textBytes} bytes`;
    return createProblem('grid_format_unsupported', found, `at most ${MAX_HEADER_BYTES}`, HEADER_CURE);
  }
  const dataStart = textStart + textBytes;
  if (bytes.length < dataStart) return createTruncated(bytes, dataStart);
  return parseHeaderText(decodeLatin1(bytes.subarray(textStart, dataStart)), dataStart);
}

function parseHeaderText(text: string, dataStart: number): NpyHeader | GridProblem {
  const dict = parsePythonDict(text);
  const descr = dict?.get('descr');
  const isFortran = dict?.get('fortran_order');
  const shape = parseShape(dict?.get('shape'));
  if (dict?.size !== 3 || descr === undefined || typeof isFortran !== 'boolean' || shape === null) {
    const found = `a .npy header ${describeValue(text.trimEnd())}`;
    const expected = "{'descr': …, 'fortran_order': …, 'shape': (n, n)}";
    return createProblem('grid_format_unsupported', found, expected, HEADER_CURE);
  }
  const dtype = typeof descr === 'string' ? parseNpyDtype(descr) : 'structured';
  if (typeof dtype === 'string') {
    const found =
      typeof descr === 'string' ? `dtype ${describeValue(descr)} (${dtype})` : 'a structured dtype';
    return createProblem('grid_format_unsupported', found, FITTING_DTYPE, DTYPE_CURE);
  }
  return { dtype, isFortran, shape, dataStart };
}

function parseShape(value: PythonValue | undefined): readonly number[] | null {
  if (typeof value !== 'object' || value?.kind !== 'tuple') return null;
  const lengths = value.entries.filter((entry) => typeof entry === 'number');
  return lengths.length === value.entries.length ? lengths : null;
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
