import type { Writable } from 'node:stream';

/**
 * Writes a text and waits until it has gone, so that nothing piles up before a slow reader.
 * @throws what the stream throws: `EPIPE` where the reader has left
 */
export function writeText(output: Writable, text: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    output.write(text, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}
