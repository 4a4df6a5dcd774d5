import { describe, expect, it } from 'vitest';
import { decodeGrid, type GridProblem, type SampledGrid } from '../../../src/surface/grid/index.js';
import { findGrid, READABLE_GRIDS, REFUSED_GRIDS, writeNpy, writeRaw } from './gridFixtures.js';

function decoded(bytes: Uint8Array, resolution: number): SampledGrid {
  const decoding = decodeGrid(bytes, resolution);
  if (!decoding.ok) throw new Error(`refused: ${JSON.stringify(decoding.problem)}`);
  return decoding.grid;
}

function refused(bytes: Uint8Array, resolution: number, maxBytes?: number): GridProblem {
  const decoding = decodeGrid(bytes, resolution, maxBytes === undefined ? {} : { maxBytes });
  if (decoding.ok) throw new Error(`read as ${decoding.grid.nodes} nodes`);
  return decoding.problem;
}

/** The bits of every sample; one NaN for all. */
function toBits(samples: Float32Array): number[] {
  const bits = new Uint32Array(Float32Array.from(samples).buffer);
  return Array.from(samples, (z, n) => (Number.isNaN(z) ? -1 : bits[n]!));
}

/** The same bytes, `shift` bytes into a larger buffer. */
function shifted(bytes: Uint8Array, shift: number): Uint8Array {
  const larger = new Uint8Array(bytes.length + shift);
  larger.set(bytes, shift);
  return larger.subarray(shift);
}

const SQUARE = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }";
const DATA = Uint8Array.from({ length: 16 }, (_, i) => i);

describe('files that NumPy wrote', () => {
  it('[SURFACE-13] are all there: every dtype in each byte order and layout, over three versions', () => {
    const names = READABLE_GRIDS.map(({ name }) => name.split('-').slice(0, 3).join('-'));
    const wide = ['f2', 'f4', 'f8', 'i2', 'i4', 'i8', 'u2', 'u4', 'u8'].flatMap((code) => [
      `${code}-le`,
      `${code}-be`,
    ]);
    const all = [...wide, 'i1-1', 'u1-1', 'b1-1'].flatMap((kind) => [`${kind}-C`, `${kind}-F`]);
    expect(names.filter((name) => !name.startsWith('raw')).sort()).toEqual(all.sort());
    const versions = new Set(READABLE_GRIDS.flatMap(({ name }) => /v\d/.exec(name)?.[0] ?? []));
    expect(versions).toEqual(new Set(['v1', 'v2', 'v3']));
  });

  it.each(READABLE_GRIDS)('[SURFACE-13] $name has the samples that NumPy makes of it', (grid) => {
    for (const shift of [0, 1, 2, 4]) {
      const { samples, nodes } = decoded(shifted(grid.bytes, shift), grid.resolution);
      expect(nodes).toBe(grid.nodes);
      expect(toBits(samples)).toEqual(toBits(grid.samples));
    }
  });

  it.each(REFUSED_GRIDS)('$name is refused as $refusedAs', ({ bytes, resolution, refusedAs }) => {
    expect(refused(bytes, resolution)).toMatchObject({ code: refusedAs, isRetryable: false });
  });

  it('are the whole table of awkward numbers', () => {
    const doubles = findGrid('f8-le-F-v1-33.npy').samples;
    for (const z of [Infinity, -Infinity, 3.4028234663852886e38, 2 ** -149, -0, 1 + 2 ** -22])
      expect(doubles.some((sample) => Object.is(sample, z))).toBe(true);
    expect(doubles.some((sample) => Number.isNaN(sample))).toBe(true);
  });
});

describe('raw float32', () => {
  it('[SURFACE-12] has R samples or R cells a side, whichever the length fits', () => {
    expect(decoded(writeRaw(50), 50).nodes).toBe(50);
    expect(decoded(writeRaw(51), 50).nodes).toBe(51);
    expect(decoded(writeRaw(2), 2).nodes).toBe(2);
    expect(decoded(writeRaw(3), 2).samples).toEqual(Float32Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8));
  });

  it('[SURFACE-12] says which lengths would fit where neither does', () => {
    expect(refused(writeRaw(52), 50)).toEqual({
      code: 'grid_length_mismatch',
      found: '10816 bytes',
      expected: '10000 bytes (50 samples a side) or 10404 bytes (50 cells a side)',
      hint: 'these would be 52 samples a side',
      isRetryable: false,
    });
    expect(refused(writeRaw(50).subarray(1), 50)).toMatchObject({
      code: 'grid_length_mismatch',
      found: '9999 bytes',
    });
  });

  it.each([50, 51])('recognizes float64 of %i a side by its length', (nodes) => {
    const doubles = new Uint8Array(Float64Array.from({ length: nodes * nodes }, Math.sqrt).buffer);
    expect(refused(doubles, 50)).toMatchObject({
      code: 'grid_length_mismatch',
      hint: "this is the length of float64 samples: write Z.astype('<f4').tobytes()",
    });
  });

  it.each([0, 1, 1.5, -50, NaN, Infinity, 2 ** 53])('refuses the resolution %d', (resolution) => {
    expect(refused(writeRaw(2), resolution)).toMatchObject({
      code: 'grid_shape_invalid',
      found: `a resolution of ${resolution}`,
      expected: 'an integer of at least 2',
    });
  });

  it('refuses a resolution beyond the limit', () => {
    expect(refused(writeRaw(2), 4097)).toMatchObject({
      code: 'asset_too_large',
      found: 'a resolution of 4097',
      expected: 'at most 4096 for 67108864 bytes',
    });
  });

  it('is never read where the limit is no number', () => {
    expect(refused(writeRaw(2), 2, NaN).code).toBe('asset_too_large');
  });
});

