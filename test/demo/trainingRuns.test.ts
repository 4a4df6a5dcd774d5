import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { createTrainingRuns, type TrainingRuns } from '../../demo/trainingRuns.js';

const DIGITS_ID = 'digits';
const ILLUSTRATIVE_ID = 'digits-illustrative';

let training: TrainingRuns | null = null;
afterEach(() => training?.close());

/** What a connection to a run of that session is fed from. */
async function connect(runs: TrainingRuns, id: string, session: string | null): Promise<unknown> {
  const feed = runs.runs.get(id)?.feed;
  if (typeof feed !== 'function') throw new Error(`${id}: expected to be asked`);
  const request = new IncomingMessage(new Socket());
  request.url = session === null ? `/ws/projects/${id}` : `/ws/projects/${id}?session=${session}`;
  return feed(request);
}

it('begins for the first who looks, goes on for everybody, and anew once for each other session', async () => {
  training = createTrainingRuns(() => undefined);
  const first = await connect(training, DIGITS_ID, null);
  expect(await connect(training, DIGITS_ID, null)).toBe(first);
  const illustrated = await connect(training, ILLUSTRATIVE_ID, null);
  expect(illustrated).not.toBe(first);
  const again = await connect(training, DIGITS_ID, 'again');
  expect(again).not.toBe(first);
  expect(await connect(training, ILLUSTRATIVE_ID, 'again')).not.toBe(illustrated);
  expect(await connect(training, DIGITS_ID, 'again')).toBe(again);
  expect(await connect(training, DIGITS_ID, null)).toBe(again);
});

it('who comes back with the session of a training that was ended sees the one that goes on', async () => {
  training = createTrainingRuns(() => undefined);
  const first = await connect(training, DIGITS_ID, 'first');
  const second = await connect(training, DIGITS_ID, 'second');
  expect(second).not.toBe(first);
  expect(await connect(training, DIGITS_ID, 'first')).toBe(second);
  expect(await connect(training, DIGITS_ID, 'second')).toBe(second);
});
