import { expect, it } from 'vitest';
import { decodeGrid } from '../../../src/surface/grid/index.js';
import { Random } from '../../fuzz/random.js';
import { READABLE_GRIDS, REFUSED_GRIDS, writeNpy, writeRaw } from './gridFixtures.js';
import { itOnce, scaled } from '../../support/testLength.js';

const TRIED = scaled({ short: 10_000, long: 40_000 });
const MAX_BYTES = 20_000;
const FILES = [...READABLE_GRIDS, ...REFUSED_GRIDS].map(({ bytes }) => bytes);
const RESOLUTIONS = [2, 3, 7, 16, 49, 50, 70, 71, 0, -1, 1.5, NaN, Infinity, 2 ** 31, 2 ** 53, 1e300];

/** Decodes; says what the outcome was, or what is wrong with it. No `expect`, which would take most of the time. */
function check(bytes: Uint8Array, resolution: number): string {
  const decoding = decodeGrid(bytes, resolution, { maxBytes: MAX_BYTES });
  if (decoding.ok) {
    const { samples, nodes } = decoding.grid;
    const isSquare = Number.isInteger(nodes) && nodes >= 2 && samples.length === nodes * nodes;
    return isSquare && samples.byteLength <= MAX_BYTES ? 'grid' : `a grid of ${samples.length} for ${nodes}`;
  }
  const { code, found, expected, isRetryable } = decoding.problem;
  const isInWords = found !== '' && found.length <= 80 && expected !== '' && !isRetryable;
  return isInWords ? code : `${code} without words`;
}

/** Every outcome that decoding can have. */
const OUTCOMES = [
  'asset_empty',
  'asset_not_grid',
  'asset_too_large',
  'grid',
  'grid_format_unsupported',
  'grid_length_mismatch',
  'grid_shape_invalid',
];

it('any file, mutated and cut, is a grid or one problem (seed 4121)', () => {
  const random = new Random(4121);
  const seen = new Set<string>();
  for (let n = 0; n < TRIED; n++) {
    const bytes = random.pick(FILES).slice();
    // Mostly in the header, where it matters.
    for (let count = random.below(6); count > 0; count--)
      bytes[random.below(random.oneIn(4) ? bytes.length : Math.min(bytes.length, 130))] = random.below(256);
    const end = random.oneIn(3) ? random.below(bytes.length + 1) : bytes.length;
    seen.add(check(bytes.subarray(random.oneIn(8) ? random.below(4) : 0, end), random.pick(RESOLUTIONS)));
  }
  expect([...seen].sort()).toEqual(OUTCOMES);
});

it('any header of the pieces of a header is a grid or one problem (seed 4122)', () => {
  const random = new Random(4122);
  const pieces = [
    ...[
      "'descr'",
      "'fortran_order'",
      "'shape'",
      "'<f4'",
      "'>i8'",
      "'|u1'",
      "'<c8'",
      "'",
      '"',
      'True',
      'False',
      'None',
    ],
    ...[
      '(2, 2)',
      '(3, 3)',
      '(2, 3)',
      '(4,)',
      '()',
      '(70, 70)',
      '(71, 71)',
      '(2,',
      '2',
      '1000000000',
      '99999999999999999999999',
      '2L',
      '-2',
    ],
    ...[
      '{',
      '}',
      '(',
      ')',
      '[',
      ']',
      ',',
      ':',
      ' ',
      '\n',
      '\0',
      '\\',
      '#',
      '.',
      'e',
      'x',
      '\xe9',
      "('x', '<f4')",
    ],
  ];
  const seen = new Set<string>();
  for (let n = 0; n < TRIED; n++) {
    const parts = ['{', "'descr'", ':', "'|u1'", ',', "'fortran_order'", ':', 'False', ',', "'shape'", ':'];
    parts.push(random.pick(['(2, 2)', '(70, 70)', '(71, 71)']), ',', '}');
    for (let count = random.below(4); count > 0; count--)
      parts.splice(random.below(parts.length + 1), random.below(2), random.pick(pieces));
    const data = new Uint8Array(random.pick([0, 4, 16, 4900, 5041]));
    seen.add(check(writeNpy(parts.join(''), data, 1 + random.below(3)), 50));
  }
  expect([...seen].sort()).toEqual(OUTCOMES.filter((outcome) => !/empty|not_grid/.test(outcome)));
});

it('any bytes at all are a grid or one problem (seed 4123)', () => {
  const random = new Random(4123);
  const seen = new Set<string>();
  for (let n = 0; n < TRIED / 2; n++) {
    const bytes = Uint8Array.from({ length: random.below(200) }, () => random.below(256));
    if (random.oneIn(2))
      bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, random.below(5)].slice(0, bytes.length));
    seen.add(check(bytes, random.pick(RESOLUTIONS)));
  }
  expect(OUTCOMES).toEqual(expect.arrayContaining([...seen]));
});

itOnce('every length is read for at most the two resolutions that it fits', () => {
  const bytes = writeRaw(12);
  const misread: string[] = [];
  for (let length = 0; length <= bytes.length; length++)
    for (let resolution = 2; resolution < 14; resolution++) {
      const isFit = [resolution, resolution + 1].some((nodes) => length === 4 * nodes * nodes);
      if (decodeGrid(bytes.subarray(0, length), resolution).ok !== isFit)
        misread.push(`${length}, ${resolution}`);
    }
  expect(misread).toEqual([]);
});
