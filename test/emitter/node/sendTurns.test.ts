import { expect, it } from 'vitest';
import type { FeedSink } from '../../../src/emitter/node/eventFeed.js';
import { SendTurns, TURN_CHARS } from '../../../src/emitter/node/sendTurns.js';

const SENT = { position: null };
const MESSAGE = 'x'.repeat(TURN_CHARS / 8);

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Sends until it has sent so many, as a feed does. */
async function play(sink: FeedSink, count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    const answer = sink(MESSAGE, SENT);
    if (answer !== undefined) await answer;
  }
}

it('clients that lack much are sent a slice each, one of them in a turn, one after another', async () => {
  const turns = new SendTurns();
  const sent = new Array<number>(50).fill(0);
  const all = sent.map((_, i) =>
    play(
      turns.pace(() => void (sent[i]! += 1)),
      100,
    ),
  );
  const sum = (): number => sent.reduce((a, b) => a + b, 0);
  expect(sum()).toBe(50);
  for (let turn = 1; turn <= 200; turn += 1) {
    const before = sum();
    await nextTurn();
    await Promise.resolve();
    expect(sum() - before).toBeLessThanOrEqual(2 * 8);
    expect(Math.max(...sent) - Math.min(...sent)).toBeLessThanOrEqual(9);
  }
  await Promise.all(all);
  expect(sent).toEqual(new Array(50).fill(100));
});

it('a client of live events never waits, and one that waits for its own sake waits no less', async () => {
  const turns = new SendTurns();
  const live = turns.pace(() => undefined);
  void live('first', SENT);
  for (let i = 0; i < 50; i += 1) {
    await nextTurn();
    expect(live(MESSAGE, SENT)).toBeUndefined();
  }
  let take = (): void => undefined;
  const slow = turns.pace(() => new Promise<void>((resolve) => (take = resolve)));
  let isTaken = false;
  void Promise.resolve(slow(MESSAGE, SENT)).then(() => (isTaken = true));
  for (let i = 0; i < 5; i += 1) await nextTurn();
  expect(isTaken).toBe(false);
  take();
  for (let i = 0; i < 3; i += 1) await nextTurn();
  expect(isTaken).toBe(true);
});
