import { describe, expect, it } from 'vitest';
import { createRunStore } from '../../src/run/runStore.js';
import { findImbalance } from '../run/properties.js';
import { measureCpuMs } from '../support/cpuTime.js';

/** A store that holds a point, what it is fed, and what is left of a point that follows. */
function feed(message: unknown): { codes: string[]; store: ReturnType<typeof createRunStore> } {
  const store = createRunStore();
  const codes: string[] = [];
  store.ingest(update(0));
  expect(() => store.ingest(message)).not.toThrow();
  for (const code of store.getState().diagnosticCounts.keys()) codes.push(code);
  expect(findImbalance(store.getState())).toBeNull();
  store.ingest(update(1));
  const path = [...store.getState().runs.values()].find(({ runId }) => runId === 'neighbour')!.path;
  expect([path.length, path.lastStep]).toEqual([2, 1]);
  return { codes, store };
}

function update(step_start: number, payload: object = {}, over: object = {}): Record<string, unknown> {
  const points = [{ x: 0.5, y: -0.5 }];
  const event = { name: 'GD_PATH_UPDATE', payload: { run_id: 'neighbour', step_start, points, ...payload } };
  return {
    v: 1,
    type: 'EVENT',
    project_id: 'p',
    seq: step_start + 1,
    ts: 1.79e12 + step_start,
    event,
    ...over,
  };
}

/** The text of an update of another run whose points are this text. */
const textWith = (points: string): string =>
  JSON.stringify(update(0, { run_id: 'other', points: '@' })).replace('"@"', points);

const holes = (length: number): unknown[] => {
  const array: unknown[] = [];
  array.length = length;
  return array;
};

const throwing = (): never => {
  throw new Error('a trap');
};

/** An object within an object, and so on, a million times. */
function nest(levels: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = 0;
  for (let i = 0; i < levels; i++) value = wrap(value);
  return value;
}

