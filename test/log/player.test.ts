import { expect, it } from 'vitest';
import { Player } from '../../src/log/player.js';
import { AT_ONCE } from '../../src/log/speed.js';
import { createFakeClock } from '../demo/fakeClock.js';

/** Plays messages that are due at 0, 1,000 and 3,000 ms of the recording. */
function createPlaying(speed: number, send: (message: number) => void | PromiseLike<void> = () => undefined) {
  const clock = createFakeClock();
  const beganMs = clock.now();
  const sent: [message: number, afterMs: number][] = [];
  const ends: unknown[] = [];
  const player = new Player<number>({
    clock,
    speed,
    offsetMsOf: (message) => message,
    send(message) {
      sent.push([message, clock.now() - beganMs]);
      return send(message);
    },
  });
  const play = (): void =>
    player.play([0, 1000, 3000].values(), {
      onEnd: () => ends.push('end'),
      onFault: (error) => ends.push(error),
    });
  return { clock, player, sent, ends, play };
}

it('sends what is due before play returns, and the rest when it is due', () => {
  const { clock, sent, ends, play } = createPlaying(2);
  play();
  expect(sent).toEqual([[0, 0]]);
  while (clock.fireNext());
  expect(sent.slice(1)).toEqual([
    [1000, 500],
    [3000, 1500],
  ]);
  expect(ends).toEqual(['end']);
});

it('sends all at once if it is set to', () => {
  const { sent, ends, play } = createPlaying(AT_ONCE);
  play();
  expect([sent.map(([message]) => message), ends]).toEqual([[0, 1000, 3000], ['end']]);
});

it('sends nothing after it was stopped, or after a fault, of which it says once', async () => {
  const stopped = createPlaying(1);
  stopped.play();
  stopped.player.stop();
  expect([stopped.clock.waiting(), stopped.sent.length, stopped.ends]).toEqual([0, 1, []]);

  const thrown = createPlaying(AT_ONCE, (message) => {
    if (message === 1000) throw new RangeError('full');
  });
  thrown.play();
  expect([thrown.sent.length, thrown.ends]).toEqual([2, [new RangeError('full')]]);

  const { player, sent } = createPlaying(AT_ONCE, () => Promise.reject(new Error('gone')));
  const played = player.playThrough([0, 1], new AbortController().signal);
  await expect(played).rejects.toThrow('gone');
  expect(sent).toHaveLength(1);
});

it('resolves once the signal aborts, though the sink never takes what it was sent', async () => {
  const abort = new AbortController();
  const { player, sent } = createPlaying(AT_ONCE, () => new Promise<void>(() => undefined));
  const played = player.playThrough([0, 1], abort.signal);
  abort.abort();
  await played;
  expect(sent).toHaveLength(1);
});
