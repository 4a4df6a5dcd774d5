import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { loadBuiltCore } from './support/builtCore.js';
import { createOpening, createUpdate } from './support/descentStream.js';
import { formatFigure, formatTable } from './support/formatTable.js';
import { computeMedian } from './support/statistics.js';

const LOG_BYTES = 1_000_000_000;
const TEXTS_AT_ONCE = 2000;
const ROUNDS = 3;
const ROOT = path.resolve(import.meta.dirname, '..');
/** Where the built package is put by `loadBuiltCore`. */
const BUILT = path.join(ROOT, 'node_modules/.cache/gradient-descent-viz-bench');

/** Reads lines as the command does, and parses each, and nothing else. */
const PARSE_ALONE = `
import { createReadStream } from 'node:fs';
import { readLines } from ${JSON.stringify(path.join(BUILT, 'log/readLines.js'))};
const chunks = createReadStream(process.argv[1], { highWaterMark: 1_048_576 });
await readLines(chunks, 8_388_608, { onLine: (text) => void JSON.parse(text), onTooLong: () => undefined });
`;

/** Writes a log of one long run, in updates of ten points. */
function writeLog(file: string): void {
  const output = openSync(file, 'w');
  writeSync(output, createOpening().map(toLine).join(''));
  for (let first = 0, bytes = 0; bytes < LOG_BYTES; first += TEXTS_AT_ONCE) {
    const texts = Array.from({ length: TEXTS_AT_ONCE }, (_, i) => toLine(createUpdate(first + i))).join('');
    bytes += writeSync(output, texts);
  }
  closeSync(output);
}

function toLine(event: object): string {
  return `${JSON.stringify(event)}\n`;
}

/** Seconds of a Node process, from its start to its end, and the most memory that it held. */
function time(args: readonly string[]): { seconds: number; peakBytes: number } {
  const report = `process.on('exit', () => process.stderr.write('\\n' + process.resourceUsage().maxRSS))`;
  const preload = `data:text/javascript,${encodeURIComponent(report)}`;
  const begunMs = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ['--import', preload, ...args], {
    encoding: 'utf8',
  });
  const seconds = (performance.now() - begunMs) / 1000;
  expect(status).toBe(0);
  return { seconds, peakBytes: Number(stderr.trim().split('\n').at(-1)) * 1024 };
}

it('validates a log of a gigabyte, beside JSON.parse of each of its lines', async () => {
  await loadBuiltCore();
  const folder = mkdtempSync(path.join(tmpdir(), 'gdv-bench-'));
  try {
    const log = path.join(folder, 'run.ndjson');
    const parse = path.join(folder, 'parse.mjs');
    writeLog(log);
    writeFileSync(parse, PARSE_ALONE.replace('process.argv[1]', 'process.argv[2]'));
    const subjects = [
      { name: '`JSON.parse` of each line', args: [parse, log] },
      { name: '`validate`', args: [path.join(BUILT, 'cli/main.js'), 'validate', log] },
      { name: '`info`', args: [path.join(BUILT, 'cli/main.js'), 'info', log] },
    ].map((subject) => ({ ...subject, seconds: [] as number[], peakBytes: 0 }));
    // In turns, so that what disturbs the machine disturbs them alike.
    for (let round = 0; round < ROUNDS; round++) {
      for (const subject of subjects) {
        const { seconds, peakBytes } = time(subject.args);
        subject.seconds.push(seconds);
        subject.peakBytes = Math.max(subject.peakBytes, peakBytes);
      }
    }
    const bytes = statSync(log).size;
    const floor = computeMedian(subjects[0]!.seconds);
    console.log(
      formatTable(
        `A log of ${formatFigure(bytes / 1e9)} GB, one run in updates of 10 points: median of ${ROUNDS} processes`,
        ['', 'seconds', 'MB a second', 'ratio', 'most memory, MB'],
        subjects.map(({ name, seconds, peakBytes }) => {
          const median = computeMedian(seconds);
          const rate = formatFigure(bytes / 1e6 / median);
          return [
            name,
            formatFigure(median),
            rate,
            formatFigure(median / floor),
            formatFigure(peakBytes / 1e6),
          ];
        }),
      ),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
