import { beginsLikeEventStream } from './eventStreamLines.js';

/** White space before a log, of which no more is kept while it is not known what the log is, in characters. */
const MOST_HELD_CHARS = 65_536;

/**
 * Makes line feeds of the line ends of server-sent events, which may be carriage returns too, or both (HTML Standard,
 * section 9.2.6). A carriage return ends its line at once: a line feed after it, in the next chunk for one, is dropped.
 */
export class LineFeeds {
  private endedByReturn = false;

  /** @returns the text of a chunk, its lines ended by line feeds alone */
  convert(chunk: string): string {
    if (chunk === '') return chunk;
    const rest = this.endedByReturn && chunk.startsWith('\n') ? chunk.slice(1) : chunk;
    this.endedByReturn = chunk.endsWith('\r');
    return rest.includes('\r') ? rest.replaceAll(/\r\n?/g, '\n') : rest;
  }
}

/**
 * Makes line feeds of the line ends of a log of server-sent events; every other log stays as it is. What has come is
 * held back until its first line says which it is.
 */
export class LineEnds {
  private readonly lineFeeds = new LineFeeds();
  private isEventStream: boolean | null = null;
  private held = '';

  /** @returns the text of a chunk, and what was held back before it; nothing where it is held back itself */
  take(chunk: string): string {
    if (this.isEventStream !== null) return this.convert(chunk);
    this.held += chunk;
    this.isEventStream = beginsLikeEventStream(this.held.slice(0, MOST_HELD_CHARS));
    if (this.isEventStream === null && this.held.length >= MOST_HELD_CHARS) this.isEventStream = false;
    return this.isEventStream === null ? '' : this.release();
  }

  /** @returns what is still held back at the end of a log */
  finish(): string {
    this.isEventStream ??= beginsLikeEventStream(`${this.held}\n`) ?? false;
    return this.release();
  }

  private release(): string {
    const { held } = this;
    this.held = '';
    return this.convert(held);
  }

  private convert(chunk: string): string {
    return this.isEventStream === true ? this.lineFeeds.convert(chunk) : chunk;
  }
}
