import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { describeValue, EVENT_NAMES, parseEnvelope, parseMessage } from '../../src/protocol/index.js';
import { createSpec, createUpdate, readDiagnostics, readEvent } from './createMessage.js';
import { itOnce, scaled } from '../support/testLength.js';

const SEED = 1847;
const GOOD = { x: 0.25, y: -0.5 };

function raise(): never {
  throw new Error('trap');
}

const ALL_TRAPS: ProxyHandler<object> = {
  get: raise,
  has: raise,
  ownKeys: raise,
  getPrototypeOf: raise,
  getOwnPropertyDescriptor: raise,
};

function createRevoked(target: object): object {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

function createCycle(): object {
  const cycle: Record<string, unknown> = {};
  cycle['self'] = cycle;
  return cycle;
}

function createDeepArray(levels: number): unknown {
  let deep: unknown = [];
  for (let i = 0; i < levels; i += 1) deep = [deep];
  return deep;
}

const HOSTILE: readonly (readonly [string, unknown])[] = [
  ['a Proxy whose traps throw', new Proxy({}, ALL_TRAPS)],
  ['a Proxy of an array whose traps throw', new Proxy([], ALL_TRAPS)],
  ['a revoked Proxy', createRevoked({})],
  ['a revoked Proxy of an array', createRevoked([])],
  ['a cycle', createCycle()],
  ['a symbol', Symbol('x'.repeat(1000))],
  ['a huge bigint', 2n ** 100_000n],
  ['a function', raise],
  ['a huge string', '\u0000'.repeat(1_000_000)],
  ['a deep array', createDeepArray(1_000_000)],
  ['an array of a billion holes', new Array(1e9)],
  ['an object without a prototype', Object.create(null)],
  [
    'an object whose conversion throws',
    { toString: raise, valueOf: raise, toJSON: raise, [Symbol.toPrimitive]: raise },
  ],
];

afterEach(() => vi.restoreAllMocks());

describe('hostile input', () => {
  itOnce.each(HOSTILE)('[INPUT-1] does not throw as a message: %s', (_, value) => {
    expect(['ignored', 'rejected']).toContain(parseMessage(value).kind);
    expect(['ignored', 'rejected']).toContain(parseEnvelope(value).kind);
  });

  itOnce.each(HOSTILE)('[INPUT-15] is rendered in at most 80 characters: %s', (_, value) => {
    expect(describeValue(value).length).toBeLessThanOrEqual(80);
    expect(describeValue(value)).not.toBe('');
  });

  itOnce.each(HOSTILE)('[INPUT-1] does not throw in any field: %s', (_, value) => {
    const fields = ['v', 'type', 'project_id', 'seq', 'ts', 'stage', 'epoch', 'event'];
    const kinds = fields.map((field) => parseMessage(createUpdate({}, { [field]: value })).kind);
    expect(kinds).toHaveLength(8);
    const payloadFields = [
      'run_id',
      'space',
      'step_start',
      'points',
      'domainHalf',
      'point0',
      'final_step',
      'reason',
    ];
    const surfaceFields = [
      'surface_spec',
      'asset_url',
      'grid_format',
      'resolution',
      'zScale',
      'projection',
      'eta',
    ];
    for (const name of EVENT_NAMES) {
      expect(parseMessage({ ...createUpdate(), event: { name, payload: value } }).kind).toBe('rejected');
      for (const field of [...payloadFields, ...surfaceFields]) {
        const payload = { run_id: 'run_1', [field]: value };
        expect(['event', 'rejected']).toContain(
          parseMessage({ ...createUpdate(), event: { name, payload } }).kind,
        );
      }
    }
    for (const field of ['kind', 'params', 'domainHalf', 'zScale']) {
      expect(['event', 'rejected']).toContain(parseMessage(createSpec({ [field]: value })).kind);
    }
    for (const params of [
      { hills: value },
      { offset: value },
      { hills: [value] },
      { hills: [{ x: value }] },
    ]) {
      expect(readEvent(createSpec({ kind: 'multi_hill', params })).received.event).toMatchObject({
        params: { kind: 'multi_hill', offset: 0 },
      });
    }
  });

  itOnce.each(HOSTILE)('[INPUT-3] costs its point alone: %s', (_, value) => {
    for (const bad of [value, { x: value, y: 0 }, { x: 0, y: value }]) {
      const { received, rejectedPoints } = readEvent(createUpdate({ points: [GOOD, bad, GOOD] }));
      expect(received.event).toMatchObject({ points: [GOOD, null, GOOD] });
      expect(rejectedPoints).toBe(1);
    }
    const { received } = readEvent(createUpdate({ points: [{ ...GOOD, loss: value, residual: value }] }));
    expect(received.event).toMatchObject({ points: [GOOD] });
  });

  itOnce('names a value that threw when it was read', () => {
    const point = Object.defineProperty({ y: 0 }, 'x', { get: raise, enumerable: true });
    const [first] = readDiagnostics(createUpdate({ points: [GOOD, point] }));
    expect(first).toMatchObject({ code: 'unreadable', path: 'event.payload.points[1]', runId: 'run_1' });
    const points = new Proxy([GOOD], {
      get: (target, key) => (key === '0' ? raise() : (Reflect.get(target, key) as unknown)),
    });
    expect(readDiagnostics(createUpdate({ points }))).toMatchObject([
      { code: 'unreadable', path: 'event.payload.points[0]' },
    ]);
  });

  itOnce('does not believe an array’s length', () => {
    for (const length of [-1, 1.5, NaN, Infinity, '3', {}, raise]) {
      const points = new Proxy([GOOD], {
        getOwnPropertyDescriptor: () => ({
          value: 1,
          writable: true,
          enumerable: false,
          configurable: false,
        }),
        get: (target, key) => (key === 'length' ? length : (Reflect.get(target, key) as unknown)),
      });
      expect(readEvent(createUpdate({ points })).received.event).toMatchObject({ points: [] });
    }
  });

  itOnce('reads a million levels of nesting', () => {
    const levels = 1_000_000;
    expect(readDiagnostics('['.repeat(levels)).map(({ code }) => code)).toEqual(['message_truncated']);
    const deep = '['.repeat(levels) + ']'.repeat(levels);
    const text = JSON.stringify(createUpdate()).replace('"normalized"', `"normalized","odd":${deep}`);
    expect(readEvent(text)).toEqual(readEvent(createUpdate()));
  });

  itOnce('reports a text on which JSON.parse runs out of stack', () => {
    vi.spyOn(JSON, 'parse').mockImplementation(() => {
      throw new RangeError('Maximum call stack size exceeded');
    });
    expect(readDiagnostics('[[]]')).toMatchObject([
      { code: 'json_invalid', found: 'Maximum call stack size exceeded' },
    ]);
  });

  itOnce('[INPUT-12] reads own fields only', () => {
    const inherited = Object.create({ ...GOOD, loss: 1 }) as object;
    expect(readEvent(createUpdate({ points: [inherited] })).received.event).toMatchObject({ points: [null] });
    const envelope = Object.create(createUpdate()) as object;
    expect(parseMessage(envelope)).toEqual({ kind: 'ignored', name: null });
    const unparented = Object.assign(Object.create(null) as object, createUpdate());
    expect(readEvent(unparented)).toEqual(readEvent(createUpdate()));
  });

  itOnce('takes a __proto__ on the wire for an unknown field', () => {
    const text = '{"x": 1, "__proto__": {"y": 2, "loss": 3}}';
    const line = JSON.stringify(createUpdate()).replace('{"x":0.5,"y":-0.5}', text);
    expect(readDiagnostics(line).map(({ path }) => path)).toEqual(['event.payload.points[0].y']);
    const whole = JSON.stringify(createUpdate()).replace('"x":0.5,', '"x":0.5,"__proto__":{"loss":3},');
    expect(readEvent(whole)).toEqual(readEvent(createUpdate()));
  });

  itOnce('is not fooled by a polluted Object.prototype', () => {
    const prototype = Object.prototype as Record<string, unknown>;
    prototype['loss'] = 5;
    prototype['y'] = 1;
    try {
      const line = '{"x": 1}';
      const text = JSON.stringify(createUpdate()).replace('{"x":0.5,"y":-0.5}', `${line},{"x":2,"y":3}`);
      const { event } = readEvent(text).received;
      const points = event.name === 'GD_PATH_UPDATE' ? event.points : [];
      expect(points[0]).toBeNull();
      expect(Object.entries(points[1] ?? {})).toEqual([
        ['x', 2],
        ['y', 3],
      ]);
    } finally {
      delete prototype['loss'];
      delete prototype['y'];
    }
    expect('loss' in {}).toBe(false);
  });

  it(`[INPUT-1] never throws and never lets a bad value through (seed ${SEED})`, () => {
    const field = fc.oneof(
      fc.anything({ withBigInt: true, withSparseArray: true }),
      fc.constantFrom('normalized', 0, 1, 'bowl'),
    );
    const payload = fc.record(
      {
        run_id: fc.oneof(fc.constant('r'), field),
        step_start: field,
        points: fc.array(fc.record({ x: field, y: field, loss: field })),
        surface_spec: fc.record({
          kind: fc.constantFrom('bowl', 'multi_hill', 'ripples'),
          params: fc.dictionary(fc.constantFrom('hills', 'a', 'offset'), field),
          domainHalf: field,
          zScale: field,
        }),
        point0: field,
        final_step: field,
        reason: field,
        eta: field,
        projection: field,
      },
      { requiredKeys: ['run_id'] },
    );
    const message = fc.record({
      name: fc.constantFrom(...EVENT_NAMES),
      payload: fc.oneof(payload, field),
      ts: field,
      seq: field,
    });
    fc.assert(
      fc.property(message, ({ name, payload: body, ts, seq }) => {
        const parsed = parseMessage({ ...createUpdate(), ts, seq, event: { name, payload: body } });
        if (parsed.kind === 'ignored') expect.fail('one of ours was passed over');
        expect(parsed.diagnostics.length).toBeLessThanOrEqual(8);
        for (const { found } of parsed.diagnostics) expect(found.length).toBeLessThanOrEqual(80);
        if (parsed.kind === 'event') expectFinite(parsed.received.event);
      }),
      { seed: SEED, numRuns: scaled({ short: 500, long: 2000 }) },
    );
  });
});

function expectFinite(value: unknown): void {
  if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
  else if (typeof value === 'object' && value !== null) Object.values(value).forEach(expectFinite);
}
