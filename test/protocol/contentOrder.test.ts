import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareEventOrder, type EventOrder } from '../../src/protocol/index.js';
import {
  createFinish,
  createGrid,
  createHyperparams,
  createSpec,
  createStart,
  createUpdate,
  readEvent,
} from './createMessage.js';

const SEED = 20261124;
const HILL = { x: 1, y: 2, amp: 3, sigma: 4 };

function contentOf(message: unknown): number {
  return readEvent(message).received.order.content;
}

function update(...points: object[]): number {
  return contentOf(createUpdate({ points }));
}

/** The same JSON value with the keys of every object the other way round. */
function reverseKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reverseKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, field]) => [key, reverseKeys(field)]),
  );
}

const MESSAGES = [
  createUpdate({ points: [{ x: 0.1, y: 0.2, loss: 3, residual: 4 }] }),
  createStart(),
  createFinish(),
  createHyperparams(),
  createSpec(
    { kind: 'multi_hill', params: { offset: 2, hills: [HILL] } },
    { projection: { method: 'pca', seed: 3 } },
  ),
  createGrid(),
  createStart({ report_every: 50, point0: { x: 0.5, y: -0.5, loss: 3 } }),
  createGrid({ source: 'illustrative' }),
];

describe('the fingerprint of an event', () => {
  it.each(MESSAGES)(
    '[ORDER-4] is the same whatever the order of keys and the spacing: message %#',
    (message) => {
      expect(contentOf(JSON.stringify(reverseKeys(message), null, 3))).toBe(contentOf(message));
    },
  );

  it('[ORDER-4] is the same whatever fields it does not know, and whatever stage, epoch, v, ts and seq say', () => {
    const message = createUpdate(
      { odd: 1, points: [{ x: 0.5, y: -0.5, odd: 2 }] },
      { odd: 3, stage: null, v: 2, epoch: 'e' },
    );
    expect(contentOf({ ...message, ts: 12, seq: 99 })).toBe(contentOf(createUpdate()));
  });

  it('is the same for what is read as the same', () => {
    expect(contentOf(createUpdate({ space: undefined }))).toBe(contentOf(createUpdate()));
    expect(contentOf(createSpec({ params: { a: 0.18, tiltX: -0 } }))).toBe(
      contentOf(createSpec({ params: undefined })),
    );
    expect(update({ x: -0, y: 0 })).toBe(update({ x: 0, y: 0 }));
  });

  it('is an integer in [0, 2^53)', () => {
    for (const message of MESSAGES) {
      const content = contentOf(message);
      expect(Number.isSafeInteger(content) && content >= 0).toBe(true);
    }
  });

  it('[ORDER-4] differs where a single decoded field does', () => {
    const projection = {
      method: 'pca',
      explainedVariance: [0.5, 0.25],
      randomWalk: [0.5, 0.2],
      seed: 1,
      checkpoints: 5,
    };
    const hills = { kind: 'multi_hill', params: { hills: [HILL] } };
    const ripples = { kind: 'ripples' };
    const contents = [
      ...MESSAGES.map(contentOf),
      contentOf(createUpdate({ run_id: 'run_2' })),
      contentOf(createUpdate({}, { project_id: 'wine' })),
      contentOf(createUpdate({ step_start: 1 })),
      contentOf(createUpdate({ step_start: undefined })),
      contentOf(createUpdate({ points: [] })),
      update({ x: 0.5, y: -0.5 }, { x: 1, y: 0.5 }),
      update({ x: 0.5, y: -0.5 }, { x: 1, y: null }),
      update({ x: 1, y: 2, residual: 3 }, { x: 4, y: 5 }),
      update({ x: 1, y: 2 }, { x: 3, y: 4, residual: 5 }),
      update({ x: 1, y: 2, loss: 3 }, { x: 4, y: 5 }),
      update({ x: 1, y: 2 }, { x: 3, y: 4, loss: 5 }),
      update({ x: 0.5, y: 0.5 }),
      update({ x: -0.5, y: 0.5 }),
      update({ x: -0.5, y: -0.5 }),
      update({ x: 0.5, y: -0.5 + 2 ** -54 }),
      update({ x: 1, y: 2, loss: 3 }),
      update({ x: 1, y: 2, residual: 3 }),
      update({ x: 1, y: 2 }, { x: 3, y: 4 }),
      update({ x: 3, y: 4 }, { x: 1, y: 2 }),
      update({ x: 3, y: 4 }, { x: null, y: 2 }),
      contentOf(createStart({ domainHalf: 7 })),
      contentOf(createStart({ domainHalf: undefined })),
      contentOf(createStart({ point0: null })),
      contentOf(createStart({ point0: null, report_every: 3 })),
      contentOf(createStart({ report_every: 50 })),
      contentOf(createStart({ report_every: 1 })),
      contentOf(createStart({ restart: 'projection' })),
      contentOf(createStart({ restart: 'projection', report_every: 1 })),
      contentOf(createStart({ point0: { x: 0.5, y: -0.5, loss: 50 } })),
      contentOf(createStart({ point0: { x: 0.5, y: -0.5, residual: 50 } })),
      contentOf(createFinish({ final_step: 10 })),
      contentOf(createFinish({ final_step: null })),
      contentOf(createFinish({ reason: 'error' })),
      contentOf(createFinish({ reason: null })),
      ...['eta', 'steps', 'tolGrad', 'tolStep'].flatMap((field) => [
        contentOf(createHyperparams({ [field]: 7 })),
        contentOf(createHyperparams({ [field]: undefined })),
      ]),
      ...['fixed_example', 'bowl', 'multi_hill', 'ripples', 'saddle'].map((kind) =>
        contentOf(createSpec({ kind })),
      ),
      ...['a', 'b', 'tiltX', 'tiltY', 'offset'].map((field) =>
        contentOf(createSpec({ params: { [field]: 9 } })),
      ),
      ...['amp', 'freq', 'decay', 'bowlStrength', 'offset'].map((field) =>
        contentOf(createSpec({ ...ripples, params: { [field]: 9 } })),
      ),
      ...['bowlStrength', 'offset'].map((field) =>
        contentOf(createSpec({ kind: 'multi_hill', params: { [field]: 9 } })),
      ),
      contentOf(createSpec(hills)),
      ...['x', 'y', 'amp', 'sigma'].map((field) =>
        contentOf(createSpec({ ...hills, params: { hills: [{ ...HILL, [field]: 9 }] } })),
      ),
      contentOf(createSpec({ zScale: 1 })),
      contentOf(createSpec({ domainHalf: 1 })),
      contentOf(createSpec({}, { projection })),
      ...[
        { method: 'random' },
        { explainedVariance: [0.25, 0.5] },
        { randomWalk: [0, 0.2] },
        { randomWalk: undefined },
      ].map((change) => contentOf(createSpec({}, { projection: { ...projection, ...change } }))),
      ...['seed', 'checkpoints'].map((field) =>
        contentOf(createSpec({}, { projection: { ...projection, [field]: 7 } })),
      ),
      ...[
        { asset_url: '/other' },
        { grid_format: 'npy' },
        { resolution: 51 },
        { domainHalf: 1 },
        { zScale: 1 },
      ].map((change) => contentOf(createGrid(change))),
      contentOf(createGrid({ projection })),
      ...['measured', 'illustrative'].flatMap((source) => [
        contentOf(createSpec({}, { source })),
        contentOf(createSpec({}, { source, projection })),
        contentOf(createGrid({ source, projection })),
      ]),
      contentOf(createGrid({ source: 'measured' })),
    ];
    expect(new Set(contents).size).toBe(contents.length);
  });

  it('[ORDER-4] distinguishes unusable ts and seq by what came', () => {
    const spoils = [
      { ts: 0 },
      { ts: -1 },
      { ts: 'a' },
      { ts: 'b' },
      { ts: null },
      { seq: -1 },
      { ts: 0, seq: -1 },
      { ts: true },
    ];
    const contents = spoils.map((spoil) => contentOf(createUpdate({}, spoil)));
    expect(new Set([...contents, contentOf(createUpdate())]).size).toBe(spoils.length + 1);
  });

  it('spreads 50,000 neighbouring messages without meeting, over both halves of its bits', () => {
    const contents = Array.from({ length: 50_000 }, (_, i) => update({ x: i % 250, y: Math.floor(i / 250) }));
    expect(new Set(contents).size).toBe(50_000);
    // 50,000 of 2^32 values meet about 0.3 times by chance, of 2^21 about 590 times.
    expect(new Set(contents.map((content) => content % 2 ** 32)).size).toBeGreaterThan(49_990);
    expect(new Set(contents.map((content) => Math.floor(content / 2 ** 32))).size).toBeGreaterThan(49_200);
  });

  it('takes in updates longer than its buffer to the last point', () => {
    const points = Array.from({ length: 3000 }, (_, i) => ({ x: i, y: 0 }));
    expect(update(...points.slice(0, -1), { x: 2999, y: 1 })).not.toBe(update(...points));
    expect(update({ x: 1, y: 0 }, ...points.slice(1))).not.toBe(update(...points));
  });
});

