import { expect, it } from 'vitest';
import { describeError } from '../../src/host/describeError.js';

it.each([
  ['an error’s own words', new TypeError('no network'), 'no network'],
  ['its name, where it has no words', new RangeError(), 'RangeError'],
  [
    'the words of its cause, too',
    new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') }),
    'fetch failed (ECONNREFUSED)',
  ],
  ['no cause that is no error', new Error('failed', { cause: 7 }), 'failed'],
  ['a text', 'enough', 'enough'],
  ['nothing', undefined, 'undefined'],
  ['a thing that has no text', Object.create(null), 'an error that cannot be put into words'],
])('says %s', (_, error, words) => {
  expect(describeError(error)).toBe(words);
});
