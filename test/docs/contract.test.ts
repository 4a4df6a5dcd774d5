import { expect, it } from 'vitest';
import {
  DEFAULT_DOMAIN_HALF,
  DEFAULT_PARSE_LIMITS,
  DEFAULT_Z_SCALE,
  EVENT_NAMES,
  FINISH_REASONS,
  SURFACE_KINDS,
  SURFACE_PARAM_DEFAULTS,
} from '../../src/protocol/index.js';
import { readDocument, tableRowsOf } from './readDocument.js';

const contract = readDocument('docs/contract.md');
const rows = tableRowsOf(contract).map((row) => row.map((cell) => cell.replaceAll('`', '')));

it('docs/contract.md has a section for each event, and every kind and reason', () => {
  for (const name of EVENT_NAMES) expect(contract).toContain(`\n## ${name}\n`);
  for (const word of [...SURFACE_KINDS, ...FINISH_REASONS]) expect(contract).toContain(`\`${word}\``);
});

it('docs/contract.md states the defaults of the surfaces as the code has them', () => {
  const inCode = Object.entries(SURFACE_PARAM_DEFAULTS).flatMap(([kind, params]) =>
    Object.entries(params).map(([name, value]) => [kind, name, String(value)]),
  );
  const kinds: readonly string[] = SURFACE_KINDS;
  expect(
    rows.filter(([kind = '', name]) => kinds.includes(kind) && name !== undefined && !name.includes('·')),
  ).toEqual(inCode);
  expect(rows).toContainEqual(['domainHalf', expect.any(String), String(DEFAULT_DOMAIN_HALF)]);
  expect(rows).toContainEqual(['zScale', expect.any(String), String(DEFAULT_Z_SCALE)]);
});

it('docs/contract.md states the limits of a message as the code has them', () => {
  const stated = rows.filter(([name = '']) => name in DEFAULT_PARSE_LIMITS);
  expect(Object.fromEntries(stated.map(([name = '', value]) => [name, Number(value)]))).toEqual(
    DEFAULT_PARSE_LIMITS,
  );
});
