import { expect, it } from 'vitest';
import { findLeftOut } from './longTests.js';

const FILES = [
  { file: 'test/path/plain.test.ts', text: 'it(…)' },
  {
    file: 'test/path/counted.test.tsx',
    text: ['const RUNS = scaled', '({ short: 10, long: 1000 });'].join(''),
  },
  { file: 'test/run/some.test.ts', text: ['itLong', "('…')"].join('') },
  { file: 'test/run/table.test.ts', text: ['itLong', '.each(CASES)'].join('') },
  { file: 'test/run/exhaustive.long.test.ts', text: 'it(…)' },
];

it('leaves out of a short run what is long alone', () => {
  expect(findLeftOut(FILES, 'short')).toEqual(['test/run/exhaustive.long.test.ts']);
});

it('leaves out of a long run what would run at the size of the short one', () => {
  expect(findLeftOut(FILES, 'long')).toEqual(['test/path/plain.test.ts']);
});