describe('what is copied', () => {
  it.each(['raw-16.f32', 'f4-le-C-v2-7.npy'])(
    '%s is a view of its file where that lies on four bytes',
    (name) => {
      const { bytes, resolution } = findGrid(name);
      expect(decoded(bytes, resolution).samples.buffer).toBe(bytes.buffer);
      const later = shifted(bytes, 4);
      expect(decoded(later, resolution).samples.buffer).toBe(later.buffer);
      for (const shift of [1, 2, 3]) {
        const { samples } = decoded(shifted(bytes, shift), resolution);
        expect([samples.byteOffset, samples.buffer.byteLength]).toEqual([0, samples.byteLength]);
      }
    },
  );

  it('leaves the file as it was', () => {
    for (const { bytes, resolution } of READABLE_GRIDS) {
      const before = bytes.slice();
      decoded(bytes, resolution);
      expect(Buffer.compare(bytes, before)).toBe(0);
    }
  });
});

describe('the limit', () => {
  it('counts the bytes of the file', () => {
    const { bytes, resolution } = findGrid('f8-le-C-v3-17.npy');
    expect(decodeGrid(bytes, 2, { maxBytes: bytes.length })).toMatchObject({ ok: true });
    expect(refused(bytes, 2, bytes.length - 1)).toMatchObject({
      code: 'asset_too_large',
      found: `${bytes.length} bytes`,
      expected: `at most ${bytes.length - 1} bytes`,
    });
    expect(resolution).toBe(50);
  });

  it('counts the float32 samples that small numbers become', () => {
    const npy = writeNpy(
      "{'descr': '|u1', 'fortran_order': False, 'shape': (100, 100), }",
      new Uint8Array(10_000),
    );
    expect(decodeGrid(npy, 2, { maxBytes: 40_000 })).toMatchObject({ ok: true });
    expect(refused(npy, 2, 39_999)).toMatchObject({
      code: 'asset_too_large',
      found: 'a shape of (100, 100)',
      expected: 'at most (99, 99) for 39999 bytes',
    });
  });

  it.each([
    '(1000000000, 1000000000)',
    '(99999999999999999999, 99999999999999999999)',
    '(4294967296, 4294967296)',
  ])('refuses a shape of %s before anything is multiplied', (shape) => {
    const npy = writeNpy(`{'descr': '<f4', 'fortran_order': False, 'shape': ${shape}, }`, DATA);
    expect(refused(npy, 2).code).toBe('asset_too_large');
  });
});

