import { createParser } from 'eventsource-parser';
import { isHeartbeatName } from './messageKind.js';
import { createOversizedText } from './oversizedText.js';

/** What an event stream says. */
export interface EventStreamEvents {
  readonly onText: (text: string) => void;
  /** A comment, or an event that is named as a heartbeat. */
  readonly onBeat: () => void;
  /** The id of an event, before its text; `''` takes back the one before. */
  readonly onId: (id: string) => void;
  readonly onRetryDelay: (delayMs: number) => void;
}

/** Room for the name of a field beside a text of the greatest length. */
const FIELD_CHARS = 64;

/**
 * Creates a reader of one `text/event-stream`. An event longer than the limit is not kept;
 * {@link createOversizedText} takes its place, and what follows its line is read on.
 * @returns a function that takes the stream's bytes in any chunks
 */
export function createEventStreamReader(
  events: EventStreamEvents,
  maxMessageChars: number,
): (bytes: Uint8Array) => void {
  const decoder = new TextDecoder();
  let hasOverflowed = false;
  let isOversized = false;
  const parser = createParser({
    maxBufferSize: maxMessageChars + FIELD_CHARS,
    onEvent({ id, event: name, data }) {
      if (id !== undefined) events.onId(id);
      if (isHeartbeatName(name)) events.onBeat();
      else events.onText(data);
    },
    onComment: events.onBeat,
    onRetry: events.onRetryDelay,
    onError(error) {
      if (error.type === 'max-buffer-size-exceeded') hasOverflowed = true;
    },
  });

  function feed(text: string): boolean {
    hasOverflowed = false;
    parser.feed(text);
    return hasOverflowed;
  }

  return (bytes) => {
    let text = decoder.decode(bytes, { stream: true });
    if (isOversized) {
      const lineEnd = text.search(/[\r\n]/);
      if (lineEnd < 0) return;
      parser.reset();
      text = text.slice(lineEnd);
    }
    isOversized = feed(text);
    if (isOversized) events.onText(createOversizedText(maxMessageChars));
  };
}
