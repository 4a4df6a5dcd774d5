import { expect, it } from 'vitest';
import { DIAGNOSTIC_CODES, DIAGNOSTIC_DESCRIPTIONS } from '../../src/protocol/diagnostic.js';
import { readDocument, tableRowsOf } from './readDocument.js';

const rows = tableRowsOf(readDocument('docs/diagnostics.md'));

it('docs/diagnostics.md lists every code once, in the order of the source', () => {
  expect(rows.map(([code]) => code)).toEqual(DIAGNOSTIC_CODES.map((code) => `\`${code}\``));
});

it('docs/diagnostics.md describes each code in the words of the source', () => {
  const described = Object.fromEntries(rows.map(([code = '', means]) => [code.replaceAll('`', ''), means]));
  expect(described).toEqual(DIAGNOSTIC_DESCRIPTIONS);
});

it('docs/diagnostics.md says of each code what to change', () => {
  for (const [code, , change = ''] of rows) expect(change.length, code).toBeGreaterThan(20);
});
