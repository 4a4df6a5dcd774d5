import { isHeartbeatName } from '../../transport/messageKind.js';

/** Takes lines, and hands over those that are messages. */
export interface MessageLines {
  readonly push: (text: string, line: number) => void;
  /** The input has ended. */
  readonly finish: () => void;
}

type OnMessage = (text: string, line: number) => void;
type OnTooLong = (chars: number, line: number) => void;

const EVENT_STREAM_LINE = /^(?:(?:data|id|event|retry)(?::|$)|:)/;
/** Of the longest name of a field, and what follows on it. */
const NAME_CHARS = 6;

/**
 * Tells whether a log begins like server-sent events: whether its first line that is not blank is one of those.
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
 * @param maxMessageChars - of the data of a longer event nothing is kept
 * @param onTooLong - hears of such an event, with the true length of its data in characters
 */
export function createMessageLines(
  onMessage: OnMessage,
  maxMessageChars: number,
  onTooLong: OnTooLong,
): MessageLines {
  let chosen: MessageLines | null = null;
  return {
    push(text, line) {
      if (chosen !== null) {
        chosen.push(text, line);
        return;
      }
      // JSON's reader takes a byte order mark off, and a log is played byte for byte.
      const withoutMark = text.startsWith('\uFEFF') ? text.slice(1) : text;
      if (isBlank(withoutMark)) return;
      const isEventStream = EVENT_STREAM_LINE.test(withoutMark);
      chosen = isEventStream
        ? createEventStreamLines(onMessage, maxMessageChars, onTooLong)
        : createPlainLines(onMessage);
      chosen.push(isEventStream ? withoutMark : text, line);
    },
    finish: () => chosen?.finish(),
  };
}

function createPlainLines(onMessage: OnMessage): MessageLines {
  return {
    push(text, line) {
      if (!isBlank(text)) onMessage(text, line);
    },
    finish: () => undefined,
  };
}

function createEventStreamLines(
  onMessage: OnMessage,
  maxMessageChars: number,
  onTooLong: OnTooLong,
): MessageLines {
  let data: string[] = [];
  let dataLines = 0;
  let name = '';
  let firstLine = 0;
  let chars = 0;

  function dispatch(): void {
    const text = data.join('\n');
    if (!isHeartbeatName(name)) {
      if (chars > maxMessageChars) onTooLong(chars, firstLine);
      else if (text !== '') onMessage(text, firstLine);
    }
    data = [];
    dataLines = 0;
    name = '';
    chars = 0;
  }

  return {
    push(text, line) {
      if (text === '') dispatch();
      else if (isField(text, 'data')) {
        const value = valueOf(text, 'data');
        if (dataLines === 0) firstLine = line;
        // A line break stands between two lines of data.
        chars += value.length + (dataLines === 0 ? 0 : 1);
        dataLines += 1;
        if (chars <= maxMessageChars) data.push(value);
        else data = [];
      } else if (isField(text, 'event')) name = valueOf(text, 'event');
    },
    // An event that the end of a response cut short is none; a log's own end is no such cut, and its reader tells.
    finish: dispatch,
  };
}

function isField(line: string, name: string): boolean {
  return line.startsWith(name) && (line.length === name.length || line[name.length] === ':');
}

function valueOf(line: string, name: string): string {
  const start = name.length + 1;
  return line.slice(line[start] === ' ' ? start + 1 : start);
}

function isBlank(text: string): boolean {
  return text === '' || (text.charCodeAt(0) <= 0x20 && text.trim() === '');
}
