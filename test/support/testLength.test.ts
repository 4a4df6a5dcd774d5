import { expect, inject, it } from 'vitest';
import { itLong, itOnce, scaled } from './testLength.js';

it('is one of the two counts', () => {
  expect([10, 1000]).toContain(scaled({ short: 10, long: 1000 }));
});

itOnce('registers a test of no length in a short run', () => {
  expect(inject('testLength')).toBe('short');
});

itLong('registers in a long run what a short one has no time for', () => {
  expect(inject('testLength')).toBe('long');
});
