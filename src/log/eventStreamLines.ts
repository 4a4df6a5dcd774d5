import { EventBuffer } from './eventBuffer.js';

/** Takes lines, and hands over those that are messages. */
export interface MessageLines {
  readonly push: (text: string, line: number) => void;
  /** The input has ended. */
  readonly finish: () => void;
}

type OnMessage = (text: string, line: number) => void;
type OnTooLong = (chars: number, line: number) => void;

const EVENT_STREAM_LINE = /^(?:(?:data|id|event|retry)(?::|\r?$)|:)/;
const STATUS_LINE = /^HTTP\/\d(?:\.\d)? \d{3}/;
const OPENING_BRACE = 0x7b;
/** Of the longest name of a field, and what follows on it. */
const NAME_CHARS = 6;

/**
 * Whether a log begins like server-sent events: whether its first line that is not blank is one of those.
 * @param head - the beginning of a log
 * @returns null where that is too little of it
 */
export function beginsLikeEventStream(head: string): boolean | null {
  const [, line = '', end = ''] = /^\uFEFF?(?:[ \t]*[\r\n])*([^\r\n]*)([\r\n]?)/.exec(head) ?? [];
  if (end === '' && line.length < NAME_CHARS && !line.startsWith(':')) return null;
  return EVENT_STREAM_LINE.test(line);
}

/**
 * Creates what finds the messages among the lines of a log: each line is one, and blank ones are none. A log that
 * begins like server-sent events (`curl -N URL > log`) is read as those: the `data` of an event, up to the empty line
 * after it, is a message, and stands where its first line stood (HTML Standard, section 9.2.6); a heartbeat is none.
 * The headers of a response before it (`curl -i`) are passed over. A log that begins otherwise, with an event that was
 * cut off for one, may hold such events too: no line of theirs is JSON.
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
      // JSON's reader takes a byte order mark off, and a log is played byte for byte.
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

/** Lines that are messages, and between them those of events, which a line that is none ends. */
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
      // Left where headers, or other lines, stood before: of those nobody knows how their lines end.
      const text = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
      const hadData = event.hasData();
      event.takeLine(text, text.length);
      if (!hadData && event.hasData()) firstLine = line;
    },
    // An event that the end of a response cut short is none; a log's own end is no such cut, and its reader reports it.
    finish: () => event.dispatch(),
  };
}

function isBlank(text: string): boolean {
  return text === '' || (text.charCodeAt(0) <= 0x20 && text.trim() === '');
}
