import { beginsLikeEventStream } from './eventStreamLines.js';

const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;
/** White space before a log, of which no more is kept while it is not known what the log is. */
const MOST_HELD_BYTES = 65_536;

/**
 * Makes line feeds of the line ends of a log of server-sent events, which may be carriage returns too (HTML Standard,
 * section 9.2.6); every other log stays as it is. What has come is held back until its first line says which it is.
 */
export class LineEnds {
  private isEventStream: boolean | null = null;
  private held: Buffer = Buffer.alloc(0);
  private endedByReturn = false;

  /** @returns the bytes of a chunk, and what was held back before it; nothing where it is held back itself */
  take(chunk: Buffer): Buffer {
    if (this.isEventStream !== null) return this.convert(chunk);
    this.held = Buffer.concat([this.held, chunk]);
    this.isEventStream = beginsLikeEventStream(this.held.toString('utf8', 0, MOST_HELD_BYTES));
    if (this.isEventStream === null && this.held.length >= MOST_HELD_BYTES) this.isEventStream = false;
    return this.isEventStream === null ? Buffer.alloc(0) : this.release();
  }

  /** @returns what is still held back at the end of a log */
  finish(): Buffer {
    this.isEventStream ??= beginsLikeEventStream(`${this.held.toString('utf8')}\n`) ?? false;
    return this.release();
  }

  private release(): Buffer {
    const held = this.held;
    this.held = Buffer.alloc(0);
    return this.convert(held);
  }

  private convert(chunk: Buffer): Buffer {
    if (this.isEventStream !== true || chunk.length === 0) return chunk;
    // The second half of a line end that a chunk's edge took apart.
    const rest = this.endedByReturn && chunk[0] === LINE_FEED ? chunk.subarray(1) : chunk;
    this.endedByReturn = chunk.at(-1) === CARRIAGE_RETURN;
    if (!rest.includes(CARRIAGE_RETURN)) return rest;
    return Buffer.from(rest.toString('latin1').replaceAll(/\r\n?/g, '\n'), 'latin1');
  }
}
