import type { Writable } from 'node:stream';

/**
 * Writes a text and waits until it is written, so that output does not pile up in memory for a slow reader.
 * @throws the stream's error: `EPIPE` if the reader has closed the pipe
 */
export function writeText(output: Writable, text: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    output.write(text, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}
