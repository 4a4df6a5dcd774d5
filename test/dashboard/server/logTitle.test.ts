import { expect, it } from 'vitest';
import { compareLogIds, computeLogTitle } from '../../../src/dashboard/server/logTitle.js';

const TITLES = new Map([
  ['z-first', 'The first'],
  ['a-second', 'The second'],
  ['m-third', 'The third'],
]);

it('lists logs with a title in the order of the titles, then the others by name', () => {
  const ids = ['m-third', 'beta', 'a-second', 'alpha', 'z-first'];
  const listed = ids.sort((a, b) => compareLogIds(a, b, TITLES));
  expect(listed).toEqual(['z-first', 'a-second', 'm-third', 'alpha', 'beta']);
});

it('calls a log by its title, or by the words of its name', () => {
  expect(computeLogTitle('a-second', TITLES)).toBe('The second');
  expect(computeLogTitle('my-first_run', TITLES)).toBe('My first run');
});
