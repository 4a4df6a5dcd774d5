import { isLittleEndianHost } from './hostOrder.js';
import {
  computeMaxNodes,
  createTooLarge,
  refuseGrid,
  type GridDecoding,
  type GridProblem,
} from './gridProblem.js';
import { computeNpyBytes, parseNpyHeader, type NpyHeader } from './npyHeader.js';
import type { NumbersView } from './npyNumbers.js';
import { NPY_STRIPE, readNpyInto } from './readNpyInto.js';
import { selectSampleOffset } from './sampleOffset.js';

/**
 * Decodes a .npy file: its first axis is y, its second x. C-ordered float32 in the machine's byte order on a multiple
 * of four bytes is a view of the file. Anything else is converted once, rounded as NumPy's `astype('<f4')` does (64-bit
 * integers as float64 first), after an offset is subtracted if float32 would lose the differences (`selectSampleOffset`).
 * Never throws.
 * @param bytes - the file, see {@link isNpy}; only read
 * @param maxBytes - the most bytes that the samples may take as float32
 */
export function decodeNpy(bytes: Uint8Array, maxBytes: number): GridDecoding {
  const header = parseNpyHeader(bytes);
  if ('code' in header) return { ok: false, problem: header };
  const problem = checkShape(header.shape, maxBytes) ?? checkLength(header, bytes.length);
  if (problem !== null) return { ok: false, problem };
  const nodes = header.shape[0]!;
  const inPlace = viewInPlace(bytes, header, nodes);
  if (inPlace instanceof Float32Array && !header.isFortran)
    return { ok: true, grid: { samples: inPlace, nodes } };
  const samples = allocateSamples(nodes * nodes);
  if (samples === null)
    return refuseGrid('asset_too_large', describeShape(header.shape), 'samples for which there is memory');
  const offset = findOffset(bytes, header, inPlace);
  if (inPlace === null) readNpyInto(samples, header, bytes, offset);
  else if (header.isFortran) transposeInto(samples, nodes, inPlace, offset);
  else if (offset === 0) samples.set(inPlace);
  else for (let n = 0; n < samples.length; n++) samples[n] = inPlace[n]! - offset;
  return { ok: true, grid: offset === 0 ? { samples, nodes } : { samples, nodes, offset } };
}

/** The offset that is subtracted from every number; 0 for numbers that float32 holds exactly. */
function findOffset(bytes: Uint8Array, header: NpyHeader, inPlace: NumbersView | null): number {
  const { numbers, isLittleEndian } = header.dtype;
  if (numbers.isFloat32) return 0;
  const count = header.shape[0]! ** 2;
  if (inPlace !== null) return selectSampleOffset(count, (n) => inPlace[n]!);
  const view = new DataView(bytes.buffer, bytes.byteOffset + header.dataStart);
  return selectSampleOffset(count, (n) => numbers.read(view, n * numbers.itemBytes, isLittleEndian));
}

/** The numbers as a typed array over the file's bytes, if their layout is the machine's; else null. */
function viewInPlace(bytes: Uint8Array, { dtype, dataStart }: NpyHeader, nodes: number): NumbersView | null {
  const { View, itemBytes } = dtype.numbers;
  const start = bytes.byteOffset + dataStart;
  const isMachines = itemBytes === 1 || dtype.isLittleEndian === isLittleEndianHost;
  if (View === undefined || !isMachines || start % itemBytes !== 0) return null;
  return new View(bytes.buffer, start, nodes * nodes);
}

/** Allocates samples; null if there is not enough memory. */
export function allocateSamples(count: number): Float32Array | null {
  try {
    return new Float32Array(count);
  } catch {
    // A host may set the limit beyond the memory there is.
    return null;
  }
}

function checkShape(shape: readonly number[], maxBytes: number): GridProblem | null {
  const [nodes, columns] = shape;
  const isSquare = shape.length === 2 && nodes !== undefined && nodes === columns && nodes >= 2;
  if (!isSquare) {
    const expected = 'a square of two axes and at least 2 × 2, such as (50, 50)';
    return refuseGrid('grid_shape_invalid', describeShape(shape), expected).problem;
  }
  const maxNodes = computeMaxNodes(maxBytes);
  if (nodes <= maxNodes) return null;
  return createTooLarge(describeShape(shape), `at most (${maxNodes}, ${maxNodes}) for ${maxBytes} bytes`);
}

function checkLength(header: NpyHeader, fileBytes: number): GridProblem | null {
  const fittingBytes = computeNpyBytes(header);
  if (fileBytes === fittingBytes) return null;
  return refuseGrid(
    'grid_length_mismatch',
    `${fileBytes} bytes`,
    `${fittingBytes} for a .npy file of ${describeShape(header.shape)} and dtype ${header.dtype.name}`,
    fileBytes < fittingBytes ? 'the file is cut short' : 'send one array in one file',
  ).problem;
}

function describeShape(shape: readonly number[]): string {
  return `a shape of (${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
}

function transposeInto(samples: Float32Array, nodes: number, source: NumbersView, offset: number): void {
  for (let left = 0; left < nodes; left += NPY_STRIPE) {
    const right = Math.min(nodes, left + NPY_STRIPE);
    for (let j = 0; j < nodes; j++)
      for (let i = left; i < right; i++) samples[j * nodes + i] = source[i * nodes + j]! - offset;
  }
}