describe('the header of a .npy file', () => {
  it.each([
    SQUARE,
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2)}",
    '{"descr": "<f4", "fortran_order": False, "shape": (2, 2)}',
    "{'shape': (2,2), 'descr': '<f4', 'fortran_order': False}",
    "{'descr':'<f4','fortran_order':False,'shape':(2L, 2L),}",
    "  { 'descr' : '<f4' ,\n'fortran_order': False, 'shape': ( 2 , 2 , ) , }  ",
  ])('is read as %j', (header) => {
    for (const version of [1, 2, 3]) {
      const samples = new Float32Array(DATA.buffer);
      expect(decoded(writeNpy(header, DATA, version), 50)).toEqual({ samples, nodes: 2 });
    }
  });

  it.each([
    '',
    '{',
    '{}',
    "{'descr': '<f4', 'fortran_order': False}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), 'more': 1}",
    "{'descr': '<f4', 'descr': '<f8', 'fortran_order': False, 'shape': (2, 2)}",
    "{'descr': '<f4', 'fortran_order': 0, 'shape': (2, 2)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': [2, 2]}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2, -2)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2.0)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2, True)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (1+1, 2)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2 2)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2)} # comment",
    "{'descr': '\\x3cf4', 'fortran_order': False, 'shape': (2, 2)}",
    "{'descr': '<f4, 'fortran_order': False, 'shape': (2, 2)}",
    "{'descr': __import__('os'), 'fortran_order': False, 'shape': (2, 2)}",
    `{'descr': ${'('.repeat(30_000)}`,
    `{'descr': ${'['.repeat(9)}${']'.repeat(9)}, 'fortran_order': False, 'shape': (2, 2)}`,
  ])('is refused as %j', (header) => {
    const problem = refused(writeNpy(header, DATA), 2);
    expect(problem.code).toBe('grid_format_unsupported');
    expect(problem.found).toMatch(/^a \.npy header "/);
    expect(problem.found.length).toBeLessThanOrEqual(80);
  });

  it.each([
    ['<c8', 'complex numbers'],
    ['|O', 'Python objects'],
    ['<U4', 'text'],
    ['<M8[s]', 'dates'],
    ['|V2', 'bytes without a meaning'],
    ['<f16', 'floats of that size'],
    ['<i16', 'integers of that size'],
    ['f4', 'unknown'],
    ['=f4', 'without a byte order'],
    ['|f4', 'without a byte order'],
    ['', 'unknown'],
    ['__proto__', 'unknown'],
  ])('with the dtype %j says that it is %s', (descr, words) => {
    const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': (2, 2)}`;
    expect(refused(writeNpy(header, DATA), 2)).toEqual({
      code: 'grid_format_unsupported',
      found: `dtype ${JSON.stringify(descr)} (${words})`,
      expected: 'float64, float32, float16, an integer of up to 64 bits, or bool',
      hint: "write it with np.save(file, Z.astype('<f4'))",
      isRetryable: false,
    });
  });

  it('is refused beyond 64 KiB, however long it says it is', () => {
    const npy = writeNpy(SQUARE, DATA, 2);
    new DataView(npy.buffer).setUint32(8, 0xffff_ffff, true);
    expect(refused(npy, 2)).toMatchObject({
      code: 'grid_format_unsupported',
      found: 'a .npy header of 4294967295 bytes',
    });
  });

  it.each([0, 4, 255])('of version %i is refused', (version) => {
    const npy = writeNpy(SQUARE, DATA);
    npy[6] = version;
    expect(refused(npy, 2)).toMatchObject({
      code: 'grid_format_unsupported',
      found: `.npy of version ${version}`,
      expected: 'version 1, 2 or 3',
    });
  });

  it('says how long the file would have to be', () => {
    const npy = writeNpy(SQUARE, DATA);
    expect(refused(npy.subarray(0, -1), 2)).toMatchObject({
      code: 'grid_length_mismatch',
      found: '143 bytes',
      expected: '144 for a .npy file of a shape of (2, 2) and dtype f4',
      hint: 'the file is cut short',
    });
    expect(refused(writeNpy(SQUARE, new Uint8Array(20)), 2).hint).toBe('send one array in one file');
    for (const length of [6, 7, 9, 10, 60])
      expect(refused(npy.subarray(0, length), 2)).toMatchObject({
        code: 'grid_length_mismatch',
        found: `${length} bytes`,
        hint: 'the file is cut short',
      });
  });

  it('says what shape came', () => {
    expect(refused(REFUSED_GRIDS.find(({ name }) => name === 'refused-oblong.npy')!.bytes, 3)).toMatchObject({
      found: 'a shape of (3, 4)',
      expected: 'a square of two axes and at least 2 × 2, such as (50, 50)',
    });
    expect(refused(REFUSED_GRIDS.find(({ name }) => name === 'refused-1d.npy')!.bytes, 3).found).toBe(
      'a shape of (9,)',
    );
  });
});

describe('what is no grid', () => {
  const gzip = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0);
  it.each([
    ['HTML', '<!DOCTYPE html><html><body>Sign in</body></html>', /^HTML "<!DOCTYPE html>/],
    ['HTML after space', '\n  <HTML lang="de">', /^HTML "/],
    ['JSON', '{"detail": "Not Found"}', /^JSON "{\\"detail\\"/],
    ['a list in JSON', '[[0.1, 0.2], [0.3, 0.4]]', /^JSON /],
    ['text', 'version https://git-lfs.github.com/spec/v1\noid sha256:1', /^text "version https:/],
    ['UTF-8', 'Zugriff verweigert: höchstens 3', /^text /],
    ['gzip', gzip, /^a gzip file$/],
    ['PNG', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10), /^a PNG picture$/],
  ])('says that it is %s', (_, content, found) => {
    const bytes = typeof content === 'string' ? new Uint8Array(Buffer.from(content)) : content;
    const problem = refused(bytes, 50);
    expect(problem.code).toBe('asset_not_grid');
    expect(problem.found).toMatch(found);
    expect(problem.found.length).toBeLessThanOrEqual(80);
    expect(problem.hint).toBeDefined();
    expect(problem.expected).toContain('10000 bytes');
  });

  it('is HTML even of the length of a grid', () => {
    const page = Buffer.from(`<!doctype html><title>502</title>${' '.repeat(10_000)}`).subarray(0, 10_000);
    expect(refused(new Uint8Array(page), 50).code).toBe('asset_not_grid');
  });

  it('is nothing at all', () => {
    expect(refused(new Uint8Array(0), 50)).toEqual({
      code: 'asset_empty',
      found: '0 bytes',
      expected: 'the samples of a grid',
      isRetryable: false,
    });
  });

  it('is distinguished from samples of the right length that look like text', () => {
    const bytes = new Uint8Array(Buffer.from('[1, 2, 3, 4, 5]\n'));
    expect(decoded(bytes, 2).nodes).toBe(2);
  });
});
