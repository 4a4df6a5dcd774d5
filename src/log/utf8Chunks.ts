import { decodeUtf8 } from '../host/decodeUtf8.js';

const NOTHING = new Uint8Array(0);

/**
 * Decodes a stream of UTF-8 bytes in chunks; a character across two chunks is held back until the rest of it has come. Each
 * chunk is decoded by itself: a `TextDecoder` in streaming mode takes twice as long.
 */
export class Utf8Chunks {
  private held: Uint8Array = NOTHING;

  /** @param decode - receives whole characters; by default invalid bytes become U+FFFD */
  constructor(private readonly decode: (bytes: Uint8Array) => string = decodeUtf8) {}

  /** The text of what was held back and of a chunk. */
  push(chunk: Uint8Array): string {
    const bytes = this.held.length === 0 ? chunk : join(this.held, chunk);
    const end = bytes.length - countCutBytes(bytes);
    this.held = end === bytes.length ? NOTHING : bytes.slice(end);
    return end === 0 ? '' : this.decode(bytes.subarray(0, end));
  }

  /** The text of what is still held back at the end: a character that was cut. */
  finish(): string {
    const { held } = this;
    this.held = NOTHING;
    return held.length === 0 ? '' : this.decode(held);
  }
}

/** How many bytes at the end belong to a character that is not complete: at most three. */
function countCutBytes(bytes: Uint8Array): number {
  for (let count = 1; count <= 3 && count <= bytes.length; count += 1) {
    const byte = bytes[bytes.length - count]!;
    if (byte < 0x80) return 0;
    // This byte begins a character.
    if (byte >= 0xc0) return count < lengthOf(byte) ? count : 0;
  }
  return 0;
}

/** How many bytes a character has, by its first one. */
function lengthOf(firstByte: number): number {
  if (firstByte >= 0xf0) return 4;
  return firstByte >= 0xe0 ? 3 : 2;
}

function join(first: Uint8Array, second: Uint8Array): Uint8Array {
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}
