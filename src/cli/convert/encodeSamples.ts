const NPY_MAGIC = '\x93NUMPY\x01\x00';
/** The numbers of a .npy file begin at a multiple of this (numpy.org, "numpy.lib.format"). */
const NPY_ALIGNMENT = 64;

/** Samples as the contract's asset: little-endian float32, one after another. */
export function encodeRaw(samples: Float32Array): Uint8Array {
  const bytes = new Uint8Array(samples.length * 4);
  const view = new DataView(bytes.buffer);
  samples.forEach((sample, i) => view.setFloat32(i * 4, sample, true));
  return bytes;
}

/** The same as a .npy file of version 1. @param nodes - samples a side */
export function encodeNpy(samples: Float32Array, nodes: number): Uint8Array {
  const dict = `{'descr': '<f4', 'fortran_order': False, 'shape': (${nodes}, ${nodes}), }`;
  const opening = NPY_MAGIC.length + 2;
  const textBytes = Math.ceil((opening + dict.length + 1) / NPY_ALIGNMENT) * NPY_ALIGNMENT - opening;
  const header = Buffer.alloc(opening + textBytes);
  header.write(NPY_MAGIC, 'latin1');
  header.writeUInt16LE(textBytes, NPY_MAGIC.length);
  header.write(`${dict.padEnd(textBytes - 1)}\n`, opening, 'latin1');
  return Buffer.concat([header, encodeRaw(samples)]);
}
