import { expect, it } from 'vitest';
import { readMessageLines } from '../../../src/dashboard/server/readMessageLines.js';

async function* cut(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) {
    await Promise.resolve();
    yield bytes.subarray(at, at + size);
  }
}

async function read(log: string, size: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of readMessageLines(cut(Buffer.from(log), size))) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

it.each([1, 5, 1000])('gives a log of lines byte for byte, in chunks of %d bytes', async (size) => {
  const log = '\ufeff{"a":"é😀"}\r\n\n  {"b":\u20282}\nnot JSON\n{"cut';
  expect(await read(log, size)).toBe(log);
});

it.each([1, 5, 1000])(
  'gives the messages of server-sent events, one a line, in chunks of %d bytes',
  async (size) => {
    const log =
      'retry: 9\n\nid: 1\ndata: {"a":"é"}\n\n: beat\n\ndata: {"b":\ndata: 2}\n\nevent: ping\ndata: x\n\n';
    expect(await read(log, size)).toBe('{"a":"é"}\n{"b": 2}\n');
  },
);
