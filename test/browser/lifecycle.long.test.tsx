import { expect, it } from 'vitest';
import { mountAgainAndAgain, NOTHING } from './mountedView.js';

it('leaves no geometry and no texture behind, mounted and unmounted 50 times', async () => {
  expect(await mountAgainAndAgain(50)).toEqual(Array.from({ length: 50 }, () => NOTHING));
});
