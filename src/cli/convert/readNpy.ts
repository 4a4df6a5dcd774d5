import { computeNpyBytes, parseNpyHeader } from '../../surface/grid/npyHeader.js';
import { readNpyInto } from '../../surface/grid/readNpyInto.js';
import { CommandFailure } from '../commandFailure.js';
import type { ArrayRead, SampledArray } from './sampledArray.js';

/**
 * Reads the samples of a .npy file of any real dtype and layout: the first axis is y, the second x.
 * @throws CommandFailure if it is cut short, or no array of two axes of numbers
 */
export function readNpy(bytes: Uint8Array): SampledArray {
  const { values, shape } = readNpyArray(bytes);
  const [rows, columns] = shape;
  if (shape.length !== 2 || rows === undefined || columns === undefined)
    throw new CommandFailure(`expected an array of two axes, found a shape of (${shape.join(', ')}).`);
  return { values, xs: null, ys: null, columns, rows };
}

/**
 * Reads an array of up to two axes of a .npy file; of one with more, the shape alone.
 * @throws CommandFailure if it is cut short, or no array of numbers
 */
export function readNpyArray(bytes: Uint8Array): ArrayRead {
  const header = parseNpyHeader(bytes);
  if ('code' in header) throw new CommandFailure(`expected ${header.expected}, found ${header.found}.`);
  const { shape } = header;
  if (shape.length > 2) return { values: [], shape, notes: [] };
  const fittingBytes = computeNpyBytes(header);
  if (bytes.length !== fittingBytes)
    throw new CommandFailure(`expected ${fittingBytes} bytes, found ${bytes.length}: it is cut or joined.`);
  const [rows = 1, columns = 1] = shape;
  const values = new Float64Array(rows * columns);
  readNpyInto(values, header, bytes, 0);
  return { values, shape, notes: [] };
}
