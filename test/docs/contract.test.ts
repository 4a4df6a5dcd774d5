import path from 'node:path';
import { expect, it } from 'vitest';
import {
  DEFAULT_DOMAIN_HALF,
  DEFAULT_PARSE_LIMITS,
  DEFAULT_Z_SCALE,
  EVENT_NAMES,
  FINISH_REASONS,
  SURFACE_KINDS,
} from '../../src/protocol/index.js';
import { namesOfTables, writeContractTables } from './contractTables.js';
import { readDocument, ROOT, tableRowsOf } from './readDocument.js';

const contract = readDocument('docs/contract.md');
const rows = tableRowsOf(contract).map((row) => row.map((cell) => cell.replaceAll('`', '')));

it('docs/contract.md has a section for each event, and every kind and reason', () => {
  for (const name of EVENT_NAMES) expect(contract).toContain(`\n## ${name}\n`);
  for (const word of [...SURFACE_KINDS, ...FINISH_REASONS])
    expect(contract).toMatch(new RegExp(`\`"?${word}"?\``));
});

it('docs/contract.md states the defaults of the frame as the code has them', () => {
  expect(rows).toContainEqual(['domainHalf', expect.any(String), String(DEFAULT_DOMAIN_HALF)]);
  expect(rows).toContainEqual(['zScale', expect.any(String), String(DEFAULT_Z_SCALE)]);
});

// `npx vitest run --project unit test/docs/contract -u` writes them.
it('docs/contract.md has the fields as the table of the contract has them', async () => {
  const names = [...EVENT_NAMES, 'params', 'point', 'projection'];
  expect([...namesOfTables(contract)].sort()).toEqual([...names].sort());
  await expect(await writeContractTables(contract)).toMatchFileSnapshot(path.join(ROOT, 'docs/contract.md'));
});

it('docs/contract.md states the limits of a message as the code has them', () => {
  const stated = rows.filter(([name = '']) => name in DEFAULT_PARSE_LIMITS);
  expect(Object.fromEntries(stated.map(([name = '', value]) => [name, Number(value)]))).toEqual(
    DEFAULT_PARSE_LIMITS,
  );
});
