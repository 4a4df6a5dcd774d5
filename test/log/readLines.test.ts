import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLines } from '../../src/log/readLines.js';

type Seen = [line: number, text: string | number];

async function read(bytes: Uint8Array, cuts: readonly number[], maxLineChars = 1000) {
  const seen: Seen[] = [];
  const edges = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let i = 1; i < edges.length; i++) {
      await Promise.resolve();
      yield bytes.subarray(edges[i - 1], edges[i]);
    }
  }
  const result = await readLines(chunks(), maxLineChars, {
    onLine: (text, line) => void seen.push([line, text]),
    onTooLong: (size, line) => void seen.push([line, size]),
  });
  return { seen, result };
}

describe('readLines', () => {
  it('gives the same lines and numbers whatever the chunks are (seed 91)', async () => {
    const text = fc
      .array(fc.constantFrom('\n', '\r\n', 'a', 'é', '😀', '{"x":1}', '\u2028', ''), { maxLength: 40 })
      .map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat(200), { maxLength: 12 }), async (log, places) => {
        const bytes = Buffer.from(log);
        const cuts = places.filter((place) => place < bytes.length);
        const { seen, result } = await read(bytes, cuts);
        const lines = log.split('\n');
        if (lines.at(-1) === '') lines.pop();
        const expected = lines.map((line, i): Seen => [i + 1, line]);
        expect(seen).toEqual(expected);
        expect(result).toEqual({ lines: lines.length, bytes: bytes.length });
      }),
      { seed: 91, numRuns: 500 },
    );
  });

  it('keeps nothing of a line that is too long, and says how long it was', async () => {
    const bytes = Buffer.from(`first\n${'x'.repeat(100)}\nlast`);
    const cuts = Array.from({ length: bytes.length - 1 }, (_, i) => i + 1);
    expect((await read(bytes, cuts, 10)).seen).toEqual([
      [1, 'first'],
      [2, 100],
      [3, 'last'],
    ]);
  });

  it('waits for what is done after a chunk before it reads the next', async () => {
    const order: string[] = [];
    async function* chunks(): AsyncGenerator<Uint8Array> {
      for (const text of ['a\n', 'b\n']) {
        await Promise.resolve();
        order.push(`read ${text.trim()}`);
        yield Buffer.from(text);
      }
    }
    await readLines(chunks(), 10, {
      onLine: (text) => void order.push(`line ${text}`),
      onTooLong: () => undefined,
      afterChunk: async (doneBytes) => {
        await Promise.resolve();
        order.push(`done ${doneBytes}`);
      },
    });
    expect(order).toEqual(['read a', 'line a', 'done 2', 'read b', 'line b', 'done 4']);
  });
});
