import { expect, it } from 'vitest';
import { OPTIMIZER_DEFAULTS } from '../../src/descent/optimizers/optimizerOptions.js';
import { DEFAULT_STOPS } from '../../src/descent/stopConditions.js';
import { heightShareOf } from '../../src/descent/illustrative/lossFall.js';
import { TEST_FUNCTIONS } from '../../src/descent/testFunctions/testFunctions.js';
import { FINISH_REASONS } from '../../src/protocol/events.js';
import { readDocument, tableRowsOf } from '../docs/readDocument.js';

const document = readDocument('docs/descent.md');
const rows = tableRowsOf(document).map((cells) => cells.map((cell) => cell.replaceAll('`', '')));
const rowsOf = (names: readonly string[]): string[][] => rows.filter(([name = '']) => names.includes(name));

it('docs/descent.md has every optimizer with its options and their defaults', () => {
  const stated = Object.entries(OPTIMIZER_DEFAULTS).map(([name, { learningRate, ...others }]) => [
    name,
    String(learningRate),
    Object.entries(others as Record<string, unknown>)
      .map(([option, value]) => `${option} ${String(value)}`)
      .sort(),
  ]);
  const found = rowsOf(Object.keys(OPTIMIZER_DEFAULTS)).map(([name, , rate, options = '']) => [
    name,
    rate,
    options.split(', ').sort(),
  ]);
  expect(found).toEqual(stated);
});

it('docs/descent.md has every test function with its formula, domain and number of minima', () => {
  const found = rowsOf(Object.keys(TEST_FUNCTIONS)).map(([name, formula, domainHalf]) => [
    name,
    formula,
    Number(domainHalf),
  ]);
  expect(found).toEqual(
    Object.values(TEST_FUNCTIONS).map((test) => [test.name, test.formula, test.domainHalf]),
  );
  for (const [name = '', , , minima = ''] of rowsOf(['himmelblau', 'styblinski_tang', 'six_hump_camel'])) {
    expect(parseInt(minima, 10)).toBe(TEST_FUNCTIONS[name as keyof typeof TEST_FUNCTIONS].minima.length);
  }
});

it('docs/descent.md has every reason, and the defaults of the stop conditions', () => {
  expect(rowsOf(FINISH_REASONS)).toHaveLength(FINISH_REASONS.length);
  for (const value of ['1e-6', '1e-9', '1,000']) expect(document).toContain(`(${value})`);
  expect(DEFAULT_STOPS).toEqual({ tolGrad: 1e-6, tolStep: 1e-9, steps: 1_000 });
});

it('docs/descent.md has the shares of the height that losses leave', () => {
  const shares = [10, 1_000, 1_000_000].map((times) => heightShareOf(Math.log(times), 4) * 100);
  expect(shares.map((share) => Number(share.toPrecision(2)))).toEqual([16, 1.8, 0.25]);
});
