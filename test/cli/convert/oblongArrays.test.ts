import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { readHdf5 } from '../../../src/cli/convert/readHdf5.js';

const file = path.join(import.meta.dirname, '../../fixtures/landscapes/oblong.h5');
const read = (isTransposed: boolean) =>
  readHdf5(readFileSync(file), { dataset: 'train_loss', isTransposed, file });

it('reads five columns and nine rows by the coordinates, whichever of the two is first in the array', () => {
  const straight = read(false);
  expect(straight).toMatchObject({ columns: 5, rows: 9 });
  const turned = read(true);
  expect(turned).toMatchObject({ columns: 5, rows: 9, xs: straight.xs, ys: straight.ys });
  for (let j = 0; j < 9; j++) {
    for (let i = 0; i < 5; i++) expect(turned.values[j * 5 + i]).toBe(straight.values[i * 9 + j]);
  }
});
