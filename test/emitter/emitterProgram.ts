import fc from 'fast-check';
import type { RunEmitter } from '../../src/emitter/createEmitter.js';
import type { Sink } from '../../src/emitter/emittedEvent.js';
import { EmitterStateError } from '../../src/emitter/errors.js';
import type { HyperparamsInput } from '../../src/protocol/contract/hyperparams.js';
import type { FinishReason, GradientDescentEventName, PathPoint } from '../../src/protocol/events.js';
import type { FakeClock } from '../transport/fakeClock.js';
import { settle } from './createTestEmitter.js';

/** How a sink answers. */
type Manner = 'at once' | 'slowly' | 'sometimes' | 'never';

/** One thing that happens: the backend calls, time passes, or a client comes and goes. */
export type Action =
  | { readonly does: 'spec'; readonly a: number; readonly domainHalf: number }
  | { readonly does: 'grid'; readonly resolution: number }
  | { readonly does: 'hyperparams'; readonly values: HyperparamsInput }
  | { readonly does: 'start' | 'restart'; readonly point: PathPoint }
  | { readonly does: 'steps'; readonly points: readonly PathPoint[] }
  /** A step that many after the next. */
  | { readonly does: 'leap'; readonly over: number; readonly point: PathPoint }
  | { readonly does: 'finish'; readonly reason: FinishReason }
  | { readonly does: 'wait'; readonly ms: number }
  | { readonly does: 'come'; readonly manner: Manner; readonly luck: readonly boolean[] }
  | { readonly does: 'leave'; readonly client: number }
  | { readonly does: 'return'; readonly client: number; readonly forgets: 'nothing' | 'epoch' | 'all' };

const usable = fc.double({ min: -2, max: 2, noNaN: true });
const coordinate = fc.oneof(
  { weight: 20, arbitrary: usable },
  { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -1e39, -0) },
);
const point: fc.Arbitrary<PathPoint> = fc.record(
  { x: coordinate, y: coordinate, loss: coordinate, residual: fc.double({ min: -0.1, max: 5 }) },
  { requiredKeys: ['x', 'y'] },
);
const usablePoint: fc.Arbitrary<PathPoint> = fc.record({ x: usable, y: usable });
const manner = fc.constantFrom<Manner>('at once', 'slowly', 'sometimes', 'never');
const client = fc.nat(7);

type Weighted = fc.WeightedArbitrary<Action>;

/** The calls that send each event of the contract: one that is added does not compile without its own. */
const CALLS = {
  LOSS_SURFACE_SPEC_READY: [
    {
      weight: 1,
      arbitrary: fc.record({
        does: fc.constant('spec' as const),
        a: usable,
        domainHalf: fc.constantFrom(2, 6),
      }),
    },
  ],
  LOSS_SURFACE_GRID_READY: [
    {
      weight: 1,
      arbitrary: fc.record({
        does: fc.constant('grid' as const),
        resolution: fc.integer({ min: 2, max: 99 }),
      }),
    },
  ],
  GD_HYPERPARAMS: [
    {
      weight: 1,
      arbitrary: fc.record({
        does: fc.constant('hyperparams' as const),
        values: fc.record(
          { eta: usable, steps: fc.nat(99), momentum: fc.nat(9), optimizer: fc.constantFrom('adam', 'sgd') },
          { requiredKeys: [] },
        ),
      }),
    },
  ],
  GD_PATH_STARTED: [
    { weight: 3, arbitrary: fc.record({ does: fc.constant('start' as const), point: usablePoint }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('restart' as const), point: usablePoint }) },
  ],
  GD_PATH_UPDATE: [
    {
      weight: 10,
      arbitrary: fc.record({
        does: fc.constant('steps' as const),
        points: fc.array(point, { maxLength: 9 }),
      }),
    },
    { weight: 2, arbitrary: fc.record({ does: fc.constant('leap' as const), over: fc.nat(7), point }) },
  ],
  GD_PATH_FINISHED: [
    {
      weight: 1,
      arbitrary: fc.record({
        does: fc.constant('finish' as const),
        reason: fc.constantFrom<FinishReason>('converged', 'max_steps', 'cancelled', 'error'),
      }),
    },
  ],
} as const satisfies Record<GradientDescentEventName, readonly Weighted[]>;

/** What happens beside the calls: time passes, clients come and go. */
const CIRCUMSTANCES: readonly Weighted[] = [
  { weight: 5, arbitrary: fc.record({ does: fc.constant('wait' as const), ms: fc.nat(400) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('come' as const),
      manner,
      luck: fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('leave' as const), client }) },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('return' as const),
      client,
      forgets: fc.constantFrom('nothing' as const, 'nothing' as const, 'epoch' as const, 'all' as const),
    }),
  },
];

