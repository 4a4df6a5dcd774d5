import { expect, it } from 'vitest';
import { NOTICE_CODES } from '../../src/view/pictureNotices.js';
import { readDocument, tableRowsOf } from './readDocument.js';

const rows = tableRowsOf(readDocument('docs/notices.md'));

it('docs/notices.md lists every code once, in the order of the source, with when and what to do', () => {
  expect(rows.map(([code]) => code)).toEqual(NOTICE_CODES.map((code) => `\`${code}\``));
  for (const [code, when = '', what = ''] of rows)
    expect(Math.min(when.length, what.length), code).toBeGreaterThan(20);
});
