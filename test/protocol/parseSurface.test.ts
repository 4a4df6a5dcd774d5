import { describe, expect, it } from 'vitest';
import { parseMessage, type LossSurfaceSpecReady } from '../../src/protocol/index.js';
import { createGrid, createSpec, readEvent } from './createMessage.js';

const HILL = { x: 1, y: -2, amp: 3, sigma: 0.5 };

function readSpec(spec: object, payload: object = {}): LossSurfaceSpecReady {
  const { event } = readEvent(createSpec(spec, payload)).received;
  if (event.name !== 'LOSS_SURFACE_SPEC_READY') expect.fail(event.name);
  return event;
}

function readHills(hills: unknown): unknown {
  const { params } = readSpec({ kind: 'multi_hill', params: { hills } });
  return params?.kind === 'multi_hill' ? params.hills : null;
}

describe('LOSS_SURFACE_SPEC_READY', () => {
  it.each([
    { kind: 'fixed_example' },
    { kind: 'bowl', a: 0.18, b: 0.18, tiltX: 0, tiltY: 0, offset: 0 },
    { kind: 'multi_hill', bowlStrength: 0.06, offset: 0, hills: [] },
    { kind: 'ripples', amp: 2.5, freq: 2, decay: 0.15, bowlStrength: 0.06, offset: 0 },
  ])('[SURFACE-6] gives a $kind without parameters the defaults', (expected) => {
    const { kind } = expected;
    expect(readSpec({ kind, params: {} }).params).toEqual(expected);
    expect(readSpec({ kind, params: undefined }).params).toEqual(expected);
    expect(readEvent(createSpec({ kind, params: undefined })).diagnostics).toEqual([]);
    expect(readSpec({ kind, params: 'none' }).params).toEqual(expected);
  });

  it('[SURFACE-6] reads parameters, gives a bad one its default, and ignores those of other kinds', () => {
    const params = { a: -2, b: null, tiltX: 1e39, tiltY: 3, offset: -0, freq: 'odd', kind: 'ripples' };
    expect(readSpec({ params }).params).toEqual({
      kind: 'bowl',
      a: -2,
      b: 0.18,
      tiltX: 0,
      tiltY: 3,
      offset: 0,
    });
    const { diagnostics } = readEvent(createSpec({ params }));
    expect(diagnostics.map(({ path }) => path.split('.').at(-1))).toEqual(['b', 'tiltX']);
  });

  it('keeps the name of a kind that it does not know, and the rest of the event', () => {
    expect(readSpec({ kind: 'saddle', domainHalf: 3, zScale: -2 })).toEqual({
      name: 'LOSS_SURFACE_SPEC_READY',
      kind: 'saddle',
      params: null,
      domainHalf: 3,
      zScale: -2,
      projection: null,
    });
    expect(readSpec({ kind: 'toString' }).params).toBeNull();
  });

  it('[INPUT-9] leaves out a bad hill alone', () => {
    const bad = [null, 3, [], { ...HILL, sigma: undefined }, { ...HILL, amp: '3' }, { ...HILL, x: 1e39 }];
    for (const hill of bad) expect(readHills([HILL, hill, HILL])).toEqual([HILL, HILL]);
    expect(readHills([{ ...HILL, sigma: 0, name: 'odd' }])).toEqual([{ ...HILL, sigma: 0 }]);
    expect(readHills({ 0: HILL })).toEqual([]);
  });

  it('names a few of thousands of bad hills and counts the others', () => {
    const hills = Array.from({ length: 5000 }, () => ({ ...HILL, y: null }));
    const { diagnostics } = readEvent(createSpec({ kind: 'multi_hill', params: { hills } }));
    expect(diagnostics).toHaveLength(8);
    expect(diagnostics.at(-1)?.found).toBe('more: 4993 × hill_invalid');
  });

  it('[LIMIT-8] reads as many hills as the limit', () => {
    const hills = Array.from({ length: 10_001 }, () => HILL);
    const { received, diagnostics } = readEvent(createSpec({ kind: 'multi_hill', params: { hills } }));
    const { params } = received.event as LossSurfaceSpecReady;
    expect(params?.kind === 'multi_hill' ? params.hills.length : null).toBe(10_000);
    expect(diagnostics.map(({ code }) => code)).toEqual(['too_many_hills']);
  });

  it.each([0, NaN, Infinity, 1e39, 1e-50, '1', null])(
    '[INPUT-8] shows zScale %s at the default',
    (zScale) => {
      expect(readSpec({ zScale }).zScale).toBe(0.3);
      expect(readEvent(createSpec({ zScale })).diagnostics.map(({ code }) => code)).toEqual([
        'z_scale_invalid',
      ]);
    },
  );

  it('has a default for zScale and none for domainHalf, without a word', () => {
    const { received, diagnostics } = readEvent(createSpec({ zScale: undefined, domainHalf: undefined }));
    expect(received.event).toMatchObject({ zScale: 0.3, domainHalf: null });
    expect(diagnostics).toEqual([]);
  });

  it.each([
    [{ method: 'pca', explainedVariance: [0.7, 0.2], randomWalk: [0.6, 0.15], seed: -3, checkpoints: 40 }, 0],
    [{ method: 'random' }, 0],
    [{ method: 'pca', plane: 'plane-1' }, 0],
    [{ method: 'pca', plane: '' }, 1],
    [{ method: 'pca', plane: 3, checkpoints: -1 }, 2],
    [{ method: 'pca', explainedVariance: [0.5] }, 1],
    [{ method: 'pca', explainedVariance: [0.5, 0.1, 0.1] }, 1],
    [{ method: 'pca', randomWalk: { 0: 1, 1: 1 }, checkpoints: 0.5, seed: '7' }, 3],
  ])('[INPUT-11] reads the projection %j and loses %d fields alone', (projection, bad) => {
    const { received, diagnostics } = readEvent(createSpec({}, { projection }));
    expect(diagnostics.map(({ code }) => code)).toEqual(Array<string>(bad).fill('additional_field_invalid'));
    const expected = bad === 0 ? projection : { method: projection.method };
    expect(received.event).toMatchObject({ params: { kind: 'bowl' }, projection: expected });
    expect(Object.keys((received.event as LossSurfaceSpecReady).projection ?? {})).toEqual(
      Object.keys(expected),
    );
  });

  it.each([null, 'pca', [], {}, { method: 'tsne' }, { explainedVariance: [0.5, 0.1] }])(
    'has no projection for %j, with one diagnostic',
    (projection) => {
      const { received, diagnostics } = readEvent(createSpec({}, { projection }));
      expect(received.event).toMatchObject({ projection: null, params: { kind: 'bowl' } });
      expect(diagnostics.map(({ code }) => code)).toEqual(['additional_field_invalid']);
    },
  );

  it.each([undefined, null, 4, ''])('is rejected where it names no kind: %j', (kind) => {
    expect(parseMessage(createSpec({ kind })).kind).toBe('rejected');
  });
});

