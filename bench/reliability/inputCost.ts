import type * as Core from '../../src/core.js';
import { createInput, MAX_INPUT_CHARS } from '../../test/fuzz/fuzzStore.js';
import { Random } from '../../test/fuzz/random.js';

/** What one input costs beside `JSON.parse` of the same text. */
export interface InputCost {
  readonly text: string;
  readonly ratio: number;
  readonly us: number;
  readonly parseUs: number;
}

/**
 * Inputs timed at once are noise; so many of the worst are timed again, and the shortest of many times counts.
 * Of 25 times of a millisecond all were over before V8 had compiled what they run in.
 */
const SUSPECTS = 200;
const ROUNDS = 100;

/**
 * The worst inputs by ratio, worst first, as `store.ingest` takes them into a store that has just opened: to make the
 * store does not count, to make the run that an input begins does.
 * @param minChars - shorter texts cost what a call costs, not what they hold
 */
export function findWorstInputs(
  createRunStore: typeof Core.createRunStore,
  seed: number,
  count: number,
  minChars: number,
): readonly InputCost[] {
  const random = new Random(seed);
  let suspects: InputCost[] = [];
  let tried = 0;
  while (tried < count) {
    const text = createInput(random);
    if (text.length < minChars) continue;
    tried++;
    suspects.push(timeInput(createRunStore, text, 1));
    if (suspects.length >= 4 * SUSPECTS) suspects = worstOf(suspects);
  }
  const texts = [...worstOf(suspects).map(({ text }) => text), ...createFloods()];
  return worstOf(texts.map((text) => timeInput(createRunStore, text, ROUNDS)));
}

const PIECES = [
  '[',
  '{"a":',
  '0,',
  ',',
  '1 ',
  '[],',
  '{},',
  'null,',
  'null ',
  '"a",',
  '"\\\\" ',
  '{"x":0,"y":0},',
];

/** Texts of 64 kB that say one thing over and over: by themselves, as an array, as points, and with a NaN at the end. */
function createFloods(): string[] {
  return PIECES.flatMap((piece) => {
    const flood = piece.repeat((MAX_INPUT_CHARS - 300) / piece.length);
    const payload = `{"run_id":"r","step_start":0,"points":[${flood}0]}`;
    const event = `{"name":"GD_PATH_UPDATE","payload":${payload}}`;
    const envelope = `{"v":1,"type":"EVENT","project_id":"p","seq":1,"ts":1790000000000,"event":${event}}`;
    return [flood, `[${flood}0]`, `[${flood}NaN]`, envelope];
  });
}

function worstOf(costs: readonly InputCost[]): InputCost[] {
  return [...costs].sort((a, b) => b.ratio - a.ratio).slice(0, SUSPECTS);
}

/** Both take turns, so that what disturbs the machine disturbs them alike. */
function timeInput(createRunStore: typeof Core.createRunStore, text: string, rounds: number): InputCost {
  let us = Number.POSITIVE_INFINITY;
  let parseUs = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const store = createRunStore();
    parseUs = Math.min(
      parseUs,
      timeUs(() => parseQuietly(text)),
    );
    us = Math.min(
      us,
      timeUs(() => store.ingest(text)),
    );
  }
  return { text, ratio: us / parseUs, us, parseUs };
}

function timeUs(task: () => void): number {
  const begun = performance.now();
  task();
  return (performance.now() - begun) * 1000;
}

function parseQuietly(text: string): void {
  try {
    JSON.parse(text);
  } catch {
    // What it costs to refuse a text is its cost too.
  }
}
