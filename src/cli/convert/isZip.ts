/** `PK\x03\x04`, or `PK\x05\x06` of an archive without a file. */
const SIGNATURES: readonly number[] = [0x0403, 0x0605];

/** Whether bytes begin like a zip archive, such as a .npz file. */
export function isZip(bytes: Uint8Array): boolean {
  return (
    bytes[0] === 0x50 && bytes[1] === 0x4b && SIGNATURES.includes((bytes[2] ?? 0) + 256 * (bytes[3] ?? 0))
  );
}
