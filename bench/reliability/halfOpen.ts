import { setTimeout as sleep } from 'node:timers/promises';
import type { ReconnectOptions } from '../../src/transport/reconnectOptions.js';
import { DEFAULT_BACKOFF } from '../../src/host/backoff.js';
import { createUpdate } from '../../test/protocol/createMessage.js';
import { createRandom } from '../../test/transport/seededRandom.js';
import type { StreamClient, StreamKind } from '../../test/transport/streamServer.js';
import { createFaultLab, type FaultLab } from './faultLab.js';

/** What one frozen link cost. */
export interface FreezeTimes {
  /** From the freeze until the link was given up. */
  readonly detectedMs: number;
  /** From the freeze until the first message over another link. */
  readonly recoveredMs: number;
}

/** How links are frozen. */
export interface FreezePlan {
  readonly freezes: number;
  /** Links at a time, in one process. */
  readonly links: number;
  /** What the server does from its hello on, every so often. */
  readonly everyMs: number;
  readonly speak: (client: StreamClient) => void;
  /** How long each link lives before it freezes, and a random part of `everyMs` more. */
  readonly liveMs: number;
  readonly options: ReconnectOptions;
}

const MESSAGE = JSON.stringify(createUpdate({ step_start: 0 }, { seq: 1 }));

/** Time given by the host: 200 ms, over a stream with a message each 20 ms. */
export const SILENCE_MS = 200;
export const GIVEN_TIME: Omit<FreezePlan, 'freezes'> = {
  links: 4,
  everyMs: 20,
  speak: (client) => client.send(MESSAGE),
  liveMs: 100,
  options: { silenceMs: SILENCE_MS },
};

/** No time given: heartbeats 1.1 s apart, just above what counts as a rhythm, show one of about 3.3 s. */
export const BEAT_MS = 1100;
export const HEARTBEATS: Omit<FreezePlan, 'freezes'> = {
  links: 20,
  everyMs: BEAT_MS,
  speak: (client) => client.beat(),
  liveMs: 3 * BEAT_MS,
  options: {},
};

/**
 * Freezes links in real time, each behind a proxy of its own: bytes stop in both directions, nothing is closed, and a
 * new connection passes. Waits between attempts are those of the defaults.
 */
export async function measureFreezes(
  kind: StreamKind,
  plan: FreezePlan,
  seed: number,
): Promise<readonly FreezeTimes[]> {
  const lab = createFaultLab(kind, createRandom(seed));
  const times: FreezeTimes[] = [];
  try {
    for (let done = 0; done < plan.freezes; done += plan.links) {
      const links = Math.min(plan.links, plan.freezes - done);
      times.push(...(await Promise.all(Array.from({ length: links }, () => measureFreeze(lab, plan)))));
    }
  } finally {
    await lab.close();
  }
  return times;
}

async function measureFreeze(lab: FaultLab, plan: FreezePlan): Promise<FreezeTimes> {
  const liveMs = plan.liveMs + lab.random() * plan.everyMs;
  const server = await lab.serve({
    greet(client) {
      client.send(MESSAGE);
      const speaking = setInterval(() => plan.speak(client), plan.everyMs);
      client.request.socket.on('close', () => clearInterval(speaking));
    },
  });
  const proxy = await lab.proxyTo(server);
  const options = { random: lab.random, backoff: DEFAULT_BACKOFF, ...plan.options };
  const { sink, connection } = lab.connect(proxy.port, options);
  await sink.until(() => sink.texts.length > 0);
  await sleep(liveMs);
  if (sink.states.length !== 2) throw new Error(`the link did not last: ${sink.statuses().join(', ')}`);
  proxy.freeze();
  proxy.thaw();
  const frozenMs = performance.now();
  await sink.untilStatus('waiting');
  const detectedMs = performance.now() - frozenMs;
  const heard = sink.texts.length;
  await sink.until(() => sink.texts.length > heard);
  const recoveredMs = performance.now() - frozenMs;
  connection.close();
  return { detectedMs, recoveredMs };
}
