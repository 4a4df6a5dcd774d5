import { describe, expect, it } from 'vitest';
import { computeDigits, formatCount, formatNumber } from '../../src/view/formatNumber.js';
import { ENGLISH } from '../../src/view/labels.js';
import { DEFAULT_WORDING, formatBytes } from '../../src/view/wording.js';

describe('formatNumber', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [1, '1'],
    [-0.1134, '−0.1134'],
    [0.004412345, '0.004412'],
    [2.0454e-4, '2.045e−4'],
    [1e-7, '1e−7'],
    [123456.7, '123500'],
    [1e6, '1e6'],
    [-1.23456e38, '−1.235e38'],
    [999999.9, '1000000'],
    [Number.NaN, '–'],
    [Number.POSITIVE_INFINITY, '∞'],
    [Number.NEGATIVE_INFINITY, '−∞'],
  ])('writes %d as %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });
});

describe('the place of a step in a row', () => {
  it.each([
    [1, '1st'],
    [2, '2nd'],
    [3, '3rd'],
    [4, '4th'],
    [10, '10th'],
    [11, '11th'],
    [12, '12th'],
    [13, '13th'],
    [21, '21st'],
    [50, '50th'],
    [111, '111th'],
    [1002, '1\u202f002nd'],
  ])('writes %d as %s', (value, text) => {
    expect(ENGLISH.notices.everyNthStep(formatCount(value), value)).toBe(`Points for every ${text} step`);
  });
});

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [66_049, '66.0 kB'],
    [264_196, '264.2 kB'],
    [1e6, '1.0 MB'],
    [4_194_304, '4.2 MB'],
  ])('writes %d as %s', (bytes, text) => {
    expect(formatBytes(bytes, DEFAULT_WORDING)).toBe(text);
  });
});

describe('formatCount', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1000, '1\u202f000'],
    [1_234_567, '1\u202f234\u202f567'],
    [10 ** 15, '1\u202f000\u202f000\u202f000\u202f000\u202f000'],
  ])('writes %d in groups of three', (value, text) => {
    expect(formatCount(value)).toBe(text);
  });
});

describe('computeDigits', () => {
  it.each([
    [0, 12.96, 4],
    [-5, 5, 4],
    [1_000_000, 1_003_600, 6],
    [1e6, 1e6 + 1e-3, 12],
    [3, 3, 4],
  ])('of a range from %d to %d is %d', (min, max, digits) => {
    expect(computeDigits(min, max)).toBe(digits);
  });
});
