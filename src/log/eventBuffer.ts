import { isHeartbeatName } from './heartbeatName.js';

/** What is called with the contents of an event stream. */
export interface EventStreamEvents {
  /** The data of an event, its lines joined by line feeds. */
  readonly onText: (text: string) => void;
  /** An event whose data are longer than the limit, with their length in characters. */
  readonly onTooLong: (chars: number) => void;
  /** A comment, or an event that is named as a heartbeat. */
  readonly onBeat: () => void;
  /** The id of an event, before its text; `''` resets the last id. */
  readonly onId: (id: string) => void;
  /** How long a client is to wait before it reconnects, in milliseconds. */
  readonly onRetryDelay: (delayMs: number) => void;
}

/**
 * Gathers the lines of one event after another (HTML Standard, section 9.2.6). If an event's data are longer than the limit
 * only its id and length are kept. An event without data is no event, so its id is not reported.
 */
export class EventBuffer {
  private id: string | null = null;
  private name = '';
  private data = '';
  private dataLines = 0;
  private dataChars = 0;

  constructor(
    private readonly events: EventStreamEvents,
    private readonly maxMessageChars: number,
  ) {}

  /** Whether the event that is being gathered has data. */
  hasData(): boolean {
    return this.dataLines > 0;
  }

  /** @param chars - the line's true length, of which `line` may be only the beginning */
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
    // A value that was cut is ignored: no id, name or number is that long.
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

  /** Ends an event, as an empty line does. */
  dispatch(): void {
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
