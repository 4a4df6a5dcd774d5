import { expect, it } from 'vitest';
import { computeEngines } from './findEngine.mjs';

function probe(files: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return {
    env: { PATH: '/usr/local/bin:/usr/bin', ...env },
    platform: 'linux' as const,
    home: '/home/someone',
    exists: (file: string) => files.includes(file),
  };
}

it.each([
  ['firefox', 'GDV_FIREFOX'],
  ['webkit', 'GDV_WEBKIT_DRIVER'],
] as const)('takes the file that the variable of %s names before any other', (name, variable) => {
  const files = ['/opt/mine', '/usr/bin/firefox-esr', '/usr/bin/WebKitWebDriver'];
  expect(computeEngines(name, probe(files, { [variable]: '/opt/mine' }))).toEqual([
    { path: '/opt/mine', source: variable },
  ]);
});

it('finds nothing where the file that the variable names is missing, so that the mistake is seen', () => {
  expect(computeEngines('firefox', probe(['/usr/bin/firefox'], { GDV_FIREFOX: '/opt/typo' }))).toEqual([]);
});

it("finds Debian's Firefox before any other, and WebKitGTK by its driver", () => {
  const files = ['/usr/local/bin/firefox', '/usr/bin/firefox-esr', '/usr/bin/WebKitWebDriver'];
  const find = (name: 'firefox' | 'webkit') => computeEngines(name, probe(files)).map(({ path }) => path);
  expect(find('firefox')).toEqual(['/usr/bin/firefox-esr', '/usr/local/bin/firefox']);
  expect(find('webkit')).toEqual(['/usr/bin/WebKitWebDriver']);
});

it('finds the Firefox of macOS, which has no driver of WebKitGTK', () => {
  const app = '/Applications/Firefox.app/Contents/MacOS/firefox';
  const mac = { ...probe([app]), platform: 'darwin' as const };
  expect(computeEngines('firefox', mac).map(({ path }) => path)).toEqual([app]);
  expect(computeEngines('webkit', mac)).toEqual([]);
});
