import { describe, expect, it } from 'vitest';
import { parseChoice } from '../../../src/dashboard/page/choice.js';
import type { LogList } from '../../../src/dashboard/page/logList.js';

function createList(...ids: readonly string[]): LogList {
  const facts = { messages: 1, durationMs: 0, runs: 1, names: [] };
  return { logs: ids.map((id) => ({ id, title: id, ...facts })), speed: null };
}

describe('the choice', () => {
  const list = createList('real-diabetes', 'iris-true-loss', 'mine');

  it('is the run with its true loss where the address names no log, or one that is not there', () => {
    expect(parseChoice('', list).log).toBe('iris-true-loss');
    expect(parseChoice('?log=gone', list).log).toBe('iris-true-loss');
  });

  it('is the log that the address names', () => {
    expect(parseChoice('?log=mine&speed=4', list)).toEqual({
      log: 'mine',
      speed: 4,
      liveUrl: null,
      session: null,
    });
  });

  it('is the first log where that run is not there', () => {
    expect(parseChoice('', createList('a', 'b')).log).toBe('a');
  });

  it('is the recorded pace, or the one that the server was started with, where the address names none', () => {
    expect(parseChoice('', list).speed).toBe(1);
    expect(parseChoice('?speed=fast', list).speed).toBe(1);
    expect(parseChoice('', { ...list, speed: 0.25 }).speed).toBe(0.25);
    expect(parseChoice('', { ...list, speed: 0 }).speed).toBe(0);
    expect(parseChoice('?speed=4', { ...list, speed: 0.25 }).speed).toBe(4);
  });
});
