import { describe, expect, it } from 'vitest';
import {
  computeSocketUrl,
  formatChoice,
  parseChoice,
  type Choice,
} from '../../../src/dashboard/page/choice.js';
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

const CHOICE: Choice = { log: 'my run', speed: 4, liveUrl: null, session: null };

describe('the address of the socket', () => {
  it.each([
    ['http://127.0.0.1:8000/', 'ws://127.0.0.1:8000/ws/projects/my%20run?speed=4'],
    ['https://example.org/', 'wss://example.org/ws/projects/my%20run?speed=4'],
    [
      'https://example.org/behind/proxy/?log=x',
      'wss://example.org/behind/proxy/ws/projects/my%20run?speed=4',
    ],
  ])('is beside the page, and as safe as it is: of %s', (pageUrl, expected) => {
    expect(computeSocketUrl(CHOICE, pageUrl)).toBe(expected);
  });

  it('names the session for which a run is to begin anew', () => {
    expect(computeSocketUrl({ ...CHOICE, session: 's 1' }, 'http://a.b/')).toBe(
      'ws://a.b/ws/projects/my%20run?speed=4&session=s+1',
    );
  });

  it('is that of another backend where the page was opened with one', () => {
    expect(computeSocketUrl({ ...CHOICE, liveUrl: 'wss://c.d/ws' }, 'http://a.b/')).toBe('wss://c.d/ws');
  });
});

describe('the address of the page', () => {
  const list = createList('my run', 'other');

  it.each<[Choice]>([
    [CHOICE],
    [{ ...CHOICE, speed: 0 }],
    [{ ...CHOICE, speed: 1, liveUrl: 'wss://c.d/ws?a=b&c' }],
  ])('gives the same choice once more: %j', (choice) => {
    const { log, speed, liveUrl } = parseChoice(formatChoice(choice), list);
    expect({ log, speed, liveUrl }).toEqual({
      log: choice.log,
      speed: choice.speed,
      liveUrl: choice.liveUrl,
    });
  });

  it('names no backend but one of a socket', () => {
    for (const address of ['https://c.d/ws', 'javascript:alert(1)', 'ws://', ''])
      expect(parseChoice(`?ws=${encodeURIComponent(address)}`, list).liveUrl).toBeNull();
  });
});
