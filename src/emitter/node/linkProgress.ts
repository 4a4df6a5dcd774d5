import type { Socket } from 'node:net';

/** Checks, at each heartbeat, whether a client reads what waits for it. */
export class LinkProgress {
  private leftBytes = 0;
  private isWaiting = false;

  constructor(private readonly socket: Socket) {}

  /**
   * Checks the link.
   * @returns of what waited at the last check: `taken` if some has left since, `stuck` if none has, `none` if nothing waited
   */
  look(): 'none' | 'taken' | 'stuck' {
    const { leftBytes, isWaiting } = this;
    const { bytesWritten, writableLength } = this.socket;
    // `bytesWritten` includes what is still in the buffer, whose length is `writableLength`.
    this.leftBytes = bytesWritten - writableLength;
    this.isWaiting = writableLength > 0;
    if (!isWaiting) return 'none';
    return this.leftBytes > leftBytes ? 'taken' : 'stuck';
  }
}
