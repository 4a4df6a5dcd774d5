import type { Writable } from 'node:stream';
import type { FeedSink } from './eventFeed.js';

/**
 * Creates a sink that writes a log to a Node stream (NDJSON): one message a line. It waits where the stream's buffer is
 * full, and rejects once the stream has failed or ended. It listens for the stream's errors, so that none ends the process.
 */
export function createStreamSink(stream: Writable): FeedSink {
  let fault: Error | null = null;
  stream.on('error', (error) => (fault = error));

  function createFault(): Error | null {
    if (fault !== null) return new Error(`the stream failed: ${fault.message}`, { cause: fault });
    return stream.writable ? null : new Error('the stream has ended');
  }

  return (text) => {
    const broken = createFault();
    if (broken !== null) throw broken;
    if (stream.write(`${text}\n`)) return;
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        for (const event of EVENTS) stream.off(event, settle);
        const error = createFault();
        if (error === null) resolve();
        else reject(error);
      };
      for (const event of EVENTS) stream.on(event, settle);
    });
  };
}

const EVENTS = ['drain', 'error', 'close'] as const;
