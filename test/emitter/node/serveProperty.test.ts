import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RunEmitter } from '../../../src/emitter/createEmitter.js';
import { serveEvents } from '../../../src/emitter/node/serveEvents.js';
import { systemClock } from '../../../src/host/systemClock.js';
import type { PathPoint } from '../../../src/protocol/events.js';
import { readFacts } from '../../run/properties.js';
import { STREAM_KINDS } from '../../transport/streamKind.js';
import { createTcpProxy, type TcpProxy } from '../../transport/tcpProxy.js';
import { createCollector, factsAfter } from '../createTestEmitter.js';
import { urlOf, watch } from './servedRun.js';
import { scaled } from '../../support/testLength.js';

const SEED = 20_261_126;
const RUNS = scaled({ short: 4, long: 30 });

/** What the backend does, when links break (at once, or each after so many bytes of its own), and who waits for whom. */
type Move =
  | { readonly does: 'steps'; readonly points: readonly PathPoint[] }
  | { readonly does: 'restart'; readonly point: PathPoint }
  | { readonly does: 'hyperparams'; readonly eta: number }
  | { readonly does: 'cut' }
  | { readonly does: 'truncate'; readonly bytes: number }
  | { readonly does: 'catchUp' };

const coordinate = fc.double({ min: -2, max: 2, noNaN: true });
const point = fc.record({ x: coordinate, y: coordinate, loss: coordinate }, { requiredKeys: ['x', 'y'] });
const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      does: fc.constant('steps' as const),
      points: fc.array(point, { minLength: 1, maxLength: 30 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('restart' as const), point }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('hyperparams' as const), eta: coordinate }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('cut' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('truncate' as const),
      bytes: fc.integer({ min: 1500, max: 20_000 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('catchUp' as const) }) },
);

function perform(one: Move, emitter: RunEmitter, proxy: TcpProxy): void {
  if (one.does === 'steps') void emitter.steps(one.points);
  else if (one.does === 'restart') void emitter.restart(one.point);
  else if (one.does === 'hyperparams') void emitter.hyperparams({ eta: one.eta });
  else if (one.does === 'cut') proxy.cut();
  else if (one.does === 'truncate') proxy.truncateAfter(one.bytes);
}

function untilEqual(clients: readonly ReturnType<typeof watch>[], texts: readonly string[]) {
  const last = texts.at(-1);
  return Promise.all(clients.map(({ sink }) => sink.until(() => sink.texts.at(-1) === last)));
}

it.each(STREAM_KINDS)(
  `over %s that breaks anywhere, whoever comes whenever has all facts once the end has come (seed ${SEED})`,
  async (kind) => {
    let drops = 0;
    await fc.assert(
      fc.asyncProperty(
        point,
        fc.array(move, { minLength: 10, maxLength: 50, size: 'max' }),
        fc.nat(40),
        async (first, moves, arrival) => {
          const { texts, sink: send } = createCollector();
          const options = { projectId: 'p', runId: 'r', epoch: 'e', clock: systemClock, send };
          const emitter = new RunEmitter({ ...options, maxBatchPoints: 3, maxEventsBehind: 4 });
          const server = await serveEvents({ feed: emitter, retryMs: 1 });
          const proxy = await createTcpProxy(server.port);
          const clients = [watch(kind, urlOf(kind, server, proxy.port))];
          void emitter.start(first);
          for (const [i, one] of moves.entries()) {
            if (i === arrival) clients.push(watch(kind, urlOf(kind, server, proxy.port)));
            perform(one, emitter, proxy);
            if (one.does === 'catchUp') await untilEqual(clients, texts);
          }
          proxy.truncateAfter(Infinity);
          void emitter.finish('cancelled');
          await untilEqual(clients, texts);
          for (const { sink, connection } of clients) {
            expect(readFacts(sink.store).get('p r')).toEqual(factsAfter(texts));
            connection.close();
          }
          drops += proxy.accepted() - clients.length;
          await Promise.all([server.close(), proxy.close()]);
          emitter.close();
        },
      ),
      { seed: SEED, numRuns: RUNS },
    );
    // The links did break.
    expect(drops).toBeGreaterThan(RUNS);
  },
);
