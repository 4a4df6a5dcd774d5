import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { beforeAll, expect, it } from 'vitest';
import { buildCommandLine } from './builtCommandLine.js';
import { createEnvelope, createFaultlessLog, createPoint, renderLog } from './validate/faultyLogs.js';
import { itOnce, scaled } from '../support/testLength.js';

const LOG_MB = scaled({ short: 60, long: 200 });
const HEAP_MB = scaled({ short: 32, long: 48 });

const POINTS = 20;

/** A long run, piece by piece: each has updates of the steps after those of the one before. */
function* generateLog(): Generator<Buffer> {
  yield Buffer.from(renderLog(createFaultlessLog().slice(0, 3)));
  const points = Array.from({ length: POINTS }, (_, i) => createPoint(i));
  let seq = 4;
  for (let bytes = 0; bytes < 1_000_000 * LOG_MB;) {
    const updates = Array.from({ length: 200 }, () => {
      const stepStart = 1 + (seq - 4) * POINTS;
      return createEnvelope(seq++, 'GD_PATH_UPDATE', { step_start: stepStart, points });
    });
    const piece = Buffer.from(renderLog(updates));
    bytes += piece.length;
    yield piece;
  }
  yield Buffer.from(
    renderLog([
      createEnvelope(seq, 'GD_PATH_FINISHED', { final_step: (seq - 4) * POINTS, reason: 'max_steps' }),
    ]),
  );
}

function* generateLine(): Generator<Buffer> {
  const piece = Buffer.alloc(1_000_000, 'x');
  for (let i = 0; i < 300; i++) yield piece;
}

let main: string;
beforeAll(async () => {
  main = await buildCommandLine();
});

it(`validates ${LOG_MB} MB from a pipe with ${HEAP_MB} MB of heap`, async () => {
  const child = spawn(process.execPath, [`--max-old-space-size=${HEAP_MB}`, main, 'validate', '--strict'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  await pipeline(Readable.from(generateLog()), child.stdin);
  expect(await exited).toEqual([0, null]);
  expect(stdout).toMatch(/events of 1 run: 0 errors, 0 warnings, 0 notes\n$/);
});

itOnce('keeps nothing of a line of 300 MB', async () => {
  const report = `process.on('exit', () => process.stderr.write(String(process.resourceUsage().maxRSS)))`;
  const preload = `data:text/javascript,${encodeURIComponent(report)}`;
  const child = spawn(process.execPath, ['--import', preload, main, 'validate'], { stdio: 'pipe' });
  const exited = once(child, 'exit');
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => (texts[name] += text));
  await pipeline(Readable.from(generateLine()), child.stdin);
  expect(await exited).toEqual([1, null]);
  expect(texts.stdout).toContain('stdin:1: error message_too_large: message: found 300000000 characters');
  expect(Number(texts.stderr) * 1024).toBeLessThan(220_000_000);
});

itOnce('ends by the exit code that the command gives, and at Ctrl-C as a program does', async () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [main, ...args], { encoding: 'utf8', input: '' });
  expect(run('validate').status).toBe(1);
  expect(run('info').status).toBe(0);
  expect(run('validate', '--bogus').status).toBe(2);
  const waiting = spawn(process.execPath, [main, 'info'], { stdio: ['pipe', 'ignore', 'pipe'] });
  const replaying = spawn(process.execPath, [main, 'replay', import.meta.filename], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(replaying.stdout, 'data');
  const exits = Promise.all([once(waiting, 'exit'), once(replaying, 'exit')]);
  waiting.kill('SIGINT');
  replaying.kill('SIGINT');
  expect(await exits).toEqual([
    [null, 'SIGINT'],
    [0, null],
  ]);
});
