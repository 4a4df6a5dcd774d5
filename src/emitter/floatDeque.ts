const CHUNK = 1024;

/** A column of numbers that grows at its end and is dropped from its beginning. The index of a number never changes. */
export class FloatDeque {
  private readonly chunks: Float64Array[] = [];
  private readonly base: number;
  private forgotten = 0;

  /** @param end - index of the first number that will be pushed */
  constructor(public end = 0) {
    this.base = end - (end % CHUNK);
  }

  push(value: number): void {
    const at = this.end - this.base - this.forgotten;
    if (at >= this.chunks.length * CHUNK) this.chunks.push(new Float64Array(CHUNK));
    this.chunks[Math.floor(at / CHUNK)]![at % CHUNK] = value;
    this.end++;
  }

  /** @param index - from the first number that is still held to the last */
  at(index: number): number {
    const at = index - this.base - this.forgotten;
    return this.chunks[Math.floor(at / CHUNK)]![at % CHUNK]!;
  }

  /** Drops the chunks whose numbers all lie before `index`. */
  forgetBefore(index: number): void {
    while (this.chunks.length > 1 && this.base + this.forgotten + CHUNK <= index) {
      this.chunks.shift();
      this.forgotten += CHUNK;
    }
  }
}
