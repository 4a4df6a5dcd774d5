import { expect, it } from 'vitest';
import { planEngine } from './installEngine.mjs';

const DEBIAN = {
  platform: 'linux' as const,
  isRoot: true,
  has: (command: string) => command === 'apt-get',
  hasFreeSudo: () => false,
};
const SURROUNDINGS = 'xvfb xauth libgl1-mesa-dri libegl1 fonts-liberation';

it.each([
  ['firefox', 'firefox-esr'],
  ['webkit', 'webkit2gtk-driver'],
] as const)('installs %s on Debian as root, after a look at what there is', (name, packaged) => {
  expect(planEngine(name, DEBIAN)).toEqual({
    commands: [
      ['apt-get', 'update'],
      `apt-get install -y --no-install-recommends ${packaged} ${SURROUNDINGS}`.split(' '),
    ],
  });
});

it('goes through sudo where it asks no password', () => {
  const probe = { ...DEBIAN, isRoot: false, has: () => true, hasFreeSudo: () => true };
  expect(planEngine('firefox', probe)).toMatchObject({
    commands: [
      ['sudo', '-n', 'apt-get', 'update'],
      expect.arrayContaining(['sudo', '-n', 'apt-get', 'install']),
    ],
  });
});

it.each([
  ['it is not root', { ...DEBIAN, isRoot: false }, 'apt-get needs root'],
  ['there is another package manager', { ...DEBIAN, has: () => false }, 'there is no apt-get here'],
  ['the system is another', { ...DEBIAN, platform: 'darwin' as const }, 'there is no apt-get here'],
])('says why it leaves the system alone where %s', (_, probe, obstacle) => {
  expect(planEngine('webkit', probe)).toEqual({ obstacle });
});
