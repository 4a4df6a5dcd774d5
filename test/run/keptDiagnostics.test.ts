import { describe, expect, it } from 'vitest';
import { createDiagnostic, type Diagnostic } from '../../src/protocol/diagnostic.js';
import { DiagnosticLog } from '../../src/run/diagnosticLog.js';
import { createRunStore } from '../../src/run/runStore.js';

const nobody = { projectId: null, runId: null, seq: null };

function diagnosticOf(found: number): Diagnostic {
  const code = found % 2 === 0 ? 'json_invalid' : 'unreadable';
  return createDiagnostic(code, nobody, { path: 'message', found: String(found), expected: 'none' });
}

const numbers = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

describe('the diagnostics that are kept', () => {
  it.each([
    [3, 1],
    [3, 2],
    [3, 3],
    [3, 7],
    [8, 3],
    [1, 1],
    [1, 5],
  ])('[LIMIT-6] are the newest %d in their order, where %d come at a time', (limit, atOnce) => {
    const log = new DiagnosticLog(limit);
    for (let count = 0; count < 40;) {
      const next = numbers(count, count + atOnce);
      log.add(next.map(diagnosticOf));
      count += atOnce;
      const newest = numbers(Math.max(count - limit, 0), count).map(String);
      expect(log.list.map(({ found }) => found)).toEqual(newest);
      expect(log.counts.get('json_invalid')).toBe(Math.ceil(count / 2));
      expect(log.counts.get('unreadable') ?? 0).toBe(Math.floor(count / 2));
    }
  });

  it('[LIMIT-6] are none where none may be kept, and are counted', () => {
    const log = new DiagnosticLog(0);
    log.add(numbers(0, 5).map(diagnosticOf));
    expect(log.list).toEqual([]);
    expect([...log.counts]).toEqual([
      ['json_invalid', 3],
      ['unreadable', 2],
    ]);
  });

  it('[LIMIT-6] are a new array after each, so that who holds the former one is not confused', () => {
    const log = new DiagnosticLog(2);
    log.add([diagnosticOf(0)]);
    const { list } = log;
    log.add([diagnosticOf(1), diagnosticOf(2)]);
    expect(list.map(({ found }) => found)).toEqual(['0']);
  });

  it('[LIMIT-6] of a store are the newest too, and as many as it was asked for, else 200', () => {
    for (const [options, limit] of [
      [{ maxDiagnostics: 3 }, 3],
      [{}, 200],
    ] as const) {
      const store = createRunStore(options);
      for (let i = 0; i < limit + 5; i += 1) store.ingest(`no JSON, ${i}`);
      const { diagnostics, diagnosticCounts } = store.getState();
      expect(diagnostics.map(({ found }) => Number(/no JSON, (\d+)/.exec(found)?.[1]))).toEqual(
        numbers(5, limit + 5),
      );
      expect(diagnosticCounts.get('json_invalid')).toBe(limit + 5);
    }
  });
});
