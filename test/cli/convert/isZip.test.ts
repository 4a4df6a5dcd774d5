import { expect, it } from 'vitest';
import { isZip } from '../../../src/cli/convert/isZip.js';

it.each([
  ['an archive', [0x50, 0x4b, 3, 4], true],
  ['an archive without a file', [0x50, 0x4b, 5, 6], true],
  ['a part of an archive', [0x50, 0x4b, 7, 8], false],
  ['a text that begins as one', [0x50, 0x4b, 0x2c, 0x31], false],
  ['other bytes before the same mark', [0x50, 0x4c, 3, 4], false],
  ['the mark alone, elsewhere', [0, 0, 3, 4], false],
  ['its first letters', [0x50, 0x4b], false],
  ['nothing', [], false],
])('of %s', (_, bytes, isArchive) => {
  expect(isZip(Uint8Array.from(bytes))).toBe(isArchive);
});
