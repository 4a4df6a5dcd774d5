import { expect, it } from 'vitest';
import { isSameContent } from '../../src/protocol/sameContent.js';

it.each<[unknown, unknown]>([
  [1, 1],
  [NaN, NaN],
  ['pca', 'pca'],
  [null, null],
  [undefined, undefined],
  [{}, {}],
  [
    { x: 1, y: [2, { z: null }] },
    { y: [2, { z: null }], x: 1 },
  ],
])('%j says the same as %j', (a, b) => {
  expect(isSameContent(a, b)).toBe(true);
});

it.each<[unknown, unknown]>([
  [1, 2],
  [1, '1'],
  [0, null],
  [null, undefined],
  [null, {}],
  [[], {}],
  [[1, 2], [1]],
  [{ x: 1 }, { x: 1, y: undefined }],
  [{ x: undefined }, { y: undefined }],
  [{ x: [1, { y: 2 }] }, { x: [1, { y: 3 }] }],
])('%j does not say the same as %j', (a, b) => {
  expect(isSameContent(a, b)).toBe(false);
  expect(isSameContent(b, a)).toBe(false);
});
