import { expect, it } from 'vitest';
import { computeBrowsers, type BrowserProbe } from './findBrowser.mjs';

function probe(files: readonly string[], changes: Partial<BrowserProbe> = {}): BrowserProbe {
  return {
    env: { PATH: '/usr/local/bin:/usr/bin:/bin' },
    platform: 'linux',
    home: '/home/someone',
    playwrightPath: '/home/someone/.cache/playwright/chrome',
    exists: (file) => files.includes(file),
    ...changes,
  };
}

it('takes the file that the variable names before any other', () => {
  const files = ['/opt/mine/chrome', '/home/someone/.cache/playwright/chrome', '/usr/bin/chromium'];
  const found = computeBrowsers(
    probe(files, { env: { GDV_CHROMIUM: '/opt/mine/chrome', PATH: '/usr/bin' } }),
  );
  expect(found).toEqual([{ path: '/opt/mine/chrome', source: 'GDV_CHROMIUM' }]);
});

it('finds nothing when the file that the variable names is missing, so that the mistake is reported', () => {
  expect(computeBrowsers(probe(['/usr/bin/chromium'], { env: { GDV_CHROMIUM: '/opt/typo' } }))).toEqual([]);
});

it("takes Playwright's own browser before the system's", () => {
  const found = computeBrowsers(probe(['/usr/bin/chromium', '/home/someone/.cache/playwright/chrome']));
  expect(found.map(({ source }) => source)).toEqual(['Playwright', 'the system']);
});

it('passes over Playwright when it names no file', () => {
  expect(computeBrowsers(probe(['/usr/bin/chromium'], { playwrightPath: null }))[0]?.path).toBe(
    '/usr/bin/chromium',
  );
});

it.each([
  ['Debian', '/usr/bin/chromium'],
  ['Chrome for Linux', '/usr/bin/google-chrome'],
  ['Ubuntu with snap', '/snap/bin/chromium'],
  ['a folder of the path', '/usr/local/bin/chromium-browser'],
])('finds the browser of %s', (_, file) => {
  expect(computeBrowsers(probe([file]))).toEqual([{ path: file, source: 'the system' }]);
});

it.each([
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/home/someone/Applications/Chromium.app/Contents/MacOS/Chromium',
])('finds the app %s', (file) => {
  expect(computeBrowsers(probe([file], { platform: 'darwin' })).map(({ path }) => path)).toEqual([file]);
});

it('finds Chrome, else Edge, on Windows', () => {
  const chrome = 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe';
  const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe';
  const env = { ProgramFiles: 'C:\\Program Files', 'ProgramFiles(x86)': 'C:\\Program Files (x86)' };
  const found = computeBrowsers(probe([edge, chrome], { platform: 'win32', env }));
  expect(found.map(({ path }) => path)).toEqual([chrome, edge]);
});

it('finds nothing on a bare machine', () => {
  expect(computeBrowsers(probe([], { env: {} }))).toEqual([]);
});
