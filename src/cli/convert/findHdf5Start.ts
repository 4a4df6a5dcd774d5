/** `\x89HDF\r\n\x1a\n` (HDF5 File Format Specification, section II.A). */
const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a] as const;

/** Where the signature of an HDF5 file stands: at 0, or after a user block of 512 bytes times a power of two; -1 if nowhere. */
export function findHdf5Start(bytes: Uint8Array): number {
  for (let start = 0; start + SIGNATURE.length <= bytes.length; start = start === 0 ? 512 : 2 * start)
    if (SIGNATURE.every((byte, i) => bytes[start + i] === byte)) return start;
  return -1;
}
