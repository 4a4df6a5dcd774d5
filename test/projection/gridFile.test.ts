import fc from 'fast-check';
import { expect, it } from 'vitest';
import { computeAssetName, computeHash } from '../../src/projection/assetName.js';
import { encodeNpy, encodeRawGrid } from '../../src/projection/encodeGrid.js';
import { decodeGrid } from '../../src/surface/grid/decodeGrid.js';

const SEED = 20_261_125;
const grid = fc.integer({ min: 2, max: 12 }).chain((nodes) =>
  fc.record({
    nodes: fc.constant(nodes),
    samples: fc.float32Array({ minLength: nodes ** 2, maxLength: nodes ** 2 }),
  }),
);

it(`what is written is read back, raw and as .npy (seed ${SEED})`, () => {
  fc.assert(
    fc.property(grid, ({ nodes, samples }) => {
      for (const bytes of [encodeRawGrid(samples), encodeNpy(samples, nodes)])
        expect(decodeGrid(bytes, nodes)).toEqual({ ok: true, grid: { nodes, samples } });
    }),
    { seed: SEED, numRuns: 300 },
  );
});

it('raw samples are little-endian float32, and a copy', () => {
  const samples = Float32Array.of(1, -2, 0.5, NaN);
  const bytes = encodeRawGrid(samples);
  expect([...bytes]).toEqual([0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0, 0, 0, 0, 0x3f, 0, 0, 0xc0, 0x7f]);
  samples.fill(7);
  expect(bytes[3]).toBe(0x3f);
});

it('a .npy header is as NumPy writes it', () => {
  const text = String.fromCharCode(...encodeNpy(new Float32Array(4), 2).subarray(0, 128));
  const dict = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }";
  expect(text).toBe(`\x93NUMPY\x01\x00\x76\x00${dict.padEnd(117)}\n`);
  expect(() => encodeNpy(new Float32Array(5), 2)).toThrow('samples: expected 4 for 2 nodes a side, got 5');
});

it(`a hash is FNV-1a of 64 bits (seed ${SEED})`, () => {
  const hashOf = (text: string) => computeHash(Uint8Array.from(text, (character) => character.charCodeAt(0)));
  expect([hashOf(''), hashOf('a'), hashOf('foobar')]).toEqual([
    'cbf29ce484222325',
    'af63dc4c8601ec8c',
    '85944171f73967e8',
  ]);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      let hash = 0xcbf2_9ce4_8422_2325n;
      for (const byte of bytes) hash = ((hash ^ BigInt(byte)) * 0x100_0000_01b3n) & 0xffff_ffff_ffff_ffffn;
      expect(computeHash(bytes)).toBe(hash.toString(16).padStart(16, '0'));
    }),
    { seed: SEED, numRuns: 200 },
  );
});

it('a name says the content', () => {
  const one = encodeRawGrid(Float32Array.of(1, 2, 3, 4));
  const other = encodeRawGrid(Float32Array.of(1, 2, 3, 5));
  expect(computeAssetName('run-1', one)).toMatch(/^run-1-[0-9a-f]{16}\.f32$/);
  expect(computeAssetName('run-1', one)).toBe(computeAssetName('run-1', one.slice()));
  expect(computeAssetName('run-1', one)).not.toBe(computeAssetName('run-1', other));
  expect(computeAssetName('run-1', one, 'npy')).toMatch(/\.npy$/);
  for (const prefix of ['../up', '', '.hidden', 'a b', 'a/b'])
    expect(() => computeAssetName(prefix, one)).toThrow(`got '${prefix}'`);
});
