import { resolveReconnectOptions } from '../../src/transport/reconnectOptions.js';
import { RetryPolicy } from '../../src/transport/retryPolicy.js';
import { createRandom } from '../../test/transport/seededRandom.js';
import { computeMostWithin, computeQuantile } from './quantiles.js';

/** When the clients of a server that went away try again, in milliseconds after they lost it. */
export interface ReconnectSpread {
  readonly p5Ms: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** The most attempts that fell into any 100 ms, in the worst of the fleets. */
  readonly mostIn100Ms: number;
}

const LOST = { outcome: 'retry', reason: 'the server is gone' } as const;

/**
 * Draws the waits of fleets of clients that lose a server at the same moment and find it gone at each attempt: the
 * transports' own policy at its defaults, seeded. An attempt is refused in no time, which keeps clients closer together
 * than a network does.
 * @param attempt - 1 for the first attempt after the loss
 */
export function simulateReconnectSpread(
  clients: number,
  fleets: number,
  attempt: number,
  seed: number,
): ReconnectSpread {
  const random = createRandom(seed);
  const times = Array.from({ length: fleets }, () =>
    Array.from({ length: clients }, () => drawAttemptMs(attempt, random)),
  );
  const all = times.flat();
  return {
    p5Ms: computeQuantile(all, 0.05),
    p50Ms: computeQuantile(all, 0.5),
    p95Ms: computeQuantile(all, 0.95),
    mostIn100Ms: Math.max(...times.map((fleet) => computeMostWithin(fleet, 100))),
  };
}

/** When one client makes its n-th attempt: the sum of its waits. */
function drawAttemptMs(attempt: number, random: () => number): number {
  const options = resolveReconnectOptions({ random });
  const policy = new RetryPolicy(options, false);
  let atMs = 0;
  for (let i = 0; i < attempt; i++) {
    // The link that broke had been good for long; the attempts after it never opened.
    const outcome = policy.judge(LOST, i === 0 ? options.stableMs : null, false);
    if (outcome.status !== 'waiting') throw new Error(`the policy gave up after ${i} attempts`);
    atMs += outcome.retryInMs;
  }
  return atMs;
}
