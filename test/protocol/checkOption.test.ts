import { expect, it } from 'vitest';
import { readMeasure } from '../../src/protocol/checkOption.js';

it('an option that makes no sense is named with whom it is of', () => {
  expect(() => readMeasure('transport', { waitMs: -1 }, 'waitMs', 1)).toThrow(
    'transport: waitMs: expected a number of at least 0, got -1',
  );
});
