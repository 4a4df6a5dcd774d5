import type { LinkEvents } from './link.js';
import { isHeartbeatName } from './messageKind.js';

/** What an event stream says. */
export interface EventStreamEvents extends Pick<LinkEvents, 'onText' | 'onTooLong' | 'onRetryDelay'> {
  /** A comment, or an event that is named as a heartbeat. */
  readonly onBeat: () => void;
  /** The id of an event, before its text; `''` takes back the one before. */
  readonly onId: (id: string) => void;
}

/** Room for the name of a field beside a text of the greatest length. */
const FIELD_CHARS = 64;
const LINE_END = /[\r\n]/g;

/**
 * Creates a reader of one `text/event-stream` (HTML Standard, section 9.2.6). Of an event longer than the limit nothing
 * is kept but its id and its length, whatever its lines and the chunks are; no line is kept beyond that either.
 * An id of an event without data is not told: it is none.
 * @returns a function that takes the stream's bytes in any chunks
 */
export function createEventStreamReader(
  events: EventStreamEvents,
  maxMessageChars: number,
): (bytes: Uint8Array) => void {
  const decoder = new TextDecoder();
  const event = new EventBuffer(events, maxMessageChars);
  const maxLineChars = maxMessageChars + FIELD_CHARS;
  /** What came of a line: all of it, or where it is too long its beginning. */
  let line = '';
  let lineChars = 0;
  /** A carriage return ended the last line: the line feed after it is the same line's end. */
  let isAfterReturn = false;

  function keep(piece: string): void {
    lineChars += piece.length;
    line =
      lineChars > maxLineChars ? (line + piece.slice(0, FIELD_CHARS)).slice(0, FIELD_CHARS) : line + piece;
  }

  function read(text: string): void {
    let start = isAfterReturn && text.startsWith('\n') ? 1 : 0;
    isAfterReturn = false;
    LINE_END.lastIndex = start;
    for (let found = LINE_END.exec(text); found !== null; found = LINE_END.exec(text)) {
      keep(text.slice(start, found.index));
      event.takeLine(line, lineChars);
      line = '';
      lineChars = 0;
      start = found.index + 1;
      if (found[0] === '\r') {
        isAfterReturn = start === text.length;
        if (text[start] === '\n') start += 1;
      }
      LINE_END.lastIndex = start;
    }
    keep(text.slice(start));
  }

  return (bytes) => {
    const text = decoder.decode(bytes, { stream: true });
    if (text !== '') read(text);
  };
}

/** Gathers the lines of one event after another. */
class EventBuffer {
  private id: string | null = null;
  private name = '';
  private data = '';
  private dataLines = 0;
  private dataChars = 0;

  constructor(
    private readonly events: EventStreamEvents,
    private readonly maxMessageChars: number,
  ) {}

  /** @param chars - the line's length; where `line` is shorter it is its beginning, and the rest was not kept */
  takeLine(line: string, chars: number): void {
    if (chars === 0) {
      this.dispatch();
      return;
    }
    const colon = line.indexOf(':');
    if (colon === 0) {
      this.events.onBeat();
      return;
    }
    const start = colon < 0 ? line.length : colon + (line[colon + 1] === ' ' ? 2 : 1);
    const field = colon < 0 ? line : line.slice(0, colon);
    this.takeField(field, line.slice(start), colon < 0 ? 0 : chars - start);
  }

  private takeField(field: string, value: string, chars: number): void {
    if (field === 'data') this.takeData(value, chars);
    // Of what is cut there is no use: no id, no name and no number is that long.
    else if (value.length === chars) this.takeShort(field, value);
  }

  private takeShort(field: string, value: string): void {
    if (field === 'event') this.name = value;
    else if (field === 'id' && !value.includes('\0')) this.id = value;
    else if (field === 'retry' && /^\d+$/.test(value)) this.events.onRetryDelay(Number(value));
  }

  private takeData(value: string, chars: number): void {
    this.dataChars += chars + (this.dataLines > 0 ? 1 : 0);
    if (this.dataChars > this.maxMessageChars) this.data = '';
    else this.data = this.dataLines > 0 ? `${this.data}\n${value}` : value;
    this.dataLines += 1;
  }

  private dispatch(): void {
    const { id, name, data, dataLines, dataChars } = this;
    this.id = null;
    this.name = '';
    this.data = '';
    this.dataLines = 0;
    this.dataChars = 0;
    if (dataLines === 0) return;
    if (id !== null) this.events.onId(id);
    if (isHeartbeatName(name)) this.events.onBeat();
    else if (dataChars > this.maxMessageChars) this.events.onTooLong(dataChars);
    else this.events.onText(data);
  }
}
