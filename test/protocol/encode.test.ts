import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createEnvelope,
  encodeEvent,
  parseMessage,
  SURFACE_KINDS,
  SURFACE_SOURCES,
  FINISH_REASONS,
  RESTART_REASONS,
  type EventToEncode,
  type GradientDescentEvent,
  type GradientDescentEventName,
  type SurfaceKind,
} from '../../src/protocol/index.js';

const SEED = 3;

const finish: GradientDescentEvent = { name: 'GD_PATH_FINISHED', finalStep: 9, reason: 'converged' };
const base = { projectId: 'iris', seq: 7, tsMs: 1_795_403_697_780, runId: 'run_1' };

const step = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const drawable = fc.double({ min: -3.4e38, max: 3.4e38, noNaN: true }).map((value) => value + 0);
const notNegative = fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const share = fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0);
const text = fc.string({ minLength: 1, unit: 'binary' });
const positive = fc.double({ min: 1e-37, max: 3.4e38, noNaN: true });

const point = fc.record(
  { x: drawable, y: drawable, loss: drawable, residual: notNegative },
  { requiredKeys: ['x', 'y'] },
);
const hill = fc.record({ x: drawable, y: drawable, amp: drawable, sigma: drawable });
const scalars = (names: readonly string[]) =>
  fc.record(Object.fromEntries(names.map((name) => [name, drawable])));
/** By kind, so that one which is added does not compile without its own. */
const PARAMS: Readonly<Record<SurfaceKind, fc.Arbitrary<object>>> = {
  fixed_example: fc.constant({}),
  bowl: scalars(['a', 'b', 'tiltX', 'tiltY', 'offset']),
  ripples: scalars(['amp', 'freq', 'decay', 'bowlStrength', 'offset']),
  multi_hill: fc
    .tuple(scalars(['bowlStrength', 'offset']), fc.array(hill))
    .map(([fields, hills]) => ({ ...fields, hills })),
};
const params = fc.oneof(...SURFACE_KINDS.map((kind) => PARAMS[kind].map((fields) => ({ kind, ...fields }))));
const projection = fc.record(
  {
    method: fc.constantFrom('pca', 'random'),
    explainedVariance: fc.tuple(share, share),
    randomWalk: fc.tuple(share, share),
    seed: drawable,
    checkpoints: step,
    plane: text,
  },
  { requiredKeys: ['method'] },
);
const frame = {
  domainHalf: fc.option(positive),
  zScale: fc.oneof(
    positive,
    positive.map((value) => -value),
  ),
  projection: fc.option(projection),
};
const optional = <Fields extends object>(
  fields: fc.Arbitrary<Fields>,
  rest: Record<string, fc.Arbitrary<unknown>>,
) =>
  fc.tuple(fields, fc.record(rest, { requiredKeys: [] })).map(([some, others]) => ({ ...some, ...others }));
const source = { source: fc.constantFrom(...SURFACE_SOURCES) };
const unknownKind = text.filter((kind) => !(SURFACE_KINDS as readonly string[]).includes(kind));

/** What each event says beside its name: one that is added does not compile without its own. */
const FIELDS: Readonly<Record<GradientDescentEventName, fc.Arbitrary<object>>> = {
  LOSS_SURFACE_SPEC_READY: fc
    .tuple(optional(fc.record(frame), source), fc.oneof(params, unknownKind))
    .map(([fields, shape]) =>
      typeof shape === 'string'
        ? { kind: shape, params: null, ...fields }
        : { kind: shape.kind, params: shape, ...fields },
    ),
  LOSS_SURFACE_GRID_READY: optional(
    fc.record({
      assetUrl: text,
      gridFormat: fc.string(),
      resolution: fc.integer({ min: 2, max: 5000 }),
      ...frame,
    }),
    source,
  ),
  GD_PATH_STARTED: optional(fc.record({ domainHalf: fc.option(positive), point0: fc.option(point) }), {
    reportEvery: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    restart: fc.constantFrom(...RESTART_REASONS),
  }),
  GD_PATH_UPDATE: fc.record({
    stepStart: fc.option(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER - 100 })),
    points: fc.array(fc.option(point), { maxLength: 50 }),
  }),
  GD_PATH_FINISHED: fc.record({
    finalStep: fc.option(step),
    reason: fc.option(fc.constantFrom(...FINISH_REASONS)),
  }),
  GD_HYPERPARAMS: fc.record({
    values: fc.record(
      { eta: drawable, steps: step, tolGrad: notNegative, tolStep: notNegative },
      { requiredKeys: [] },
    ),
  }),
};
const anyEvent = fc.oneof(
  ...Object.entries(FIELDS).map(([name, fields]) => fields.map((rest) => ({ name, ...rest }))),
) as fc.Arbitrary<GradientDescentEvent>;

const input: fc.Arbitrary<EventToEncode> = fc.record(
  {
    projectId: text,
    seq: step,
    tsMs: fc.double({ min: 1e11, max: 1e15, noNaN: true }),
    epoch: text,
    runId: text,
    event: anyEvent,
  },
  { requiredKeys: ['projectId', 'seq', 'tsMs', 'runId', 'event'] },
);