function revoked(target: object): unknown {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

describe('hostile text', () => {
  it.each(['NaN', 'Infinity', '-Infinity'])(
    '[INPUT-16] a bare %s is named, with what Python has to do',
    (word) => {
      const { store } = feed(textWith(`[{"x":${word},"y":0}]`));
      const [diagnostic] = store.getState().diagnostics;
      expect(diagnostic).toMatchObject({ code: 'json_non_finite' });
      expect(diagnostic!.message).toContain('allow_nan=False');
      expect(diagnostic!.found).toContain(word);
    },
  );

  it.each(['1e999', '-1e999', '1e39', '3.5e38', '-1e308'])(
    '[INPUT-3] %s costs its own point alone',
    (number) => {
      const { codes, store } = feed(textWith(`[{"x":0,"y":0},{"x":${number},"y":0},{"x":1,"y":1}]`));
      expect(codes).toEqual(['point_invalid']);
      const path = [...store.getState().runs.values()].find(({ runId }) => runId === 'other')!.path;
      expect([path.length, path.lastStep]).toEqual([2, 2]);
    },
  );

  it.each([
    '{"__proto__":{"polluted":1}}',
    '{"constructor":{"prototype":{"polluted":1}}}',
    textWith('[{"x":0,"__proto__":{"y":1,"polluted":1}}]'),
    textWith('[]').replace('"run_id":"other"', '"run_id":"__proto__","__proto__":{"polluted":1}'),
    textWith('[]').replace('"GD_PATH_UPDATE"', '"__proto__"'),
    JSON.stringify(update(0, { run_id: 'constructor' }, { project_id: '__proto__' })),
  ])('[INPUT-12] pollutes no prototype: %s', (text) => {
    feed(text);
    feed(JSON.parse(text));
    expect('polluted' in {}).toBe(false);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('a million levels of nesting are read, or refused, and never thrown', () => {
    const levels = 1_000_000;
    expect(feed('['.repeat(levels)).codes).toEqual(['message_truncated']);
    expect(feed('{"a":'.repeat(levels)).codes).toEqual(['message_truncated']);
    feed('['.repeat(levels) + ']'.repeat(levels));
    feed(textWith('['.repeat(levels) + ']'.repeat(levels)));
  });

  it('[LIMIT-8] ten megabytes are beyond the limit and not parsed', () => {
    const text = `"${'x'.repeat(10_000_000)}"`;
    expect(feed(text).codes).toEqual(['message_too_large']);
    expect(feed(textWith(`[${'{"x":0,"y":0},'.repeat(800_000)}{}]`)).codes).toEqual(['message_too_large']);
  });

  it('[INPUT-15, LIMIT-7] ten megabytes of id, name or kind in an object are kept short wherever they are repeated', () => {
    const long = 'x'.repeat(10_000_000);
    const { store } = feed([
      { type: long },
      { type: 'EVENT', event: { name: long } },
      update(0, { run_id: 'other', points: long, space: long, step_start: long }),
    ]);
    const { diagnostics, ignoredEvents } = store.getState();
    for (const { message } of diagnostics) expect(message.length).toBeLessThan(400);
    for (const name of ignoredEvents.keys()) expect(name.length).toBeLessThanOrEqual(64);
  });

  it.each([
    ['an array of 100,000 zeros', `[${'0,'.repeat(100_000)}0]`],
    [
      'a million points that are none, of which those beyond the limit are not looked at',
      textWith(`[${'[],'.repeat(1_000_000)}0]`),
    ],
  ])('costs what it holds and no more: %s', (_name, text) => {
    expect(measureCpuMs(() => void feed(text))).toBeLessThan(20_000);
  });
});

describe('hostile objects', () => {
  it('[INPUT-1] a million levels of nesting', () => {
    const levels = 1_000_000;
    for (const deep of [
      nest(levels, (inner) => [inner]),
      nest(levels, (inner) => ({ event: inner, payload: inner, points: inner })),
    ]) {
      feed(deep);
      feed([deep]);
      feed(update(0, { run_id: 'other', points: [deep, { x: deep, y: deep }] }));
      feed(update(0, { run_id: 'other', points: deep }, { stage: deep, seq: deep, ts: deep }));
    }
  });

  it('[INPUT-1] objects that hold themselves', () => {
    const cyclic: Record<string, unknown> = update(0, { run_id: 'other' });
    cyclic['event'] = cyclic;
    cyclic['payload'] = cyclic;
    cyclic['name'] = 'GD_PATH_UPDATE';
    cyclic['points'] = [cyclic];
    feed(cyclic);
    const ring: unknown[] = [];
    ring.push(ring);
    feed(ring);
    feed(update(0, { run_id: 'other', points: ring }));
  });

  it.each([1000, 2 ** 31, 2 ** 32 - 1])('[LIMIT-8] arrays of %d holes', (length) => {
    const cpuMs = measureCpuMs(() => {
      feed(holes(length));
      const { store } = feed(update(0, { run_id: 'other', points: holes(length) }));
      expect(store.getState().points).toMatchObject({ carried: length + 2, rejected: length });
      feed(update(0, { run_id: 'other', points: holes(length), step_start: 'x' }));
    });
    // Four billion turns of a loop take minutes.
    expect(cpuMs).toBeLessThan(30_000);
  });

  it('[INPUT-2] holes between messages cost themselves alone', () => {
    const messages = holes(3);
    messages[1] = update(0, { run_id: 'other' });
    const { store } = feed(messages);
    expect(store.getState().messages).toEqual({ received: 5, read: 3, ignored: 0, rejected: 2 });
  });

  it('an array of four billion holes is read by the entries that it has', () => {
    const messages = holes(2 ** 32 - 1);
    messages[4_000_000_000] = update(0, { run_id: 'other' });
    const { store } = feed(messages);
    expect(store.getState().messages).toEqual({ received: 3, read: 3, ignored: 0, rejected: 0 });
  });

  it('[INPUT-1] arrays and objects whose every trap throws, or whose code is gone', () => {
    const traps = {
      get: throwing,
      has: throwing,
      ownKeys: throwing,
      getPrototypeOf: throwing,
      getOwnPropertyDescriptor: throwing,
    };
    for (const target of [[], {}]) {
      for (const message of [new Proxy(target, traps), revoked(target)]) {
        feed(message);
        feed([message, message]);
        feed(update(0, { run_id: 'other', points: message }));
        feed(update(0, { run_id: 'other', points: [message, { x: message, y: 0 }] }));
        feed({ ...update(0), event: message });
      }
    }
  });

  it('[INPUT-2] an array whose entry throws loses that entry alone', () => {
    const messages: unknown[] = [update(0, { run_id: 'other' }), 0, update(1, { run_id: 'other' })];
    Object.defineProperty(messages, 1, { get: throwing });
    const { store } = feed(messages);
    expect(store.getState().messages).toMatchObject({ read: 4, rejected: 1 });
  });

  it('an array that lies about its length', () => {
    for (const length of [-1, NaN, Infinity, 1.5, '3', null, 2 ** 60]) {
      const messages = new Proxy([update(0, { run_id: 'other' })], {
        get: (target, key) => (key === 'length' ? length : (Reflect.get(target, key) as unknown)),
        getOwnPropertyDescriptor: (target, key) =>
          key === 'length'
            ? { value: 1, writable: true, enumerable: false, configurable: false }
            : Reflect.getOwnPropertyDescriptor(target, key),
      });
      feed(messages);
    }
  });

  it('values of every kind that is not an object', () => {
    for (const value of [
      undefined,
      null,
      NaN,
      -0,
      1n,
      Symbol('s'),
      () => 0,
      true,
      '',
      ' ',
      new Date(NaN),
      new Map(),
      new ArrayBuffer(8),
      new Float32Array(3),
      /x/,
    ]) {
      feed(value);
      feed([value]);
      feed(update(0, { run_id: 'other', points: value, space: value }, { seq: value, ts: value, v: value }));
    }
  });
});

describe('a polluted prototype', () => {
  it('[INPUT-12] does not speak for a message', () => {
    const prototype = Object.prototype as Record<string, unknown>;
    Object.assign(prototype, { type: 'EVENT', project_id: 'p', x: 1, y: 1, step_start: 0 });
    try {
      const { store } = feed([{}, update(0, { run_id: 'other', points: [{}] })]);
      expect(store.getState().messages).toEqual({ received: 4, read: 3, ignored: 1, rejected: 0 });
      expect(store.getState().points.rejected).toBe(1);
    } finally {
      for (const key of ['type', 'project_id', 'x', 'y', 'step_start'])
        Reflect.deleteProperty(prototype, key);
    }
  });
});
