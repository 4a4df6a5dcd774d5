/** A number type of .npy files. */
interface NpyNumbers {
  readonly itemBytes: number;
  /** Whether float32 holds all of them exactly. */
  readonly isFloat32?: true;
  /** Typed array for the numbers in place, if their byte order is the machine's; missing if JavaScript has none. */
  readonly View?: new (buffer: ArrayBufferLike, start: number, length: number) => NumbersView;
  /** The number at a byte offset; a 64-bit integer is rounded to float64. */
  read(view: DataView, at: number, isLittleEndian: boolean): number;
}

/** Numbers in place. */
export type NumbersView =
  Float32Array | Float64Array | Int8Array | Int16Array | Int32Array | Uint8Array | Uint16Array | Uint32Array;

/** Every type that is read, by NumPy's name without the byte order. */
const NUMBERS: ReadonlyMap<string, NpyNumbers> = new Map<string, NpyNumbers>([
  ['f2', { itemBytes: 2, isFloat32: true, read: readFloat16 }],
  [
    'f4',
    {
      itemBytes: 4,
      isFloat32: true,
      View: Float32Array,
      read: (view, at, isLittleEndian) => view.getFloat32(at, isLittleEndian),
    },
  ],
  [
    'f8',
    {
      itemBytes: 8,
      View: Float64Array,
      read: (view, at, isLittleEndian) => view.getFloat64(at, isLittleEndian),
    },
  ],
  ['i1', { itemBytes: 1, isFloat32: true, View: Int8Array, read: (view, at) => view.getInt8(at) }],
  [
    'i2',
    {
      itemBytes: 2,
      isFloat32: true,
      View: Int16Array,
      read: (view, at, isLittleEndian) => view.getInt16(at, isLittleEndian),
    },
  ],
  [
    'i4',
    { itemBytes: 4, View: Int32Array, read: (view, at, isLittleEndian) => view.getInt32(at, isLittleEndian) },
  ],
  ['i8', { itemBytes: 8, read: (view, at, isLittleEndian) => readInteger64(view, at, isLittleEndian, true) }],
  ['u1', { itemBytes: 1, isFloat32: true, View: Uint8Array, read: (view, at) => view.getUint8(at) }],
  [
    'u2',
    {
      itemBytes: 2,
      isFloat32: true,
      View: Uint16Array,
      read: (view, at, isLittleEndian) => view.getUint16(at, isLittleEndian),
    },
  ],
  [
    'u4',
    {
      itemBytes: 4,
      View: Uint32Array,
      read: (view, at, isLittleEndian) => view.getUint32(at, isLittleEndian),
    },
  ],
  [
    'u8',
    { itemBytes: 8, read: (view, at, isLittleEndian) => readInteger64(view, at, isLittleEndian, false) },
  ],
  ['b1', { itemBytes: 1, isFloat32: true, read: (view, at) => (view.getUint8(at) === 0 ? 0 : 1) }],
]);

/** Meanings of the other type letters. Source: numpy.org, "Array interface protocol", typestr. */
const OTHER_KINDS: ReadonlyMap<string, string> = new Map([
  ['c', 'complex numbers'],
  ['f', 'floats of that size'],
  ['i', 'integers of that size'],
  ['u', 'integers of that size'],
  ['O', 'Python objects'],
  ['S', 'text'],
  ['a', 'text'],
  ['U', 'text'],
  ['M', 'dates'],
  ['m', 'durations'],
  ['V', 'bytes without a meaning'],
]);

/** A parsed dtype of the header of a .npy file, such as `<f4`. */
export interface NpyDtype {
  readonly numbers: NpyNumbers;
  /** NumPy's name without the byte order, such as `f4`. */
  readonly name: string;
  /** True for single bytes too. */
  readonly isLittleEndian: boolean;
}

/** Parses a dtype; returns its description if it is not supported. */
export function parseNpyDtype(descr: string): NpyDtype | string {
  const order = descr[0];
  const name = descr.slice(1);
  const numbers = NUMBERS.get(name);
  if (numbers === undefined) return OTHER_KINDS.get(name[0] ?? '') ?? 'unknown';
  const isOrdered = order === '<' || order === '>';
  if (isOrdered || (order === '|' && numbers.itemBytes === 1))
    return { numbers, name, isLittleEndian: order !== '>' };
  return 'without a byte order';
}

/** Value of the last bit of a float16, by its exponent. */
const FLOAT16_UNITS = Float64Array.from({ length: 31 }, (_, exponent) => 2 ** (Math.max(exponent, 1) - 25));

/** Reads an IEEE 754 binary16, which float32 holds exactly. */
function readFloat16(view: DataView, at: number, isLittleEndian: boolean): number {
  const bits = view.getUint16(at, isLittleEndian);
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  const sign = bits & 0x8000 ? -1 : 1;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (exponent === 0 ? fraction : 0x400 + fraction) * FLOAT16_UNITS[exponent]!;
}

/** Reads a 64-bit integer as the nearest float64. */
function readInteger64(view: DataView, at: number, isLittleEndian: boolean, isSigned: boolean): number {
  const highAt = isLittleEndian ? at + 4 : at;
  const high = isSigned ? view.getInt32(highAt, isLittleEndian) : view.getUint32(highAt, isLittleEndian);
  return high * 2 ** 32 + view.getUint32(isLittleEndian ? at : at + 4, isLittleEndian);
}
