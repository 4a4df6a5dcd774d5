import { describe, expect, it } from 'vitest';
import {
  parseEnvelope,
  parseMessage,
  parseOwnEnvelope,
  type ParsedMessage,
} from '../../src/protocol/parseMessage.js';
import { createRunStore } from '../../src/run/runStore.js';
import { selectShownRun } from '../../src/run/selectors.js';
import { textOf, type MessageCase } from './messageCase.js';
import { CASE_LIMITS, casesOf } from './messageCases.js';

/** The ways by which one envelope comes to be read: of its text, or of what `JSON.parse` makes of that. */
const WAYS: Readonly<Record<string, (text: string) => ParsedMessage>> = {
  'a text': (text) => parseMessage(text, CASE_LIMITS),
  'an object': (text) => parseMessage(JSON.parse(text), CASE_LIMITS),
  'an envelope': (text) => parseEnvelope(JSON.parse(text), CASE_LIMITS),
  'an envelope that nobody else holds': (text) => parseOwnEnvelope(JSON.parse(text), CASE_LIMITS),
};

/** The ways by which a store takes one. */
const INTAKES: Readonly<Record<string, (text: string) => unknown>> = {
  'a text': (text) => text,
  'an object': (text) => JSON.parse(text) as unknown,
  'the text of an array': (text) => `[${text}]`,
  'an array': (text) => [JSON.parse(text) as unknown],
};

/** The points of an update as the contract has them: what is kept of a message may hold more than was asked of it. */
function pointsOf(parsed: ParsedMessage): unknown {
  if (parsed.kind !== 'event' || parsed.received.event.name !== 'GD_PATH_UPDATE') return undefined;
  return parsed.received.event.points.map((point) => {
    if (point === null) return null;
    const { x, y, loss, residual } = point;
    return { x, y, ...(loss === undefined ? {} : { loss }), ...(residual === undefined ? {} : { residual }) };
  });
}

function expectRead(
  parsed: ParsedMessage,
  { points, fields, rejectedPoints = 0, codes = [] }: MessageCase,
): void {
  expect(parsed.kind).toBe(points === undefined && fields === undefined ? 'rejected' : 'event');
  if (parsed.kind === 'ignored') return;
  expect(parsed.diagnostics.map(({ code }) => code)).toEqual(codes);
  expect(parsed.rejectedPoints).toBe(rejectedPoints);
  if (points !== undefined) expect(pointsOf(parsed)).toEqual(points);
  if (parsed.kind === 'event' && fields !== undefined) expect(parsed.received.event).toMatchObject(fields);
}

/** What a call gives while every object has a field `y` that it inherits. */
function withInheritedField<T>(read: () => T): T {
  const everyObject = Object.prototype as Record<string, unknown>;
  everyObject['y'] = 5;
  try {
    return read();
  } finally {
    delete everyObject['y'];
  }
}

function ingest(message: unknown) {
  const store = createRunStore({ parseLimits: CASE_LIMITS });
  store.ingest(message);
  const { messages, points, diagnosticCounts } = store.getState();
  const steps: unknown[] = [];
  selectShownRun(store.getState())?.path.forEach((...point) => steps.push(point));
  return { messages, points, codes: [...diagnosticCounts.keys()], steps };
}

function expectReadAlike(_what: string, one: MessageCase): void {
  const text = textOf(one);
  for (const read of Object.values(WAYS)) {
    expectRead(read(text), one);
    expectRead(
      withInheritedField(() => read(text)),
      one,
    );
  }
  const [first, ...others] = Object.values(INTAKES).map((intake) => ingest(intake(text)));
  for (const other of others) expect(other).toEqual(first);
  expect(first?.codes).toEqual(one.codes ?? []);
}

describe('a message is read the same by every way in', () => {
  it.each(casesOf('INPUT-3'))('[INPUT-3] with %s', expectReadAlike);
  it.each(casesOf('INPUT-5'))('[INPUT-5] with %s', expectReadAlike);
  it.each(casesOf('INPUT-6'))('[INPUT-6] with %s', expectReadAlike);
  it.each(casesOf('INPUT-7'))('[INPUT-7] with %s', expectReadAlike);
  it.each(casesOf('INPUT-8'))('[INPUT-8] with %s', expectReadAlike);
  it.each(casesOf('INPUT-9'))('[INPUT-9] with %s', expectReadAlike);
  it.each(casesOf('INPUT-10'))('[INPUT-10] with %s', expectReadAlike);
  it.each(casesOf('INPUT-11'))('[INPUT-11] with %s', expectReadAlike);
  it.each(casesOf('INPUT-12'))('[INPUT-12] with %s', expectReadAlike);
  it.each(casesOf('INPUT-14'))('[INPUT-14] with %s', expectReadAlike);
  it.each(casesOf('LIMIT-8'))('[LIMIT-8] with %s', expectReadAlike);
  it.each(casesOf('PATH-8'))('[PATH-8] with %s', expectReadAlike);
  it.each(casesOf('PATH-9'))('[PATH-9] with %s', expectReadAlike);
  it.each(casesOf('RUN-3'))('[RUN-3] with %s', expectReadAlike);
  it.each(casesOf('RUN-5'))('[RUN-5] with %s', expectReadAlike);

  it.each(Object.keys(INTAKES))('[PATH-8] and its points are kept whole, of %s', (way) => {
    const payload = '"step_start":3,"points":[{"x":1,"y":2,"loss":3,"residual":4},{"x":5,"y":6,"z":7}]';
    expect(ingest(INTAKES[way]!(textOf({ payload }))).steps).toEqual([
      [3, 1, 2, 0, 3, 4],
      [4, 5, 6, 1, NaN, NaN],
    ]);
  });
});

describe('a negative zero', () => {
  const payload = '"step_start":0,"points":[{"x":-0,"y":-0,"loss":-0,"residual":-0}]';

  it.each(Object.keys(INTAKES))('[PATH-9] is 0 in the path, of %s', (way) => {
    expect(ingest(INTAKES[way]!(textOf({ payload }))).steps).toEqual([[0, 0, 0, 0, 0, 0]]);
  });

  it.each(Object.keys(WAYS))('[ORDER-4] is the same event as one with 0, of %s', (way) => {
    const contentOf = (points: string): number => {
      const parsed = WAYS[way]!(textOf({ payload: points }));
      if (parsed.kind !== 'event') expect.fail(parsed.kind);
      return parsed.received.order.content;
    };
    expect(contentOf(payload)).toBe(contentOf(payload.replaceAll('-0', '0')));
  });
});
