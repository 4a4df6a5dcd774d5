import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createEventStreamReader } from '../../src/transport/eventStreamReader.js';

function readAll(chunks: readonly Uint8Array[], maxMessageChars = 1e6): string[] {
  const heard: string[] = [];
  const push = createEventStreamReader(
    {
      onText: (text) => heard.push(`text ${text}`),
      onBeat: () => heard.push('beat'),
      onId: (id) => heard.push(`id ${id}`),
      onRetryDelay: (ms) => heard.push(`retry ${ms}`),
    },
    maxMessageChars,
  );
  chunks.forEach(push);
  return heard;
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

it('[SSE-4] hears texts, ids, comments, named heartbeats and waits, and no text of a heartbeat', () => {
  const text =
    'retry: 10\n: hi\nid: 1\nevent: gd\ndata: {"a":\ndata: 1}\n\nevent: ping\ndata: now\n\nid: 2\ndata: x\n\n';
  expect(readAll([utf8(text)])).toEqual([
    'retry 10',
    'beat',
    'id 1',
    'text {"a":\n1}',
    'beat',
    'id 2',
    'text x',
  ]);
});

it.each(['\n', '\r\n', '\r'])(
  '[SSE-3] hears the same whatever the chunks are, with line breaks %j (seed 41)',
  (lineBreak) => {
    const lines = [
      ': c',
      'data: zwölf €',
      'id: 4',
      '',
      'event: ping',
      'data',
      '',
      'data: 1',
      'data: 2',
      '',
      '',
    ];
    const bytes = utf8(`\ufeff${lines.join(lineBreak)}: end${lineBreak}`);
    // A carriage return at a chunk's end may be half a line break, so it is judged with the next one.
    const whole = readAll([bytes, utf8(lineBreak)]);
    expect(whole).toEqual(['beat', 'id 4', 'text zwölf €', 'beat', 'text 1\n2', 'beat']);
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length)), (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const chunks = places.slice(1).map((end, i) => bytes.subarray(places[i], end));
        expect(readAll([...chunks, utf8(lineBreak)])).toEqual(whole);
      }),
      { seed: 41, numRuns: 300 },
    );
  },
);

it('[FRAME-3] keeps nothing of an event beyond the limit, however it is cut into chunks, and reads on after its line', () => {
  const long = `data: ${'x'.repeat(5000)}\n\n`;
  const text = `data: one\n\n${long}data: two\n\n`;
  for (const size of [7, 64, 1000, 100_000]) {
    const bytes = utf8(text);
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
      bytes.subarray(i * size, (i + 1) * size),
    );
    const heard = readAll(chunks, 1000);
    expect([heard[0], heard.at(-1)]).toEqual(['text one', 'text two']);
    expect(heard).toHaveLength(3);
    // In one chunk it is there already, and the store refuses it by its length.
    expect(heard[1]!.length).toBeGreaterThan(1000);
  }
});

it('[FRAME-3] bounds an event of many lines too', () => {
  const lines = Array.from({ length: 100 }, () => utf8(`data: ${'x'.repeat(100)}\n`));
  const heard = readAll([utf8('data: one\n\n'), ...lines, utf8('\n'), utf8('data: two\n\n')], 1000);
  expect(heard[0]).toBe('text one');
  expect(heard.at(-1)).toBe('text two');
  for (const text of heard) expect(text.length).toBeLessThan(2000);
});
