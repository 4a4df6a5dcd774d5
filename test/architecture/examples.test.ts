import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const EXAMPLES = path.resolve(import.meta.dirname, '../../examples');

it('examples name the package as its users do, and no file of its sources', () => {
  const files = readdirSync(EXAMPLES, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.(?:ts|tsx|mjs)$/.test(file) && !/\bnode_modules\b/.test(file),
  );
  const imported = files.flatMap((file) =>
    [...readFileSync(path.join(EXAMPLES, file), 'utf8').matchAll(/(?:\bfrom|\bimport\(?) *'(\.[^']*)'/g)].map(
      ([, specifier = '']) => path.join(EXAMPLES, path.dirname(file), specifier),
    ),
  );
  expect(imported.length).toBeGreaterThan(5);
  expect(imported.filter((target) => !target.startsWith(EXAMPLES))).toEqual([]);
});
