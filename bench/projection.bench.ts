import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import {
  createMemoryCheckpoints,
  createSeededRandom,
  fitTrajectoryPlane,
  projectCheckpoints,
  type CheckpointSource,
  type PlaneFit,
} from '../src/projection/index.js';
import { formatFigure, formatTable } from './support/formatTable.js';

const MIB = 1_048_576;
/** What all of it may take at its highest, the checkpoints included. */
const MAX_RSS_BYTES = 2 * 1024 * MIB;

/** Weights and checkpoints, all of which are fitted; the last is what has to fit into memory. */
const SIZES = [
  { weights: 100_000, checkpoints: 50 },
  { weights: 100_000, checkpoints: 200 },
  { weights: 1_000_000, checkpoints: 50 },
  { weights: 1_000_000, checkpoints: 200 },
] as const;

/** Calls `visit` with a walk whose steps grow smaller, as a training's do; one row that is written again. */
function walk(weights: number, checkpoints: number, visit: (row: Float32Array, i: number) => void): void {
  const random = createSeededRandom(1);
  const row = Float32Array.from({ length: weights }, () => random.uniform() - 0.5);
  const drift = Float32Array.from({ length: weights }, () => random.uniform() - 0.5);
  for (let i = 0; i < checkpoints; i++) {
    visit(row, i);
    const size = 0.1 / (1 + i / 20);
    for (let n = 0; n < weights; n++) row[n]! += size * (drift[n]! + random.uniform() - 0.5);
  }
}

function peakRssBytes(): number {
  return process.resourceUsage().maxRSS * 1024;
}

interface Timing {
  readonly fit: PlaneFit;
  readonly fitMs: number;
  readonly projectMs: number;
}

/** The process's own time: other programs do not count. */
function readCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function time(source: CheckpointSource): Promise<Timing> {
  const begun = readCpuMs();
  const fit = await fitTrajectoryPlane(source);
  const fitted = readCpuMs();
  const points = await projectCheckpoints(source, fit.plane);
  const projectMs = readCpuMs() - fitted;
  expect(points).toHaveLength(source.count);
  return { fit, fitMs: fitted - begun, projectMs };
}

it('lays a plane through checkpoints in files', async () => {
  const [weights, checkpoints] = [1_000_000, 50];
  const folder = mkdtempSync(path.join(tmpdir(), 'projection-bench-'));
  const file = openSync(path.join(folder, 'checkpoints.f32'), 'w+');
  try {
    walk(weights, checkpoints, (row, i) => writeSync(file, row, 0, 4 * weights, 4 * weights * i));
    const source: CheckpointSource = {
      count: checkpoints,
      dimension: weights,
      read: (i, into, from, to) => void readSync(file, into, 0, 4 * (to - from), 4 * (i * weights + from)),
    };
    const { fitMs, projectMs } = await time(source);
    console.log(
      formatTable(
        'A plane of principal axes through checkpoints in files',
        ['', 'fit, CPU s', 'project one, CPU ms', 'checkpoints, MiB', 'highest RSS, MiB'],
        [
          [
            `${weights.toLocaleString('en-US')} × ${checkpoints}`,
            formatFigure(fitMs / 1000),
            formatFigure(projectMs / checkpoints),
            formatFigure((4 * weights * checkpoints) / MIB),
            formatFigure(peakRssBytes() / MIB),
          ],
        ],
      ),
    );
  } finally {
    closeSync(file);
    rmSync(folder, { recursive: true });
  }
});

it('lays a plane through checkpoints in memory', async () => {
  const rows: string[][] = [];
  for (const { weights, checkpoints } of SIZES) {
    const store = createMemoryCheckpoints({ dimension: weights });
    walk(weights, checkpoints, (row) => store.add(row));
    const { fit, fitMs, projectMs } = await time(store.snapshot());
    const products = (weights * checkpoints ** 2) / 2;
    rows.push([
      `${weights.toLocaleString('en-US')} × ${checkpoints}`,
      formatFigure(fitMs / 1000),
      formatFigure(products / fitMs / 1e6),
      formatFigure(projectMs / checkpoints),
      formatFigure(store.bytes / MIB),
      formatFigure(peakRssBytes() / MIB),
      `${formatFigure(100 * fit.explained.aboutMean.plane)} %`,
    ]);
  }
  console.log(
    formatTable(
      'The same in memory',
      [
        '',
        'fit, CPU s',
        '10⁹ products/s',
        'project one, CPU ms',
        'checkpoints, MiB',
        'highest RSS, MiB',
        'explains',
      ],
      rows,
    ),
  );
  expect(peakRssBytes()).toBeLessThan(MAX_RSS_BYTES);
});
