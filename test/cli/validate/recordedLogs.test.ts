import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { LOG_NAMES } from '../../fixtures/readLog.js';
import { runCommand } from '../runCommand.js';

const FOLDER = path.join(import.meta.dirname, '../../fixtures/logs');

interface Found {
  readonly line: number;
  readonly level: string;
  readonly code: string;
  readonly found: string;
}

/** What the table of the recordings says of each (test/fixtures/logs/README.md), and nothing else. */
const EXPECTED: Readonly<Record<string, readonly Found[]>> = {
  'real-iris': [],
  'real-diabetes': [],
  'real-two-runs-concurrent': [],
  'real-reconnect-midrun': [
    { line: 80, level: 'warning', code: 'steps_missing', found: 'no steps 35 to 59' },
  ],
  'real-late-join': [
    { line: 5, level: 'warning', code: 'steps_missing', found: 'no steps 0 to 34' },
    {
      line: 5,
      level: 'warning',
      code: 'start_missing',
      found: '13 GD_PATH_UPDATE and no GD_PATH_STARTED',
    },
    { line: 5, level: 'warning', code: 'surface_missing', found: 'no surface event' },
  ],
  'real-restart-midrun': [
    { line: 102, level: 'note', code: 'seq_restarted', found: '8 after 192 (line 97)' },
    { line: 5, level: 'note', code: 'run_unfinished', found: 'no end after step 44' },
  ],
  'real-steps0': [],
  'real-steps1': [],
  'real-nan-regression': [
    {
      line: 55,
      level: 'error',
      code: 'json_non_finite',
      found: 'NaN at character 294: "47299916, \\"r2\\": NaN}}}}"',
    },
  ],
  'real-fit-failure': [{ line: 5, level: 'note', code: 'run_unfinished', found: 'no end after step 39' }],
  'variant-kind-saddle': [{ line: 5, level: 'warning', code: 'surface_kind_unknown', found: '"saddle"' }],
  'variant-kind-multi_hill': [],
};

async function validate(name: string, ...options: string[]) {
  const { exitCode, stdout } = await runCommand([
    'validate',
    '--json',
    ...options,
    path.join(FOLDER, `${name}.ndjson`),
  ]);
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Found & { summary?: Record<string, number> });
  const findings = lines.slice(0, -1).map(({ line, level, code, found }) => ({ line, level, code, found }));
  return { exitCode, findings, summary: lines.at(-1)!.summary! };
}

describe('validate, of the recorded logs', () => {
  it('are all accounted for here', () => {
    expect(Object.keys(EXPECTED).sort()).toEqual([...LOG_NAMES].sort());
  });

  it.each(LOG_NAMES)('%s: finds what is known of it and nothing else', async (name) => {
    const { exitCode, findings, summary } = await validate(name);
    expect(findings).toEqual(EXPECTED[name]);
    const countOf = (level: string): number => findings.filter((finding) => finding.level === level).length;
    expect(summary['errors']).toBe(countOf('error'));
    expect(summary['warnings']).toBe(countOf('warning'));
    expect(summary['notes']).toBe(countOf('note'));
    expect(exitCode).toBe(name === 'real-nan-regression' ? 1 : 0);
  });

  it('exits with 1 for a warning under --strict, and for a note never', async () => {
    expect((await validate('variant-kind-saddle', '--strict')).exitCode).toBe(1);
    expect((await validate('real-fit-failure', '--strict')).exitCode).toBe(0);
  });
});
