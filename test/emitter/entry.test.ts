import { expect, it } from 'vitest';
import * as descent from '../../src/descent/index.js';
import * as emitter from '../../src/emitter.js';
import * as projection from '../../src/projection/index.js';

it('has every name of the entries for descents and projections', () => {
  const names = Object.keys({ ...descent, ...projection });
  expect(names.length).toBeGreaterThan(25);
  expect(names.filter((name) => !(name in emitter))).toEqual([]);
});
