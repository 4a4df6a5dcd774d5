import { EventBuffer } from './eventBuffer.js';

/** Takes lines and finds the messages in them. */
export interface MessageLines {
  readonly push: (text: string, line: number) => void;
  /** Call at the end of the input. */
  readonly finish: () => void;
}

type OnMessage = (text: string, line: number) => void;
type OnTooLong = (chars: number, line: number) => void;

const EVENT_STREAM_LINE = /^(?:(?:data|id|event|retry)(?::|\r?$)|:)/;
const STATUS_LINE = /^HTTP\/\d(?:\.\d)? \d{3}/;
const OPENING_BRACE = 0x7b;
/** Length of the longest field name with its colon and space. */
const NAME_CHARS = 6;

/**
 * Whether the first line of a log that is not blank is one of server-sent events.
 * @param head - the beginning of a log
 * @returns null where `head` is too short to decide
 */
export function beginsLikeEventStream(head: string): boolean | null {
  const [, line = '', end = ''] = /^\uFEFF?(?:[ \t]*[\r\n])*([^\r\n]*)([\r\n]?)/.exec(head) ?? [];
  if (end === '' && line.length < NAME_CHARS && !line.startsWith(':')) return null;
  return EVENT_STREAM_LINE.test(line);
}

/**
 * Creates a reader that finds the messages among the lines of a log. In a log of one message a line, each line that is not
 * blank is one. A log that begins like server-sent events (`curl -N URL > log`) is read as those (HTML Standard, section
 * 9.2.6): the `data` of an event, up to the empty line after it, is a message, with the number of its first line; heartbeats
 * are left out, and so are the headers of a response (`curl -i`). Other logs may hold such events too, after one that was cut
 * off for example: none of their lines is JSON.
 * @param maxMessageChars - of the data of a longer event nothing is kept
 * @param onTooLong - receives such an event, with the true length of its data in characters
 */
export function createMessageLines(
  onMessage: OnMessage,
  maxMessageChars: number,
  onTooLong: OnTooLong,
): MessageLines {
  const events = createEventStreamLines(onMessage, maxMessageChars, onTooLong);
  const mixed = createMixedLines(onMessage, events);
  let chosen: MessageLines | null = null;
  let isInHeaders = false;
  return {
    push(text, line) {
      if (chosen !== null) {
        chosen.push(text, line);
        return;
      }
      // A byte order mark is ignored here but not removed: the JSON parser does that, and a log is played byte for byte.
      const withoutMark = text.startsWith('\uFEFF') ? text.slice(1) : text;
      if (isBlank(withoutMark)) isInHeaders = false;
      else if (isInHeaders || STATUS_LINE.test(withoutMark)) isInHeaders = true;
      else if (isEventStreamLine(withoutMark)) {
        chosen = events;
        events.push(withoutMark, line);
      } else {
        chosen = mixed;
        mixed.push(text, line);
      }
    },
    finish: () => events.finish(),
  };
}

/**
 * Whether any line of a log is one of server-sent events, or it begins with the headers of a response.
 * @param log - a character for each of its bytes: the names of fields are ASCII
 */
export function holdsEventStream(log: string): boolean {
  return STATUS_LINE.test(log) || /^(?:\xEF\xBB\xBF)?(?:(?:data|id|event|retry)(?::|\r?$)|:)/m.test(log);
}

/** Reads lines that are messages, mixed with lines of events; any other line ends an event. */
function createMixedLines(onMessage: OnMessage, events: MessageLines): MessageLines {
  let isInEvent = false;
  return {
    push(text, line) {
      if (isEventStreamLine(text)) {
        isInEvent = true;
        events.push(text, line);
        return;
      }
      if (isInEvent) events.push('', line);
      isInEvent = false;
      if (!isBlank(text)) onMessage(text, line);
    },
    finish: events.finish,
  };
}

/** Hot path: nearly every line of a log begins with a brace. */
function isEventStreamLine(text: string): boolean {
  return text.charCodeAt(0) !== OPENING_BRACE && EVENT_STREAM_LINE.test(text);
}

function createEventStreamLines(
  onMessage: OnMessage,
  maxMessageChars: number,
  onTooLong: OnTooLong,
): MessageLines {
  let firstLine = 0;
  const ignore = (): void => undefined;
  const event = new EventBuffer(
    {
      onText(text) {
        if (text !== '') onMessage(text, firstLine);
      },
      onTooLong: (chars) => onTooLong(chars, firstLine),
      onBeat: ignore,
      onId: ignore,
      onRetryDelay: ignore,
    },
    maxMessageChars,
  );
  return {
    push(raw, line) {
      // A carriage return may be left where the log began with headers or other lines.
      const text = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
      const hadData = event.hasData();
      event.takeLine(text, text.length);
      if (!hadData && event.hasData()) firstLine = line;
    },
    // In a stream, an event without an empty line after it is dropped; in a log its reader gets it, and reports it.
    finish: () => event.dispatch(),
  };
}

function isBlank(text: string): boolean {
  return text === '' || (text.charCodeAt(0) <= 0x20 && text.trim() === '');
}
