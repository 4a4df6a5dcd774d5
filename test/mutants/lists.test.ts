import path from 'node:path';
import { expect, it } from 'vitest';
import { placeMutant, readMutants } from './mutant.mjs';
import { readSources } from './sources.mjs';

it('has each mistake of its lists at one place of the code', () => {
  const sources = readSources(process.cwd());
  const mutants = readMutants(path.join(import.meta.dirname, 'list'));
  expect(mutants.length).toBeGreaterThan(500);
  const faults = mutants.flatMap((mutant) => {
    const place = placeMutant(sources, mutant);
    return typeof place === 'string' ? [`${place}: ${mutant.text}`] : [];
  });
  expect(faults).toEqual([]);
});
