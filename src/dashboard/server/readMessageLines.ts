import { Readable } from 'node:stream';
import { DEFAULT_PARSE_LIMITS } from '../../protocol/parseLimits.js';
import { createMessageLines, holdsEventStream } from '../../log/eventStreamLines.js';
import { joinLines } from '../../log/joinLines.js';
import { readLines } from '../../log/readLines.js';

/**
 * Reads a log, small enough to be held, as a log of one message a line: server-sent events are converted to their messages,
 * and any other log is passed on byte for byte.
 */
export async function* readMessageLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const chunk of chunks) pieces.push(chunk);
  const log = Buffer.concat(pieces);
  if (!holdsEventStream(log.toString('latin1'))) {
    yield log;
    return;
  }
  const { maxMessageChars } = DEFAULT_PARSE_LIMITS;
  const messages: string[] = [];
  const onTooLong = (): void => undefined;
  const lines = createMessageLines((text) => void messages.push(joinLines(text)), maxMessageChars, onTooLong);
  await readLines(Readable.from([log]), maxMessageChars, { onLine: lines.push, onTooLong });
  lines.finish();
  for (const message of messages) yield Buffer.from(`${message}\n`);
}
