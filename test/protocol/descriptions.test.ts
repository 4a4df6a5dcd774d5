import { expect, it } from 'vitest';
import { DIAGNOSTIC_DESCRIPTIONS } from '../../src/protocol/index.js';
import { readDocument, tableRowsOf } from '../docs/readDocument.js';

const DESCRIPTIONS = Object.entries(DIAGNOSTIC_DESCRIPTIONS);
const documented = new Map(
  tableRowsOf(readDocument('docs/diagnostics.md')).map(([code = '', means]) => [code, means]),
);

it.each(DESCRIPTIONS)('%s means a whole sentence, and the one that is documented', (code, description) => {
  expect(description).toMatch(/^[A-Z`].*[^ ]\.$/);
  expect(documented.get(`\`${code}\``)).toBe(description);
});
