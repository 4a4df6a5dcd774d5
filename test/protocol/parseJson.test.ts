import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/protocol/index.js';
import { createUpdate, readEvent } from './createMessage.js';
import { measureCpuMs } from '../support/cpuTime.js';

function codeOf(text: string): string {
  const parsed = parseJson(text);
  return parsed.ok ? 'ok' : parsed.diagnostic.code;
}

describe('parseJson', () => {
  it('tolerates a byte order mark and white space around the text', () => {
    const text = JSON.stringify(createUpdate());
    expect(readEvent(`\uFEFF${text}\r\n`)).toEqual(readEvent(text));
    expect(readEvent(`\n \uFEFF ${text}\u00A0`)).toEqual(readEvent(text));
  });

  it('gives whatever JSON the text holds', () => {
    expect(parseJson('[{"a": 1}, null]')).toEqual({ ok: true, value: [{ a: 1 }, null] });
  });

  it.each(['{"a": NaN}', '[Infinity]', '[1, -Infinity ]', '{"a": "NaN", "b": NaN}', 'NaN', '{"a": [NaN'])(
    '[INPUT-16] finds the number that JSON does not have in %s',
    (text) => expect(codeOf(text)).toBe('json_non_finite'),
  );

  it.each([
    '{"a": "NaN" b}',
    '{"\\"NaN": 1,}',
    '{"a": NaNny}',
    '[nan]',
    '[+Infinity]',
    "{'a': NaN}",
    '{"a": "\\\\" NaNs}',
  ])('does not take the NaN in %s for a number', (text) => expect(codeOf(text)).toBe('json_invalid'));

  it('[INPUT-16] is sure that every proper beginning of a message is truncated', () => {
    const text = JSON.stringify(
      createUpdate({ points: [{ x: -0.5e-7, y: 1 }, null], odd: [true, false, 'a\\"b'] }),
    );
    const codes = new Set(Array.from({ length: text.length - 1 }, (_, i) => codeOf(text.slice(0, i + 1))));
    expect([...codes]).toEqual(['message_truncated']);
  });

  it.each([
    '',
    '   ',
    '{"a": 1}}',
    '{"a": [1}',
    '{"a" 1}',
    '{"a": 1}{"b": 2}',
    '{"a": 01}',
    '{a: 1}',
    'hello',
    '{"a": "b\nc"}',
  ])('calls %j invalid, not truncated', (text) => expect(codeOf(text)).toBe('json_invalid'));

  it.each([
    ['{"seq":1e5,1e5,1e5', 11],
    ['{"a":1,,"b":NaN}', 7],
    ['{"a":[1,2}', 9],
    ['{"a","b":1}', 4],
    ['[1,2 3,NaN]', 5],
    ['{,}', 1],
    ['[,1]', 1],
    ['1,2', 1],
  ])('names the first character that cannot stand where it does: %s', (text, at) => {
    const parsed = parseJson(text);
    expect(parsed.ok ? '' : parsed.diagnostic.found).toMatch(`character ${at}: `);
  });

  it('[INPUT-16] finds the number that JSON does not have behind any number of elements', () => {
    const elements = ['null', '-0.5e-7', 'true', '"a,\\""', '[]', '{"a":false}', '0 '];
    for (let count = 250; count <= 520; count += 1) {
      const list = Array.from({ length: count }, (_, i) => elements[(i * i) % elements.length]).join(', ');
      const parsed = parseJson(`{"points": [${list}, NaN]}`);
      expect(parsed.ok ? '' : parsed.diagnostic.found).toContain(`NaN at character ${list.length + 14}: `);
    }
  });

  it('[LIMIT-8] counts characters before it parses', () => {
    expect(parseJson('[1]', { maxMessageChars: 3 }).ok).toBe(true);
    const parsed = parseJson('[1, ', { maxMessageChars: 3 });
    expect(parsed.ok ? null : parsed.diagnostic.code).toBe('message_too_large');
  });

  it('explains a million characters that are not JSON in linear time', () => {
    const texts = [`["${'\\'.repeat(1_000_000)}`, '['.repeat(1_000_000), `[${'a'.repeat(1_000_000)}`];
    let codes: unknown[] = [];
    const cpuMs = measureCpuMs(() => (codes = texts.map(codeOf)));
    expect(codes).toEqual(['message_truncated', 'message_truncated', 'json_invalid']);
    expect(cpuMs).toBeLessThan(2000);
  });
});
