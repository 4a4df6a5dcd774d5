import fc from 'fast-check';
import { expect, it, onTestFinished, vi } from 'vitest';
import { splitTexts } from './splitTexts.js';
import { measureCpuMs } from '../support/cpuTime.js';

const MAX_CHARS = 1e6;

const isOneJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

it.each([
  ['one message', '{"a":1}', ['{"a":1}']],
  ['lines', '{"a":1}\n{"b":2}\n', ['{"a":1}', '{"b":2}']],
  ['lines that end with CRLF', '{"a":1}\r\n{"b":2}\r\n', ['{"a":1}\r', '{"b":2}\r']],
  ['blank lines between lines', '{"a":1}\n\n\n[2]', ['{"a":1}', '[2]']],
  ['lines of arrays', '[1]\n[2]', ['[1]', '[2]']],
  ['a line that is no JSON before one that is', 'oops\n{"b":2}', ['oops', '{"b":2}']],
  ['a line that is no JSON after one that is', '{"b":2}\noops', ['{"b":2}', 'oops']],
  ['a line that was cut after a comma', '{"a":[1,\n{"b":2}', ['{"a":[1,', '{"b":2}']],
  ['a line that was cut after a bracket', '{"a":[\n{"b":2}', ['{"a":[', '{"b":2}']],
  ['nothing', '', []],
  ['white space', ' \r\n ', []],
])('[FRAME-1] takes %s for what it is', (_, frame, messages) => {
  expect(splitTexts(frame, MAX_CHARS)).toEqual(messages);
});

it.each([0, 1, 2, '\t'])(
  '[FRAME-1] leaves a message whole that is printed with an indentation of %j',
  (indent) => {
    const message = {
      type: 'EVENT',
      event: { payload: { points: [{ x: 1 }, { x: 2 }], empty: [{}, [], [[]]] } },
    };
    // JSON.stringify breaks no line for 0, Python's json.dumps does: take it away by hand.
    const text =
      indent === 0
        ? JSON.stringify(message, null, 1).replace(/\n +/g, '\n')
        : JSON.stringify(message, null, indent);
    expect(text).toContain('\n');
    expect(splitTexts(text, MAX_CHARS)).toEqual([text]);
  },
);

it('[FRAME-1] never takes one JSON value apart, however it is printed (seed 5)', () => {
  fc.assert(
    fc.property(
      fc.json({ depthSize: 'medium' }),
      fc.constantFrom('\n', '\r\n', '\n\n'),
      (json, lineBreak) => {
        const text = JSON.stringify(JSON.parse(json), null, 1).replace(/\n */g, lineBreak);
        expect(isOneJson(text)).toBe(true);
        expect(splitTexts(text, MAX_CHARS)).toEqual([text]);
      },
    ),
    { seed: 5, numRuns: 500 },
  );
});

it('[FRAME-1] takes any objects apart that stand one a line (seed 6)', () => {
  fc.assert(
    fc.property(fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { minLength: 2 }), (values) => {
      const lines = values.map((value) => JSON.stringify(value));
      expect(splitTexts(lines.join('\n'), MAX_CHARS)).toEqual(lines);
    }),
    { seed: 6, numRuns: 300 },
  );
});

it('goes over a frame of 200,000 line breaks and brackets in linear time', () => {
  for (const unit of ['\n', '[\n[', ',\n{', ' \n[', '\n\n\n{']) {
    const frame = unit.repeat(200_000);
    // Quadratic would be minutes.
    expect(measureCpuMs(() => void splitTexts(frame, MAX_CHARS))).toBeLessThan(5000);
  }
});

it('[FRAME-3] parses no frame beyond the limit, not even to distinguish lines from one printed message', () => {
  const parse = vi.spyOn(JSON, 'parse');
  onTestFinished(() => parse.mockRestore());
  const printed = '{"a":[\n{"b":1},\n{"b":2}\n]}';
  expect(splitTexts(printed, printed.length)).toEqual([printed]);
  expect(parse).toHaveBeenCalledTimes(1);
  expect(splitTexts(printed, printed.length - 1)).toEqual([printed]);
  expect(parse).toHaveBeenCalledTimes(1);
});
