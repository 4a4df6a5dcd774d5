import type { Socket } from 'node:net';

/** Says, from beat to beat, whether a client takes what waits for it. */
export class LinkProgress {
  private leftBytes = 0;
  private isWaiting = false;

  constructor(private readonly socket: Socket) {}

  /**
   * Looks at the link once more.
   * @returns of what waited at the last look, `taken` where some has left since and `stuck` where none has; `none` where nothing waited
   */
  look(): 'none' | 'taken' | 'stuck' {
    const { leftBytes, isWaiting } = this;
    const { bytesWritten, writableLength } = this.socket;
    // What is handed over counts as written; what of it has not left is the buffer's length.
    this.leftBytes = bytesWritten - writableLength;
    this.isWaiting = writableLength > 0;
    if (!isWaiting) return 'none';
    return this.leftBytes > leftBytes ? 'taken' : 'stuck';
  }
}