describe('compareEventOrder', () => {
  const order = fc.record({
    tsMs: fc.constantFrom(-1, 1, 1e11, 1e11 + 0.5, Number.MAX_VALUE),
    seq: fc.constantFrom(-1, 0, 1, Number.MAX_SAFE_INTEGER),
    content: fc.constantFrom(0, 1, 2 ** 53 - 1),
  });

  it('[ORDER-1] goes by time, then counter, then content', () => {
    const inOrder: EventOrder[] = [
      { tsMs: -1, seq: -1, content: 9 },
      { tsMs: 1, seq: 8, content: 8 },
      { tsMs: 2, seq: 1, content: 7 },
      { tsMs: 2, seq: 2, content: 1 },
      { tsMs: 2, seq: 2, content: 2 },
    ];
    expect([...inOrder].reverse().sort(compareEventOrder)).toEqual(inOrder);
  });

  it(`is a total order (seed ${SEED})`, () => {
    fc.assert(
      fc.property(order, order, order, (a, b, c) => {
        expect(Math.sign(compareEventOrder(a, b)) + Math.sign(compareEventOrder(b, a))).toBe(0);
        const isEqual = a.tsMs === b.tsMs && a.seq === b.seq && a.content === b.content;
        expect(compareEventOrder(a, b) === 0).toBe(isEqual);
        if (compareEventOrder(a, b) <= 0 && compareEventOrder(b, c) <= 0) {
          expect(compareEventOrder(a, c)).toBeLessThanOrEqual(0);
        }
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});
