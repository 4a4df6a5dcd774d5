import { REVISION } from 'three';
import { expect, it } from 'vitest';
import manifest from '../../package.json';

it('is drawn by the oldest three.js that a host may have, and by the newest', () => {
  const [, oldest, beyond] = /^>=0\.(\d+) <0\.(\d+)$/.exec(manifest.peerDependencies.three) ?? [];
  const isOldest = import.meta.env['VITE_OLDEST_THREE'] === 'true';
  expect(Number(REVISION)).toBe(isOldest ? Number(oldest) : Number(beyond) - 1);
});
