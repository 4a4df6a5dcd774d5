import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { describeLog, fetchLogList, type ListedLog } from '../../../src/dashboard/page/logList.js';

function describeFacts(facts: Partial<ListedLog>): string {
  return describeLog({ id: 'a', title: 'A', messages: 0, durationMs: 0, runs: 1, names: [], ...facts });
}

describe('how much there is of a log', () => {
  it('is its messages and its time, where it was read', () => {
    expect(describeFacts({ messages: 1673, durationMs: 16_000 })).toBe('1,673 messages · 16.0 s');
  });

  it.each([
    [1, 999, '1 messages · 999 ms'],
    [2, 1000, '2 messages · 1.0 s'],
    [2, 59_900, '2 messages · 59.9 s'],
    [2, 60_000, '2 messages · 1 min'],
    [2, 59 * 60_000, '2 messages · 59 min'],
    [2, 90 * 60_000, '2 messages · 1.5 h'],
  ])('has its time in a unit that suits it: of %d messages in %d ms, %s', (messages, durationMs, said) => {
    expect(describeFacts({ messages, durationMs })).toBe(said);
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

describe('the list of logs', () => {
  function answerWith(response: Response): void {
    vi.stubGlobal('fetch', () => Promise.resolve(response));
    onTestFinished(() => void vi.unstubAllGlobals());
  }

  it('is what the server answers', async () => {
    const list = { logs: [], speed: 4 };
    answerWith(Response.json(list));
    expect(await fetchLogList()).toEqual(list);
  });

  it('that a server refuses is an error with its status, in number and words', async () => {
    answerWith(new Response('{}', { status: 503, statusText: 'Service Unavailable' }));
    await expect(fetchLogList()).rejects.toThrow('The list of logs: 503 Service Unavailable');
  });
});
