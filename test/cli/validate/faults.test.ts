import { describe, expect, it } from 'vitest';
import { STREAM_CODES } from '../../../src/cli/validate/streamRules.js';
import { DIAGNOSTIC_CODES, type DiagnosticCode } from '../../../src/protocol/index.js';
import { runCommand } from '../runCommand.js';
import { createFaultlessLog, FAULTY_LOGS, renderLog } from './faultyLogs.js';

/** Of an asset, of what is drawn, of a link, of a store's limits, or of an object that is no JSON: no line of a log can have these. */
const NOT_OF_A_LOG: readonly DiagnosticCode[] = [
  'unreadable',
  'path_limit_reached',
  'run_limit_reached',
  'event_for_evicted_run',
  'reported_field_invalid',
  'series_limit_reached',
];
const isNotOfAMessage = (code: DiagnosticCode): boolean =>
  code !== 'asset_url_invalid' && code !== 'grid_format_invalid' && /^(asset|grid|heights|link)_/.test(code);

/** The findings as they are written, without their hints and without the summary; a finding of the whole log has line 0. */
function readFindings(stdout: string): string[] {
  return stdout
    .trimEnd()
    .split('\n')
    .slice(0, -1)
    .map((line) => line.replace(/^stdin:(?=\d)/, '').replace(/^stdin: /, '0: '))
    .map((line) => line.replace(/ → .*$/, ''));
}

describe('validate, of a log with one fault', () => {
  it('says nothing of the log without one', async () => {
    const { exitCode, stdout, stderr } = await runCommand(['validate'], {
      stdin: renderLog(createFaultlessLog()),
    });
    expect(stdout).toBe('stdin: 7 lines (2.33 kB), 7 events of 1 run: 0 errors, 0 warnings, 0 notes\n');
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
  });

  it.each(FAULTY_LOGS)(
    'names line, field, found and expected: $code: $says.0',
    async ({ code, lines, says }) => {
      const { exitCode, stdout } = await runCommand(['validate'], { stdin: renderLog(lines) });
      expect(readFindings(stdout)).toEqual(says);
      expect(says.some((finding) => finding.includes(` ${code}: `))).toBe(true);
      expect(exitCode).toBe(says.some((finding) => finding.includes(': error ')) ? 1 : 0);
    },
  );

  it('has a fault for every diagnostic that a log can give, and for every rule', () => {
    const planted = [...new Set(FAULTY_LOGS.map(({ code }) => code))].sort();
    const diagnostics = DIAGNOSTIC_CODES.filter(
      (code) => !isNotOfAMessage(code) && !NOT_OF_A_LOG.includes(code),
    );
    expect(planted).toEqual([...diagnostics, ...STREAM_CODES].sort());
  });
});
