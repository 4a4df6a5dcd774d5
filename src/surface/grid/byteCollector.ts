import { createTooLarge, GridLoadError } from './gridProblem.js';

/** If less than this share of a buffer is used, its contents are copied to a smaller one. */
const WORTH_KEEPING = 0.875;

/**
 * Joins the chunks of a body in one buffer. If the length was known, or guessed well, each byte is copied once. A body of one
 * chunk is not copied at all.
 */
export class ByteCollector {
  private buffer: Uint8Array | null = null;
  /** The first chunk, as long as it is the only one. */
  private only: Uint8Array | null = null;
  private received = 0;

  /**
   * @param guessedBytes - expected length; nothing is allocated before the second chunk
   * @param maxBytes - the most that may come
   */
  constructor(
    private readonly guessedBytes: number,
    private readonly maxBytes: number,
  ) {}

  get receivedBytes(): number {
    return this.received;
  }

  /** @throws GridLoadError if there are more bytes than the limit, or than fit in memory */
  append(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    const total = this.received + chunk.length;
    if (!(total <= this.maxBytes))
      throw createTooManyBytes(`more than ${this.maxBytes} bytes`, this.maxBytes);
    if (total === chunk.length) this.only = chunk;
    else this.makeRoom(total).set(chunk, this.received);
    this.received = total;
  }

  /** Returns all bytes; the collector must not be used afterwards. */
  finish(): Uint8Array {
    if (this.only !== null) return this.only;
    if (this.buffer === null) return new Uint8Array(0);
    const bytes = this.buffer.subarray(0, this.received);
    return this.received < this.buffer.length * WORTH_KEEPING ? bytes.slice() : bytes;
  }

  private makeRoom(total: number): Uint8Array {
    if (this.buffer !== null && total <= this.buffer.length) return this.buffer;
    const doubled = Math.min(this.maxBytes, 2 * this.received);
    const buffer = allocateBytes(Math.max(total, this.buffer === null ? this.guessedBytes : doubled));
    const former = this.only ?? this.buffer?.subarray(0, this.received);
    if (former !== undefined) buffer.set(former);
    this.only = null;
    this.buffer = buffer;
    return buffer;
  }
}

/** The error for a body beyond the limit. */
export function createTooManyBytes(found: string, maxBytes: number): GridLoadError {
  return new GridLoadError(createTooLarge(found, `at most ${maxBytes} bytes`));
}

function allocateBytes(length: number): Uint8Array {
  try {
    return new Uint8Array(length);
  } catch (error) {
    // A host may set the limit beyond the memory there is.
    throw new GridLoadError(createTooLarge(`${length} bytes`, 'bytes for which there is memory'), error);
  }
}
