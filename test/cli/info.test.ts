import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCommand } from './runCommand.js';
import { createEnvelope, createFaultlessLog, createPoint, renderLog } from './validate/faultyLogs.js';

const LOGS = path.join(import.meta.dirname, '../fixtures/logs');

describe('info', () => {
  it('says what is in a log with a gap', async () => {
    const file = path.join(LOGS, 'real-reconnect-midrun.ndjson');
    const { stdout, exitCode } = await runCommand(['info', file]);
    expect(stdout.split('\n').slice(1)).toEqual([
      '  run_659d1850 of project reconnect',
      '    status    finished: converged, final_step 100',
      '    surface   bowl, domainHalf 6',
      '    steps     75 (0 to 99)',
      '    missing   25: 35 to 59',
      '    reported  accuracy (test): 0.9 (step 100)',
      '    reported  loss (train): 1.04 (step 1) to 0.41 (step 100), 71 values',
      '    time      5.24 s from 2026-11-23T03:15:58.945Z, 3.43 events/s, 14.3 steps/s',
      '',
    ]);
    expect(stdout.split('\n')[0]).toBe(
      `${file}: 174 lines (57.1 kB), 18 events of 1 run, 156 of other kinds`,
    );
    expect(exitCode).toBe(0);
  });

  it('lists the runs of a log one by one, as JSON too', async () => {
    const file = path.join(LOGS, 'real-two-runs-concurrent.ndjson');
    const { stdout } = await runCommand(['info', '--json', file]);
    const summary = JSON.parse(stdout) as { runs: Record<string, unknown>[] };
    expect(summary).toMatchObject({ file, lines: 378, events: 38, ignored: 340, unreadable: 0 });
    expect(summary.runs.map(({ runId, steps, status }) => [runId, steps, status])).toEqual([
      ['run_70712d70', 60, 'finished'],
      ['run_33daeb7d', 100, 'finished'],
    ]);
    const series = summary.runs.map(({ reported }) => reported as { name: string; values: number }[]);
    expect(series.map((of) => of.map(({ name, values }) => [name, values]))).toEqual([
      [
        ['accuracy', 1],
        ['loss', 60],
      ],
      [
        ['accuracy', 1],
        ['loss', 100],
      ],
    ]);
  });

  it('says losses, settings, what is unreadable, and steps that an end leaves missing', async () => {
    const log = createFaultlessLog();
    const lines = [
      ...log.slice(0, 5),
      createEnvelope(6, 'GD_PATH_UPDATE', {
        step_start: 12,
        points: [{ ...createPoint(12), loss: 0.25 }],
      }),
      createEnvelope(7, 'GD_PATH_FINISHED', { final_step: 30, reason: 'error' }),
      'not JSON',
    ];
    const start = lines[2] as (typeof log)[number];
    (start.event.payload['point0'] as Record<string, number>)['loss'] = 1234.5;
    const { stdout } = await runCommand(['info'], { stdin: renderLog(lines) });
    expect(stdout).toContain('7 events of 1 run, 1 unreadable');
    expect(stdout).toContain('    missing   19: 10 to 11, 13 to 29\n');
    expect(stdout).toContain('    loss      1230 (step 0) to 0.25 (step 12)\n');
    expect(stdout).toContain('    settings  eta 0.1, steps 15\n');
  });

  it('says how often a run reports, and which of its reports are missing', async () => {
    const at = (seq: number, step: number) =>
      createEnvelope(seq, 'GD_PATH_UPDATE', { step_start: step, points: [createPoint(step)] });
    const [spec, , start] = createFaultlessLog();
    const source = { ...spec!.event.payload, source: 'measured' };
    const steps = [50, 100, 150, 200, 250, 300, 350, 400, 450, 500, 600];
    const log = (reporting: object) => [
      createEnvelope(1, 'LOSS_SURFACE_SPEC_READY', source),
      createEnvelope(2, 'GD_PATH_STARTED', { ...start!.event.payload, ...reporting }),
      ...steps.map((step, i) => at(3 + i, step)),
      createEnvelope(20, 'GD_PATH_FINISHED', { final_step: 701, reason: 'max_steps' }),
    ];
    for (const reporting of [{ report_every: 50 }, {}]) {
      const { stdout } = await runCommand(['info'], { stdin: renderLog(log(reporting)) });
      expect(stdout).toContain('    surface   bowl, domainHalf 6, measured\n');
      expect(stdout).toContain('    steps     12 (0 to 600, every 50th step)\n');
      expect(stdout).toContain('    missing   3: 550, 650, 700\n');
      const json = await runCommand(['info', '--json'], { stdin: renderLog(log(reporting)) });
      expect((JSON.parse(json.stdout) as { runs: unknown[] }).runs[0]).toMatchObject({
        missingSteps: 3,
        missing: [550, 650, 700].map((step) => ({ from: step, to: step })),
        reportEvery: 50,
        hasStatedReportEvery: 'report_every' in reporting,
        surface: { label: 'bowl', source: 'measured' },
      });
    }
  });

  it('says of an empty log that it is empty', async () => {
    expect((await runCommand(['info'])).stdout).toBe('stdin: 0 lines (0 B), 0 events of 0 runs\n');
  });
});
