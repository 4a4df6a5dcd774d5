import { expect, it } from 'vitest';
import { scaled } from './testLength.js';

it('is one of the two counts', () => {
  expect([10, 1000]).toContain(scaled({ short: 10, long: 1000 }));
});