const action = fc.oneof<Weighted[]>(...Object.values<readonly Weighted[]>(CALLS).flat(), ...CIRCUMSTANCES);

export const program = fc.array(action, { minLength: 5, maxLength: 60 });

/** A client and its link: `texts` is all that ever reached it. */
export interface Client {
  readonly manner: Manner;
  readonly texts: string[];
  readonly sink: Sink;
  detach: (() => void) | null;
}

/** Plays the actions; `onAction` looks at the emitter after each. */
export async function play(
  actions: readonly Action[],
  emitter: RunEmitter,
  clock: FakeClock,
  onAction: (clients: readonly Client[]) => void,
): Promise<readonly Client[]> {
  const clients: Client[] = [];
  for (const one of actions) {
    try {
      await perform(one, emitter, clock, clients);
    } catch (error) {
      // What the contract forbids at this moment; that it is refused rightly is what the model says.
      if (!(error instanceof EmitterStateError)) throw error;
    }
    await settle();
    onAction(clients);
  }
  return clients;
}

async function perform(one: Action, emitter: RunEmitter, clock: FakeClock, clients: Client[]): Promise<void> {
  switch (one.does) {
    case 'spec':
      return void emitter.surfaceSpec({ kind: 'bowl', params: { a: one.a }, domainHalf: one.domainHalf });
    case 'grid':
      return void emitter.surfaceGrid({ assetUrl: 'https://a.b/c', resolution: one.resolution });
    case 'hyperparams':
      return void emitter.hyperparams(one.values);
    case 'start':
      return void emitter.start(one.point);
    case 'restart':
      return void emitter.restart(one.point);
    case 'steps':
      return void emitter.steps(one.points);
    case 'leap':
      return void emitter.step(one.point, { step: emitter.nextStep + one.over });
    case 'finish':
      return void emitter.finish(one.reason);
    case 'wait':
      await pass(clock, one.ms);
      return;
    case 'come': {
      const newcomer = createClient(one.manner, one.luck, clock);
      newcomer.detach = emitter.attach(newcomer.sink);
      clients.push(newcomer);
      return;
    }
    case 'leave':
      leave(clients[one.client]);
      return;
    case 'return': {
      const returning = clients[one.client];
      if (returning === undefined) return;
      leave(returning);
      returning.detach = emitter.attach(returning.sink, { resumeFrom: positionOf(returning, one.forgets) });
    }
  }
}

/** Time in small steps, with whatever follows from each. */
async function pass(clock: FakeClock, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 50) {
    clock.advance(Math.min(left, 50));
    await settle();
  }
}

/** Time until nobody waits for anything. */
export async function drain(clock: FakeClock): Promise<void> {
  for (let turns = 0; clock.waiting() > 0; turns++) {
    if (turns > 5000) throw new Error('the sinks never come to an end');
    clock.advance(5000);
    await settle();
  }
}

function leave(client: Client | undefined): void {
  client?.detach?.();
  if (client !== undefined) client.detach = null;
}

function positionOf({ texts }: Client, forgets: 'nothing' | 'epoch' | 'all') {
  const seqs = texts.map((text) => (JSON.parse(text) as { seq: number }).seq);
  if (forgets === 'all' || seqs.length === 0) return null;
  return { epoch: forgets === 'epoch' ? 'another' : 'e', seq: Math.max(...seqs) };
}

function createClient(manner: Manner, luck: readonly boolean[], clock: FakeClock): Client {
  const texts: string[] = [];
  let sends = 0;
  const answerLater = (isGood: boolean) =>
    new Promise<void>((resolve, reject) => {
      const answer = () => (isGood ? resolve() : reject(new Error('the link broke')));
      clock.startTimer(answer, 40 + 10 * (sends % 4));
    });
  const sink: Sink = (text) => {
    sends++;
    const isLucky = luck[sends % luck.length]!;
    // Whoever fails may have got the text or not, and fails in either way.
    if (manner !== 'sometimes' || isLucky || sends % 3 === 0) texts.push(text);
    if (manner === 'never') return new Promise<void>(() => undefined);
    if (manner === 'slowly') return answerLater(true);
    if (manner === 'at once' || (isLucky && sends % 2 === 0)) return;
    // Every third time it is well, so that its luck turns.
    const isGood = (isLucky || sends % 3 === 0) && texts[texts.length - 1] === text;
    if (!isGood && sends % 2 === 0) throw new Error('the link is down');
    return answerLater(isGood);
  };
  return { manner, texts, sink, detach: null };
}
