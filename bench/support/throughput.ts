import type * as Core from '../../src/core.js';
import { createOpening, createUpdate } from './descentStream.js';
import { formatFigure, formatTable } from './formatTable.js';
import { computeMedian, computeSum } from './statistics.js';

/** What is measured of the core. */
export type MeasuredCore = Pick<typeof Core, 'createRunStore' | 'parseMessage'>;

/** By their text: one recorded line of another event holds a NaN and is no JSON. */
const GD_EVENT = /"name": ?"(?:GD_|LOSS_SURFACE_)/;
const SYNTHETIC_UPDATES = 100_000;
const CHUNK_UPDATES = 1000;
const LOG_ROUNDS = 1000;
const LONG_ROUNDS = 8;

/** Texts of one log. */
interface Part {
  readonly log: number;
  readonly texts: readonly string[];
}

/** What is timed in one go: long enough for a page's clock, which ticks every 5 µs. */
type Chunk = readonly Part[];

/** What is done with the texts of a log; a stage holds all before it. */
interface Stage {
  readonly name: string;
  /** Starts over: a new store. */
  readonly create: () => (text: string) => void;
}

function createStages({ createRunStore, parseMessage }: MeasuredCore): readonly Stage[] {
  return [
    { name: '`JSON.parse` alone', create: () => (text) => void JSON.parse(text) },
    { name: '`parseMessage`: read and validated', create: () => (text) => void parseMessage(text) },
    {
      name: '`store.ingest`: reduced too',
      create: () => {
        const store = createRunStore();
        return (text) => store.ingest(text);
      },
    },
  ];
}

/** The gradient descent events of recorded logs. @param logs - each the lines of a log */
export function reportLogs(core: MeasuredCore, logs: readonly (readonly string[])[]): string {
  const chunk = logs.map((lines, log) => ({ log, texts: lines.filter((text) => GD_EVENT.test(text)) }));
  return report(core, 'Every gradient descent event of the recorded logs', [chunk], LOG_ROUNDS);
}

/** A run of a million points in updates of ten. */
export function reportLongRun(core: MeasuredCore): string {
  const chunks: Chunk[] = [[{ log: 0, texts: createOpening().map((event) => JSON.stringify(event)) }]];
  for (let first = 0; first < SYNTHETIC_UPDATES; first += CHUNK_UPDATES) {
    const texts = Array.from({ length: CHUNK_UPDATES }, (_, i) => JSON.stringify(createUpdate(first + i)));
    chunks.push([{ log: 0, texts }]);
  }
  return report(core, 'A run of 100,000 updates of 10 points', chunks, LONG_ROUNDS);
}

/**
 * Time of each chunk in each stage, in µs: the shortest of all rounds. The stages take turns chunk by chunk,
 * so that what disturbs the machine disturbs them alike.
 */
function timeChunks(
  stages: readonly Stage[],
  chunks: readonly Chunk[],
  rounds: number,
): readonly Float64Array[] {
  const logs = Array.from({ length: Math.max(...chunks.map((chunk) => chunk.length)) });
  const best = stages.map(() => new Float64Array(chunks.length).fill(Number.POSITIVE_INFINITY));
  for (let round = 0; round < rounds; round++) {
    const takes = stages.map(({ create }) => logs.map(create));
    chunks.forEach((parts, chunk) => {
      for (let turn = 0; turn < stages.length; turn++) {
        const stage = (turn + chunk + round) % stages.length;
        const begun = performance.now();
        for (const { log, texts } of parts) readAll(texts, takes[stage]![log]!);
        const us = (performance.now() - begun) * 1000;
        best[stage]![chunk] = Math.min(best[stage]![chunk]!, us);
      }
    });
  }
  return best;
}

function readAll(texts: readonly string[], take: (text: string) => void): void {
  for (const text of texts) take(text);
}

function report(core: MeasuredCore, title: string, chunks: readonly Chunk[], rounds: number): string {
  const stages = createStages(core);
  const texts = chunks.flat().flatMap((part) => part.texts);
  const bytes = computeSum(texts.map((text) => text.length));
  const best = timeChunks(stages, chunks, rounds);
  const parse = best[0]!;
  return formatTable(
    `${title}: ${texts.length.toLocaleString('en-US')} events, ${formatFigure(bytes / 1e6)} MB`,
    ['', 'µs an event', 'events a second', 'MB a second', 'ratio', 'median of chunks'],
    stages.map(({ name }, stage) => {
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
  );
}
