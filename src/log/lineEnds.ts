import { beginsLikeEventStream } from './eventStreamLines.js';

/** The most characters of white space before a log that are kept while its kind is not known. */
const MOST_HELD_CHARS = 65_536;

/**
 * Converts the line ends of server-sent events, which may be carriage returns too, or both (HTML Standard, section 9.2.6), to
 * line feeds. A carriage return ends its line at once, and a line feed after it, even in the next chunk, is dropped.
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
 * Converts the line ends of a log of server-sent events to line feeds and leaves every other log as it is. Text is held back
 * until the first line shows which it is.
 */
export class LineEnds {
  private readonly lineFeeds = new LineFeeds();
  private isEventStream: boolean | null = null;
  private held = '';

  /** @returns what was held back and the text of the chunk; empty while text is held back */
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
