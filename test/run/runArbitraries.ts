import fc from 'fast-check';
import type { GradientDescentEventName } from '../../src/protocol/events.js';

/** Wire envelopes of one run with few distinct times, counters and steps, so that they meet and contradict each other. */
export function envelopesOf(runId: string): fc.Arbitrary<object[]> {
  return fc.array(envelopeOf(runId), { minLength: 1, maxLength: 14 });
}

const coordinate = fc.constantFrom(-1.5, -1, -0.25, 0, 0.5, 1);
const point = fc.oneof(
  { weight: 6, arbitrary: fc.record({ x: coordinate, y: coordinate }) },
  {
    weight: 1,
    arbitrary: fc.record({ x: coordinate, y: coordinate, loss: coordinate, residual: fc.constant(0.5) }),
  },
  { weight: 1, arbitrary: fc.constant({ x: null, y: 0 }) },
);
const step = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 9 }) },
  { weight: 1, arbitrary: fc.constantFrom(5_000_000, 10 ** 15) },
);

/** None, one, or so many from one of these names on that two events hold more than are kept. */
const otherHyperparams = fc.oneof(
  fc.constant({}),
  fc.record({ momentum: coordinate, optimizer: fc.constantFrom('adam', 'sgd', true) }, { requiredKeys: [] }),
  fc
    .tuple(fc.constantFrom(0, 30, 60), coordinate)
    .map(([from, value]) =>
      Object.fromEntries(
        Array.from({ length: 40 }, (_, i) => [`name ${String.fromCharCode(65 + from + i)}`, value]),
      ),
    ),
);

function eventOf(run_id: string): fc.Arbitrary<object> {
  const payload = <T extends Record<string, fc.Arbitrary<unknown>>>(
    name: string,
    fields: T,
    optional: (keyof T)[] = [],
  ) =>
    fc
      .record(fields, {
        requiredKeys: Object.keys(fields).filter((key) => !optional.includes(key)) as never[],
      })
      .map((rest) => ({ name, payload: { run_id, ...(rest as object) } }));
  const domainHalf = fc.constantFrom(3, 6);
  const kind = fc.constantFrom('bowl', 'ripples', 'saddle');
  // The last of each is unusable, and counts as not said.
  const reportEvery = fc.constantFrom(1, 2, 3, 5, 0);
  const restart = fc.constantFrom('projection', 'plane');
  const source = fc.constantFrom('measured', 'illustrative', 'real');
  // By name, so that an event which is added does not compile without its own.
  const weighted: Record<GradientDescentEventName, { weight: number; arbitrary: fc.Arbitrary<object> }> = {
    GD_PATH_UPDATE: {
      weight: 8,
      arbitrary: payload('GD_PATH_UPDATE', { step_start: step, points: fc.array(point, { maxLength: 4 }) }, [
        'step_start',
      ]),
    },
    GD_PATH_STARTED: {
      weight: 2,
      arbitrary: payload(
        'GD_PATH_STARTED',
        { domainHalf, report_every: reportEvery, restart, point0: point },
        ['domainHalf', 'report_every', 'restart'],
      ),
    },
    GD_PATH_FINISHED: {
      weight: 2,
      arbitrary: payload('GD_PATH_FINISHED', {
        final_step: step,
        reason: fc.constantFrom('converged', 'error', 'tired'),
      }),
    },
    LOSS_SURFACE_SPEC_READY: {
      weight: 1,
      arbitrary: payload(
        'LOSS_SURFACE_SPEC_READY',
        { surface_spec: fc.record({ kind, domainHalf }), source },
        ['source'],
      ),
    },
    LOSS_SURFACE_GRID_READY: {
      weight: 1,
      arbitrary: payload('LOSS_SURFACE_GRID_READY', {
        asset_url: fc.constant('/grid'),
        grid_format: fc.constant('float32'),
        resolution: fc.constant(9),
        source,
      }),
    },
    GD_HYPERPARAMS: {
      weight: 1,
      arbitrary: fc
        .tuple(
          payload('GD_HYPERPARAMS', { eta: coordinate, steps: fc.constantFrom(10, 20) }, ['eta', 'steps']),
          otherHyperparams,
        )
        .map(([event, others]) => ({ ...event, payload: { ...event.payload, ...others } })),
    },
  };
  return fc.oneof(...Object.values(weighted));
}

function envelopeOf(runId: string): fc.Arbitrary<object> {
  return fc
    .record({
      seq: fc.oneof(
        { weight: 9, arbitrary: fc.integer({ min: 1, max: 6 }) },
        { weight: 1, arbitrary: fc.constant('x') },
      ),
      ts: fc.oneof(
        { weight: 9, arbitrary: fc.constantFrom(1730000000, 1730000000000, 1730000000001) },
        { weight: 1, arbitrary: fc.constant(null) },
      ),
      event: eventOf(runId),
    })
    .map(({ seq, ts, event }) => ({ v: 1, type: 'EVENT', project_id: 'p', seq, ts, stage: null, event }));
}
