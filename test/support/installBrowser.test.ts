import { describe, expect, it } from 'vitest';
import { planInstall, type InstallProbe } from './installBrowser.mjs';

const DOWNLOAD = ['node', 'playwright.js', 'install', 'chromium'];

/** The commands of each way, in words. */
function plan(changes: Partial<InstallProbe>, commands: readonly string[] = []): string[][] {
  const probe: InstallProbe = {
    platform: 'linux',
    isRoot: false,
    has: (command) => commands.includes(command),
    hasFreeSudo: () => false,
    playwright: ['node', 'playwright.js'],
    ...changes,
  };
  return planInstall(probe).map((step) => step.commands.map((command) => command.join(' ')));
}

describe('planInstall', () => {
  it.each(['darwin', 'win32'] as const)('only downloads on %s', (platform) => {
    expect(plan({ platform, isRoot: true }, ['apt-get'])).toEqual([[DOWNLOAD.join(' ')]]);
  });

  it('downloads first, then asks apt-get as root', () => {
    expect(plan({ isRoot: true }, ['apt-get'])).toEqual([
      [DOWNLOAD.join(' ')],
      ['node playwright.js install-deps chromium'],
      ['apt-get update', 'apt-get install -y --no-install-recommends chromium fonts-liberation'],
    ]);
  });

  it('goes through sudo where it asks no password', () => {
    expect(plan({ hasFreeSudo: () => true }, ['sudo', 'apt-get']).at(-1)).toEqual([
      'sudo -n apt-get update',
      'sudo -n apt-get install -y --no-install-recommends chromium fonts-liberation',
    ]);
  });

  it('leaves the system alone where sudo asks for a password or is missing', () => {
    expect(plan({}, ['sudo', 'apt-get'])).toEqual([[DOWNLOAD.join(' ')]]);
    expect(plan({ hasFreeSudo: () => true }, ['apt-get'])).toEqual([[DOWNLOAD.join(' ')]]);
  });

  it.each([
    ['dnf', 'dnf install -y chromium'],
    ['apk', 'apk add --no-cache chromium'],
  ])('knows %s', (manager, command) => {
    expect(plan({ isRoot: true }, [manager])).toEqual([[DOWNLOAD.join(' ')], [command]]);
  });

  it('bounds every command in time', () => {
    const steps = planInstall({
      platform: 'linux',
      isRoot: true,
      has: () => true,
      hasFreeSudo: () => true,
      playwright: DOWNLOAD,
    });
    for (const step of steps) expect(step.timeoutMs).toBeLessThanOrEqual(600_000);
  });
});
