import path from 'node:path';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DIAGNOSTIC_HINTS } from '../../../src/cli/validate/diagnosticHints.js';
import { runCommand } from '../runCommand.js';
import { createEnvelope, createFaultlessLog, createPoint, createUpdate, renderLog } from './faultyLogs.js';

const ROOT = path.resolve(import.meta.dirname, '../../..');

async function validate(stdin: string, ...options: string[]) {
  const { exitCode, stdout } = await runCommand(['validate', '--json', ...options], { stdin });
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const summary = lines.at(-1)!['summary'] as Record<string, unknown>;
  return { exitCode, findings: lines.slice(0, -1), summary };
}

describe('validate, of what a delivery makes of a faultless log', () => {
  const log = createFaultlessLog();

  it.each([
    ['a replay after a reconnection', [...log, ...log]],
    ['a replay in mid-run', [...log.slice(0, 5), ...log]],
    ['two sockets that deliver the same stream', log.flatMap((event) => [event, event])],
    ['an update that arrives before its start', [log[0]!, log[1]!, log[3]!, log[2]!, ...log.slice(4)]],
    ['an update that arrives after the end', [...log.slice(0, 5), log[6]!, log[5]!]],
    ['several messages in an array', [log.slice(0, 4), log.slice(4)]],
  ])('says nothing of %s', async (_what, lines) => {
    const { findings, exitCode } = await validate(renderLog(lines));
    expect(findings).toEqual([]);
    expect(exitCode).toBe(0);
  });

  it('says nothing of an update that begins with the last point of the one before', async () => {
    const first = createUpdate(4, 0, 5);
    const second = createUpdate(5, 4, 11);
    const lines = [...log.slice(0, 3), first, second, log[6]!];
    expect((await validate(renderLog(lines))).findings).toEqual([]);
  });

  it('reports a point0 that differs from the step 0 of the first update', async () => {
    const start = createEnvelope(3, 'GD_PATH_STARTED', { domainHalf: 6, point0: createPoint(3) });
    const { findings } = await validate(renderLog([...log.slice(0, 2), start, ...log.slice(3)]));
    expect(findings).toEqual([
      expect.objectContaining({
        line: 4,
        code: 'steps_repeated',
        found: '0: step 0 came before, up to 0',
        expected: 'the point of step 0 as before, or step 1',
      }),
    ]);
  });

  it('names the entry of an array that is wrong', async () => {
    const spoilt = { ...log[1]!, v: 2 };
    const { findings } = await validate(renderLog([[log[0], spoilt, null], ...log.slice(2)]));
    expect(findings.map(({ line, code, path: at }) => [line, code, at])).toEqual([
      [1, 'version_unknown', '[1].v'],
      [1, 'message_not_object', '[2]'],
    ]);
  });

  it('reads a log of server-sent events, and names the lines of its data', async () => {
    const lines = log.map((event, i) => `id: e:${i + 1}\r\ndata: ${JSON.stringify(event)}\r\n\r\n`);
    const { findings, summary } = await validate(`: hello\nretry: 1000\n\n${lines.join('')}data: {"v": 1\n`);
    expect(summary).toMatchObject({ events: 7, rejected: 1 });
    expect(findings).toEqual([expect.objectContaining({ code: 'message_truncated', line: 25 })]);
  });

  it('numbers lines as an editor does, blank ones and a byte order mark included', async () => {
    const text = renderLog(log).split('\n');
    text.splice(3, 0, '', '\r', '  ');
    text[7] = text[7]!.replace('"v":1', '"v":2');
    const { findings, summary } = await validate(`\uFEFF${text.join('\r\n')}`);
    expect(findings).toEqual([expect.objectContaining({ code: 'version_unknown', line: 8 })]);
    expect(summary).toMatchObject({ lines: 10, events: 7 });
  });

  it('begins path and rules anew at a second start', async () => {
    const lines = [
      ...log,
      createEnvelope(8, 'GD_PATH_STARTED', { domainHalf: 6, point0: createPoint(0) }),
      createUpdate(9, 0),
      createEnvelope(10, 'GD_PATH_FINISHED', { final_step: 4, reason: 'converged' }),
    ];
    const { findings } = await validate(renderLog(lines));
    expect(findings.map(({ code, line }) => [code, line])).toEqual([['second_start', 8]]);
  });

  it('recognizes a new process by its epoch, and takes what an older one sent for a replay', async () => {
    const old = log.slice(0, 5).map((event) => ({ ...event, epoch: 'a' }));
    const young = log.slice(5).map((event, i) => ({ ...event, seq: i + 6, epoch: 'b' }));
    const { findings } = await validate(renderLog([...old, young[0], ...old, young[1]]));
    expect(findings).toEqual([
      expect.objectContaining({ code: 'seq_restarted', line: 6, found: '6 after 5 (line 5)' }),
    ]);
  });

  it('reports a number that comes again within a process, however much later', async () => {
    const lines = log.map((event, i) => ({ ...event, epoch: 'a', seq: i === 6 ? 4 : event['seq'] }));
    const { findings } = await validate(renderLog(lines));
    expect(findings).toEqual([
      expect.objectContaining({
        code: 'seq_repeated',
        line: 7,
        found: '4, which another event has too (line 4)',
      }),
    ]);
  });

  it('keeps the runs of a log apart', async () => {
    const other = log.map((event, i) => ({
      ...event,
      seq: 100 + i,
      ts: event['ts'] as number,
      event: { ...event.event, payload: { ...event.event.payload, run_id: 'run_2' } },
    }));
    other.splice(4, 1);
    const { findings } = await validate(renderLog([...log, ...other]));
    // Its ts are those of the first run, while its seq goes on.
    expect(findings.map(({ code, runId }) => [code, runId])).toEqual([
      ['ts_back', 'run_2'],
      ['steps_missing', 'run_2'],
    ]);
  });
});

describe('validate, of many findings', () => {
  const many = renderLog([
    ...createFaultlessLog(),
    ...Array.from({ length: 50 }, () => ({ type: 'EVENT', event: null })),
  ]);

  it('writes the first of each code, and counts all', async () => {
    const { findings, summary } = await validate(many, '--max-findings', '3');
    expect(findings).toHaveLength(3);
    expect(summary).toMatchObject({ errors: 50, counts: { event_invalid: 50 } });
  });

  it('says to a person how many are left out', async () => {
    const { stdout } = await runCommand(['validate', '--max-findings', '3'], { stdin: many });
    expect(stdout.split('\n').slice(3)).toEqual([
      'stdin: error event_invalid: 47 more; --max-findings shows more of them',
      'stdin: 57 lines (3.83 kB), 7 events of 1 run: 50 errors, 0 warnings, 0 notes',
      '',
    ]);
  });

  it('closes each finding with what to change', async () => {
    const { stdout } = await runCommand(['validate'], { stdin: renderLog([{ type: 'EVENT', event: null }]) });
    expect(stdout.split('\n')[0]).toBe(
      'stdin:1: error event_invalid: event: found null, expected an object { name, payload } → Put `{ "name", "payload" }` under `event`.',
    );
  });

  it('says of every diagnostic what docs/diagnostics.md says', () => {
    const rows = readFileSync(path.join(ROOT, 'docs/diagnostics.md'), 'utf8').matchAll(
      /^\| `(\w+)`\s*\|[^|]*\|([^|]*)\|\s*$/gm,
    );
    const hints = Object.fromEntries([...rows].map(([, code = '', hint = '']) => [code, hint.trim()]));
    expect(DIAGNOSTIC_HINTS).toEqual(hints);
  });
});
