/** Takes lines, and hands over those that are messages. */
export interface MessageLines {
  readonly push: (text: string, line: number) => void;
  /** The input has ended. */
  readonly finish: () => void;
}

type OnMessage = (text: string, line: number) => void;

const EVENT_STREAM_LINE = /^\uFEFF?(?:(?:data|id|event|retry)(?::|\r?$)|:)/;

/**
 * Creates what finds the messages among the lines of a log: each line is one, and blank ones are none. A log that
 * begins like server-sent events (`curl -N URL > log`) is read as those: the `data` of an event, up to the empty line
 * after it, is a message, and stands where its first line stood (HTML Standard, section 9.2.6).
 * @param maxMessageChars - of a longer message no more is kept than shows that it is
 */
export function createMessageLines(onMessage: OnMessage, maxMessageChars: number): MessageLines {
  let chosen: MessageLines | null = null;
  return {
    push(text, line) {
      if (isBlank(text)) chosen?.push('', line);
      else {
        chosen ??= EVENT_STREAM_LINE.test(text)
          ? createEventStreamLines(onMessage, maxMessageChars)
          : createPlainLines(onMessage);
        chosen.push(text, line);
      }
    },
    finish: () => chosen?.finish(),
  };
}

function createPlainLines(onMessage: OnMessage): MessageLines {
  return {
    push(text, line) {
      if (text !== '') onMessage(text, line);
    },
    finish: () => undefined,
  };
}

function createEventStreamLines(onMessage: OnMessage, maxMessageChars: number): MessageLines {
  let data: string[] = [];
  let firstLine = 0;
  let chars = 0;

  function dispatch(): void {
    const text = data.join('\n');
    data = [];
    chars = 0;
    if (text !== '') onMessage(text, firstLine);
  }

  return {
    push(raw, line) {
      const text = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
      if (text === '') dispatch();
      else if (text.startsWith('data:')) {
        if (data.length === 0) firstLine = line;
        // What is longer than that is refused by its length, whatever else there is of it.
        if (chars <= maxMessageChars) data.push(text.slice(text[5] === ' ' ? 6 : 5));
        chars += text.length;
      }
    },
    // An event that the end of a response cut short is none; a log's own end is no such cut, and its reader tells.
    finish: dispatch,
  };
}

function isBlank(text: string): boolean {
  return text.charCodeAt(0) <= 0x20 && text.trim() === '';
}
