/**
 * A file name with a hash of the content, so that it may be cached for ever: different bytes have different names. The hash
 * is FNV-1a of 64 bits (Fowler, Noll and Vo, isthe.com/chongo/tech/comp/fnv), which does not protect against forgery.
 * @param prefix - the beginning of the name: letters, digits, `.`, `_` and `-`
 * @param extension - without its dot
 * @throws RangeError if the prefix could leave its folder, or would have to be escaped in a URL
 */
export function computeAssetName(
  prefix: string,
  bytes: Uint8Array,
  extension: 'f32' | 'npy' = 'f32',
): string {
  if (!/^[\w-][\w.-]*$/.test(prefix))
    throw new RangeError(`prefix: expected letters, digits, '.', '_' and '-', got '${prefix}'`);
  return `${prefix}-${computeHash(bytes)}.${extension}`;
}

/** FNV-1a of 64 bits, as 16 hexadecimal digits. Exported for its test. */
export function computeHash(bytes: Uint8Array): string {
  // 64 bits as two halves; the prime is 2⁴⁰ + 0x1b3.
  let high = 0xcbf2_9ce4;
  let low = 0x8422_2325;
  for (let n = 0; n < bytes.length; n++) {
    low = (low ^ bytes[n]!) >>> 0;
    // low · 0x1b3 fits in 53 bits; what is above 32 of them carries over.
    const product = low * 0x1b3;
    const carried = Math.floor(product / 0x1_0000_0000);
    high = (Math.imul(high, 0x1b3) + carried + (low << 8)) >>> 0;
    low = product >>> 0;
  }
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');
}
