import { expect, it } from 'vitest';
import { LOG_NAMES, readLog } from '../test/fixtures/readLog.js';
import { loadBuiltCore } from './support/builtCore.js';
import { createOpening, createUpdate } from './support/descentStream.js';
import { formatFigure, formatTable } from './support/formatTable.js';
import { computeMedian, computeSum } from './support/statistics.js';

const core = await loadBuiltCore();

/** By their text: one recorded line of another event holds a NaN and is no JSON. */
const GD_EVENT = /"name": ?"(?:GD_|LOSS_SURFACE_)/;
const SYNTHETIC_UPDATES = 100_000;

/** What is done with a chunk of texts; a stage holds all before it. */
interface Stage {
  readonly name: string;
  /** Starts over: a new store. */
  readonly create: () => (text: string) => void;
}

const PARSE: Stage = { name: '`JSON.parse` alone', create: () => (text) => void JSON.parse(text) };
const STAGES: readonly Stage[] = [
  PARSE,
  { name: '`parseMessage`: read and validated', create: () => (text) => void core.parseMessage(text) },
  {
    name: '`store.ingest`: reduced too',
    create: () => {
      const store = core.createRunStore();
      return (text) => store.ingest(text);
    },
  },
];

/**
 * Time of each chunk in each stage, in µs: the shortest of all rounds. The stages take turns chunk by chunk,
 * so that what disturbs the machine disturbs them alike.
 */
function timeChunks(chunks: readonly (readonly string[])[], rounds: number): readonly Float64Array[] {
  const best = STAGES.map(() => new Float64Array(chunks.length).fill(Number.POSITIVE_INFINITY));
  for (let round = 0; round < rounds; round++) {
    const takes = STAGES.map(({ create }) => create());
    chunks.forEach((texts, chunk) => {
      for (let turn = 0; turn < STAGES.length; turn++) {
        const stage = (turn + chunk + round) % STAGES.length;
        const take = takes[stage]!;
        const begun = performance.now();
        for (const text of texts) take(text);
        const us = (performance.now() - begun) * 1000;
        best[stage]![chunk] = Math.min(best[stage]![chunk]!, us);
      }
    });
  }
  return best;
}

function report(title: string, chunks: readonly (readonly string[])[], rounds: number): void {
  const texts = chunks.flat();
  const bytes = computeSum(texts.map((text) => text.length));
  const best = timeChunks(chunks, rounds);
  const parse = best[0]!;
  console.log(
    formatTable(
      `${title}: ${texts.length.toLocaleString('en-US')} events, ${formatFigure(bytes / 1e6)} MB`,
      ['', 'µs an event', 'events a second', 'MB a second', 'ratio', 'median of chunks'],
      STAGES.map(({ name }, stage) => {
        const us = computeSum(best[stage]!);
        const ratios = Array.from(best[stage]!, (value, chunk) => value / parse[chunk]!);
        return [
          name,
          formatFigure(us / texts.length),
          formatFigure((texts.length / us) * 1e6),
          formatFigure(bytes / us),
          formatFigure(us / computeSum(parse)),
          formatFigure(computeMedian(ratios)),
        ];
      }),
    ),
  );
}

it('reads the recorded logs', () => {
  const chunks = LOG_NAMES.map((name) => readLog(name).filter((text) => GD_EVENT.test(text)));
  expect(chunks.every((texts) => texts.length > 0)).toBe(true);
  report('Every gradient descent event of the recorded logs', chunks, 300);
});

it('reads a long run', () => {
  const texts = Array.from({ length: SYNTHETIC_UPDATES }, (_, i) => JSON.stringify(createUpdate(i)));
  const opening = createOpening().map((event) => JSON.stringify(event));
  const chunks: string[][] = [opening];
  for (let i = 0; i < texts.length; i += 1000) chunks.push(texts.slice(i, i + 1000));
  report('A run of 100,000 updates of 10 points', chunks, 8);
});
