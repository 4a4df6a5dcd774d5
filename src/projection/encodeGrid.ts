import { isLittleEndianHost } from '../surface/grid/hostOrder.js';

type Samples = Float32Array | Float64Array;

/** The header's length, magic and version included, is a multiple of this. */
const ALIGNMENT = 64;

/**
 * Writes samples as the contract's float32 asset: little-endian, row by row, x fastest, row 0 at `y = -domainHalf`.
 * Samples that are not finite are written as they are; a reader counts them as missing.
 */
export function encodeRawGrid(samples: Float32Array): Uint8Array {
  const bytes = new Uint8Array(4 * samples.length);
  writeSamples(bytes, 0, samples);
  return bytes;
}

/**
 * Writes samples as a .npy file of version 1.0 and dtype `<f4`, or `<f8` where they are float64: `numpy.load` gives
 * `Z[row, column]`, y by x.
 * Source: numpy.org, "numpy.lib.format".
 * @param nodes - nodes per side
 * @throws RangeError if the length of `samples` is not `nodes²`
 */
export function encodeNpy(samples: Samples, nodes: number): Uint8Array {
  if (samples.length !== nodes * nodes)
    throw new RangeError(
      `samples: expected ${nodes * nodes} for ${nodes} nodes a side, got ${samples.length}`,
    );
  const dict = `{'descr': '<f${samples.BYTES_PER_ELEMENT}', 'fortran_order': False, 'shape': (${nodes}, ${nodes}), }`;
  const prefixBytes = 10;
  const dataStart = Math.ceil((prefixBytes + dict.length + 1) / ALIGNMENT) * ALIGNMENT;
  const text = `${dict.padEnd(dataStart - prefixBytes - 1)}\n`;
  const bytes = new Uint8Array(dataStart + samples.byteLength);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, text.length & 0xff, text.length >>> 8]);
  for (let i = 0; i < text.length; i++) bytes[prefixBytes + i] = text.charCodeAt(i);
  writeSamples(bytes, dataStart, samples);
  return bytes;
}

/** @param start - a multiple of a sample's size */
function writeSamples(bytes: Uint8Array<ArrayBuffer>, start: number, samples: Samples): void {
  const isFloat64 = samples instanceof Float64Array;
  if (isLittleEndianHost) {
    const Numbers = isFloat64 ? Float64Array : Float32Array;
    new Numbers(bytes.buffer, start).set(samples);
    return;
  }
  const view = new DataView(bytes.buffer);
  for (const [n, sample] of samples.entries()) {
    if (isFloat64) view.setFloat64(start + 8 * n, sample, true);
    else view.setFloat32(start + 4 * n, sample, true);
  }
}