describe('encodeEvent', () => {
  it(`writes every event so that reading gives it back (seed ${SEED})`, () => {
    fc.assert(
      fc.property(input, (given) => {
        const line = encodeEvent(given);
        expect(line.includes('\n')).toBe(false);
        const parsed = parseMessage(line);
        if (parsed.kind !== 'event') expect.fail(JSON.stringify(parsed));
        const { received } = parsed;
        // A clone has the prototypes of plain objects, which fast-check's records do not always have.
        expect(received.event).toStrictEqual(structuredClone(given.event));
        expect([received.projectId, received.runId, received.epoch]).toEqual([
          given.projectId,
          given.runId,
          given.epoch ?? null,
        ]);
        expect([received.order.tsMs, received.order.seq]).toEqual([given.tsMs, given.seq]);
        // Written and read once more: the fingerprint, too, is that of the event.
        expect(parseMessage(encodeEvent({ ...given, event: received.event }))).toEqual(parsed);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  it('writes the shape of the contract', () => {
    const event: GradientDescentEvent = {
      name: 'GD_PATH_UPDATE',
      stepStart: 5,
      points: [{ x: 0.15, y: -0.42 }],
    };
    expect(encodeEvent({ ...base, event })).toBe(
      '{"v":1,"type":"EVENT","project_id":"iris","seq":7,"ts":1795403697780,' +
        '"stage":{"id":"TRAIN","index":3,"status":"running"},' +
        '"event":{"name":"GD_PATH_UPDATE","payload":{"run_id":"run_1","space":"normalized","step_start":5,' +
        '"points":[{"x":0.15,"y":-0.42}]}}}',
    );
  });

  it('writes stage and epoch where they are given', () => {
    const stage = { id: 'EVAL', index: 4, status: 'done' };
    expect(createEnvelope({ ...base, event: finish, stage, epoch: 'e1' })).toMatchObject({
      stage,
      epoch: 'e1',
    });
  });

  it.each<[string, Partial<EventToEncode>]>([
    ['a NaN point', { event: { name: 'GD_PATH_UPDATE', stepStart: 0, points: [{ x: NaN, y: 0 }] } }],
    [
      'an infinite loss',
      { event: { name: 'GD_PATH_STARTED', domainHalf: 6, point0: { x: 0, y: 0, loss: Infinity } } },
    ],
    [
      'a point beyond a float32',
      { event: { name: 'GD_PATH_STARTED', domainHalf: 6, point0: { x: 1e39, y: 0 } } },
    ],
    ['a negative domainHalf', { event: { name: 'GD_PATH_STARTED', domainHalf: -6, point0: null } }],
    ['a NaN eta', { event: { name: 'GD_HYPERPARAMS', values: { eta: NaN } } }],
    ['half a final step', { event: { ...finish, finalStep: 1.5 } }],
    [
      'steps past the last',
      { event: { name: 'GD_PATH_UPDATE', stepStart: 2 ** 53 - 1, points: [null, null] } },
    ],
    ['an empty run id', { runId: '' }],
    ['an empty project id', { projectId: '' }],
    ['an empty epoch', { epoch: '' }],
    ['a fractional seq', { seq: 0.5 }],
    ['a time in seconds', { tsMs: 1_730_000_000 }],
    ['a NaN time', { tsMs: NaN }],
    ['a NaN stage index', { stage: { id: 'TRAIN', index: NaN, status: 'running' } }],
    [
      'parameters of another kind',
      {
        event: {
          name: 'LOSS_SURFACE_SPEC_READY',
          kind: 'bowl',
          params: { kind: 'fixed_example' },
          domainHalf: null,
          zScale: 1,
          projection: null,
        },
      },
    ],
    [
      'a NaN hill',
      {
        event: {
          name: 'LOSS_SURFACE_SPEC_READY',
          kind: 'multi_hill',
          params: {
            kind: 'multi_hill',
            bowlStrength: 0,
            offset: 0,
            hills: [{ x: 0, y: 0, amp: NaN, sigma: 1 }],
          },
          domainHalf: null,
          zScale: 1,
          projection: null,
        },
      },
    ],
  ])('refuses %s', (_, spoil) => {
    expect(() => encodeEvent({ ...base, event: finish, ...spoil })).toThrow(RangeError);
  });

  it('says what it refuses in the reader’s words', () => {
    const event: GradientDescentEvent = { name: 'GD_PATH_UPDATE', stepStart: 0, points: [{ x: 0, y: NaN }] };
    expect(() => encodeEvent({ ...base, event })).toThrow(
      'this GD_PATH_UPDATE cannot be written: event.payload.points[0].y: expected a finite number, got NaN',
    );
    expect(() => encodeEvent({ ...base, tsMs: 12, event: finish })).toThrow(
      'tsMs: expected Unix milliseconds',
    );
  });

  it('writes more points than a reader takes by default', () => {
    const points = Array.from({ length: 100_001 }, () => ({ x: 0, y: 0 }));
    const line = encodeEvent({ ...base, event: { name: 'GD_PATH_UPDATE', stepStart: 0, points } });
    expect(parseMessage(line)).toMatchObject({ kind: 'event', rejectedPoints: 1 });
    expect(parseMessage(line, { maxPointsPerMessage: 200_000 })).toMatchObject({ rejectedPoints: 0 });
  });
});