describe.each([
  ['LOSS_SURFACE_SPEC_READY', (payload: object) => createSpec({}, payload)],
  ['LOSS_SURFACE_GRID_READY', createGrid],
])('the source of %s', (_name, create) => {
  it.each(['measured', 'illustrative'])('is read: %s', (source) => {
    const { received, diagnostics } = readEvent(create({ source }));
    expect(received.event).toMatchObject({ source });
    expect(diagnostics).toEqual([]);
  });

  it('is absent where nothing was said', () => {
    expect(readEvent(create({})).received.event).not.toHaveProperty('source');
  });

  it.each(['Measured', '', null, true, 1, ['measured']])(
    '[INPUT-11] that is %j costs itself alone',
    (source) => {
      const { received, diagnostics } = readEvent(create({ source, projection: { method: 'pca' } }));
      expect(received.event).toEqual(readEvent(create({ projection: { method: 'pca' } })).received.event);
      expect(diagnostics.map(({ code, path }) => [code, path])).toEqual([
        ['additional_field_invalid', 'event.payload.source'],
      ]);
    },
  );
});

describe('LOSS_SURFACE_GRID_READY', () => {
  it('reads a grid', () => {
    const { event } = readEvent(createGrid({ projection: { method: 'random', seed: 3 } })).received;
    expect(event).toEqual({
      name: 'LOSS_SURFACE_GRID_READY',
      assetUrl: '/grid.bin',
      gridFormat: 'float32',
      resolution: 50,
      domainHalf: 6,
      zScale: 0.3,
      projection: { method: 'random', seed: 3 },
    });
  });

  it('passes on a format that it does not know, and assumes float32 where there is none', () => {
    expect(readEvent(createGrid({ grid_format: 'npy' })).received.event).toMatchObject({ gridFormat: 'npy' });
    const { received, diagnostics } = readEvent(createGrid({ grid_format: undefined }));
    expect(received.event).toMatchObject({ gridFormat: 'float32' });
    expect(diagnostics).toEqual([]);
  });

  it.each([1, 0, -50, 2.5, '50', null, undefined, 2 ** 53, Infinity])(
    '[INPUT-10] is refused at resolution %s',
    (resolution) => {
      const parsed = parseMessage(createGrid({ resolution }));
      expect(parsed).toMatchObject({
        kind: 'rejected',
        diagnostics: [{ code: 'resolution_invalid' }],
        rejectedPoints: 0,
      });
    },
  );

  it.each([undefined, null, '', 7])('[INPUT-10] is refused at the address %j', (url) => {
    const parsed = parseMessage(createGrid({ asset_url: url }));
    expect(parsed).toMatchObject({ kind: 'rejected', diagnostics: [{ code: 'asset_url_invalid' }] });
  });
});
