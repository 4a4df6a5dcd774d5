import { InvalidArgumentError } from 'commander';
import type { Place } from '../../descent/objective.js';
import { FIRST_MILLISECOND_TS } from '../../protocol/contentOrder.js';
import { parseCount } from '../parseOption.js';

/** A larger grid makes a message longer than readers accept. */
const MAX_NODES = 1024;
const DAY_MS = 86_400_000;
/** The year 2200: `validate` doubts the unit of a later time. */
const LAST_TS = 7_258_118_400_000;

/** Reads a finite number. @throws InvalidArgumentError, which ends the command with exit code 2 */
export function parseNumber(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isFinite(value)) return value;
  throw new InvalidArgumentError('Expected a finite number.');
}

/** Reads a finite number of at least 0. @throws InvalidArgumentError */
export function parseNotNegative(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isFinite(value) && value >= 0) return value;
  throw new InvalidArgumentError('Expected a number of at least 0.');
}

/** Reads a vertical scale. @throws InvalidArgumentError */
export function parseZScale(text: string): number {
  const value = text.trim() === '' ? 0 : Math.fround(Number(text));
  if (Number.isFinite(value) && value !== 0) return Number(text);
  throw new InvalidArgumentError('Expected a finite number other than 0.');
}

/** Reads a position in surface units, `x,y`. @throws InvalidArgumentError */
export function parsePlace(text: string): Place {
  const [x = Number.NaN, y = Number.NaN, ...rest] = text
    .split(',')
    .map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (Number.isFinite(x) && Number.isFinite(y) && rest.length === 0) return { x, y };
  throw new InvalidArgumentError('Expected x,y in surface units, such as 4.5,-3.');
}

/** Reads a JSON object. @throws InvalidArgumentError */
export function parseParams(text: string): Readonly<Record<string, unknown>> {
  const value = parseJsonText(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Readonly<Record<string, unknown>>;
  throw new InvalidArgumentError('Expected a JSON object, such as \'{"a":0.4}\'.');
}

/** Reads the samples a side of a grid. @throws InvalidArgumentError */
export function parseNodes(text: string): number {
  const nodes = parseCount(text);
  if (nodes >= 2 && nodes <= MAX_NODES) return nodes;
  throw new InvalidArgumentError(`Expected an integer from 2 to ${MAX_NODES}.`);
}

/** Reads a Unix time in milliseconds. @throws InvalidArgumentError */
export function parseStartTime(text: string): number {
  const ms = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(ms) && ms >= FIRST_MILLISECOND_TS && ms <= LAST_TS)
    return ms;
  throw new InvalidArgumentError('Expected Unix time in milliseconds, such as 1700000000000.');
}

/** Reads the time between two steps, in milliseconds. @throws InvalidArgumentError */
export function parseStepMs(text: string): number {
  const ms = parseCount(text);
  if (ms <= DAY_MS) return ms;
  throw new InvalidArgumentError('Expected milliseconds, a day at most.');
}

/** Reads an id. @throws InvalidArgumentError */
export function parseId(text: string): string {
  if (text !== '') return text;
  throw new InvalidArgumentError('Expected a text that is not empty.');
}

function parseJsonText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The caller reports that it is no object.
    return null;
  }
}
