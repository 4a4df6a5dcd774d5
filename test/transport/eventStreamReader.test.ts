import { createParser } from 'eventsource-parser';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createEventStreamReader } from '../../src/transport/eventStreamReader.js';

function readAll(chunks: readonly Uint8Array[], maxMessageChars = 1e6): string[] {
  const received: string[] = [];
  const push = createEventStreamReader(
    {
      onText: (text) => received.push(`text ${text}`),
      onTooLong: (chars) => received.push(`too long ${chars}`),
      onBeat: () => received.push('beat'),
      onId: (id) => received.push(`id ${id}`),
      onRetryDelay: (ms) => received.push(`retry ${ms}`),
    },
    maxMessageChars,
  );
  chunks.forEach(push);
  return received;
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

it('[SSE-4] finds texts, ids, comments, named heartbeats and waits, and no text of a heartbeat', () => {
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
  '[SSE-3] finds the same whatever the chunks are, with line breaks %j (seed 41)',
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

/** The chunks of a text of so many bytes each. */
function cut(text: string, size: number): Uint8Array[] {
  const bytes = utf8(text);
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  );
}

it.each([
  ['one line', `data: ${'x'.repeat(5000)}\n\n`, 5000],
  ['one line of wide characters', `data:${'€'.repeat(5000)}\r\n\r\n`, 5000],
  ['many lines', `${`data: ${'x'.repeat(99)}\n`.repeat(100)}\n`, 9999],
  ['one line among comments and fields', `: c\nfoo: b\ndata: ${'x'.repeat(1001)}\nretry: no\n\n`, 1001],
  ['lines that a later one makes too long', `data: ${'x'.repeat(600)}\ndata:${'y'.repeat(400)}\n\n`, 1001],
])(
  '[FRAME-3, SSE-3] keeps of an event beyond the limit its length and its id, whatever the chunks are: %s',
  (_, long, chars) => {
    const text = `data: one\n\nid: 7\n${long}data: ${'z'.repeat(1000)}\n\ndata: two\n\n`;
    for (const size of [1, 7, 64, 1000, 100_000]) {
      const received = readAll(cut(text, size), 1000);
      const comment = long.startsWith(': c') ? ['beat'] : [];
      const after = [`text ${'z'.repeat(1000)}`, 'text two'];
      expect(received).toEqual(['text one', ...comment, 'id 7', `too long ${chars}`, ...after]);
    }
  },
);

it('[FRAME-3] keeps no comment, id or unknown field beyond the limit either', () => {
  const long = 'x'.repeat(5000);
  const text = `: ${long}\nid: ${long}\nfoo: ${long}\n${long}\nevent: ${long}\ndata: one\n\n`;
  for (const size of [7, 1000, 100_000]) expect(readAll(cut(text, size), 1000)).toEqual(['beat', 'text one']);
});

it('[SSE-3] reads as an independent parser does (seed 43)', () => {
  const piece = fc.constantFrom(
    ...['data', 'id', 'event', 'retry', ':', ' ', '\n', '\r', '\r\n', '\n\n', 'ping', '12', 'ö', '\0', 'x'],
    'data: ',
    'id: ',
    'event: ',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), fc.nat(9), (pieces, size) => {
      const expected: string[] = [];
      const parser = createParser({
        onEvent({ id, event, data }) {
          if (id !== undefined) expected.push(`id ${id}`);
          expected.push(event === 'ping' ? 'beat' : `text ${data}`);
        },
        onComment: () => expected.push('beat'),
        onRetry: (ms) => expected.push(`retry ${ms}`),
      });
      // It judges a carriage return at the end with what follows.
      const text = `${pieces.join('')}\n.`;
      parser.feed(text);
      expect(readAll(cut(text, size + 1))).toEqual(expected);
    }),
    { seed: 43, numRuns: 2000 },
  );
});
