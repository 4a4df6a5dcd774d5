import { expect, onTestFinished } from 'vitest';
import { selectShownRun } from '../../src/run/selectors.js';
import type { Address } from '../../src/transport/link.js';
import type { ReconnectOptions } from '../../src/transport/reconnectOptions.js';
import type { Transport } from '../../src/transport/transport.js';
import irisLog from '../fixtures/logs/real-iris.ndjson?raw';
import type { FakeClock } from './fakeClock.js';
import { allFacts, foldOf, type RecordingSink } from './recordingSink.js';
import type { StreamKind } from './streamKind.js';
import type { TroubledNetwork } from './troubledNetwork.js';

/** Where faults are tried: the same scenarios run in Node and in a browser. */
export interface FaultSetting {
  readonly network: TroubledNetwork;
  createTransport(kind: StreamKind, url: Address, options?: ReconnectOptions): Transport;
}

/** The messages of a recorded log. Not from the disk: a browser has none. */
export const linesOf = (log: string): string[] => log.split('\n').filter((line) => line !== '');

/** A run of 50 steps. */
export const LOG: readonly string[] = linesOf(irisLog);
/** Its first half. */
export const HEAD: readonly string[] = LOG.slice(0, Math.floor(LOG.length / 2));
const WHOLE = foldOf(LOG);

/** Creates a function that starts a server, and ends the network with the test. */
export function createServe(network: TroubledNetwork): TroubledNetwork['serve'] {
  return (script, port) => {
    onTestFinished(() => network.close());
    return network.serve(script, port);
  };
}

/** Until the log has come to its end. */
export async function untilWhole(sink: RecordingSink): Promise<void> {
  await sink.until(() => sink.texts.at(-1) === LOG.at(-1));
}

/** The run as if nothing had happened: each of its steps once, however often it came. */
export function expectWhole(sink: RecordingSink): void {
  expect(allFacts(sink.store)).toEqual(WHOLE);
  expect(selectShownRun(sink.store.getState())!.path.length).toBe(50);
}

/** What came is the log from its first message on, over and over, each time as far as the link lasted. */
export function expectPrefixes(texts: readonly string[]): void {
  let next = 0;
  const expected = texts.map((text) => {
    if (text === LOG[0]) next = 0;
    return LOG[next++];
  });
  expect(texts).toEqual(expected);
}

/** Lets the wait for the next attempt pass. */
export function passWait(sink: RecordingSink, clock: FakeClock): void {
  const state = sink.state();
  if (state.status !== 'waiting') expect.fail(`the connection is ${state.status}`);
  clock.advance(state.retryInMs);
}
