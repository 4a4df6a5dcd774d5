import { describe, expect, it } from 'vitest';
import { describeLog, type ListedLog } from '../../../src/dashboard/page/logList.js';

function describeFacts(facts: Partial<ListedLog>): string {
  return describeLog({ id: 'a', title: 'A', messages: 0, durationMs: 0, runs: 1, names: [], ...facts });
}

describe('how much there is of a log', () => {
  it('is its messages and its time, where it was read', () => {
    expect(describeFacts({ messages: 1673, durationMs: 16_000 })).toBe('1,673 messages · 16.0 s');
  });

  it.each([
    [16_777_217, '16.8 MB'],
    [20_000_000, '20.0 MB'],
    [999_949_999, '999.9 MB'],
    [999_950_000, '1.0 GB'],
    [1_000_000_000, '1.0 GB'],
    [2_345_678_901_234, '2.3 TB'],
    [4e16, '40000.0 TB'],
  ])('is its size where it is too large for that: of %d bytes, %s', (bytes, said) => {
    expect(describeFacts({ messages: null, durationMs: null, runs: null, bytes })).toBe(said);
  });

  it('is that it goes on, of a run that does', () => {
    expect(describeFacts({ isLive: true })).toBe('live');
  });
});
