import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { readDependencies } from './hostApp.js';
import { startLocalRegistry, type LocalRegistry } from './localRegistry.js';

const { tarball } = inject('packed');
const FIXTURES = path.resolve(import.meta.dirname, '../fixtures');
const IS_WINDOWS = process.platform === 'win32';

let registry: LocalRegistry;
beforeAll(async () => {
  registry = await startLocalRegistry();
});
afterAll(() => registry.close());

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gdv-install-'));
  writeFileSync(path.join(folder, 'package.json'), '{"type":"module","private":true}');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** @returns what it printed */
async function run(file: string, ...args: string[]): Promise<string> {
  const child = spawn(file, args, { cwd: folder, shell: IS_WINDOWS, stdio: ['ignore', 'pipe', 'pipe'] });
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => (texts[name] += text));
  const [status] = (await once(child, 'close')) as [number | null];
  if (status !== 0) throw new Error(`${file} ${args.join(' ')}: ${status}\n${texts.stdout}\n${texts.stderr}`);
  return texts.stdout;
}

async function install(...args: string[]): Promise<void> {
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--ignore-scripts'];
  const from = ['--registry', registry.url, '--cache', path.join(folder, 'cache')];
  await run('npm', 'install', ...quiet, ...from, ...args);
}

/** The names of the packages that npm put, or would put, into the folder. @param lock - which of its files says so */
function readInstalled(lock: string): string[] {
  const { packages } = JSON.parse(readFileSync(path.join(folder, lock), 'utf8')) as {
    packages: Record<string, unknown>;
  };
  return Object.keys(packages)
    .filter((place) => place !== '')
    .map((place) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length));
}

function bytesOf(place: string): number {
  const stat = statSync(place);
  if (!stat.isDirectory()) return stat.size;
  return readdirSync(place).reduce((sum, name) => sum + bytesOf(path.join(place, name)), 0);
}

describe('npm install of the package alone, as a Node user does', () => {
  it('brings zustand and no other peer, 15 packages and less than 9.3 MB, and the core and the command line run', async () => {
    await install(tarball);
    const installed = readInstalled('node_modules/.package-lock.json');
    const peers = readDependencies('peerDependencies').filter((name) => installed.includes(name));
    expect(peers).toEqual(['zustand']);
    // Before the other peers were optional: 87, and 171 MB.
    expect(installed).toHaveLength(15);
    expect(bytesOf(path.join(folder, 'node_modules'))).toBeLessThan(9_300_000);

    copyFileSync(path.join(FIXTURES, 'logs/real-iris.ndjson'), path.join(folder, 'run.ndjson'));
    const validated = await run('npx', '--no-install', 'gradient-descent-viz', 'validate', 'run.ndjson');
    expect(validated).toContain('0 errors, 0 warnings, 0 notes');
    writeFileSync(
      path.join(folder, 'core.js'),
      `import { createRunStore } from 'gradient-descent-viz/core'; console.log(createRunStore().getState().runs.size);`,
    );
    expect(await run(process.execPath, 'core.js')).toBe('0\n');
  });
});

describe("npm install of the README's line for the component", () => {
  it('brings every peer once, in versions that suit each other', async () => {
    const peers = readDependencies('peerDependencies');
    await install('--package-lock-only', tarball, ...peers);
    const installed = readInstalled('package-lock.json');
    expect(installed).toEqual(expect.arrayContaining(peers));
    for (const name of ['react', 'react-dom', '@react-three/fiber', '@react-three/drei'])
      expect(installed.filter((other) => other === name)).toHaveLength(1);
    // 66 of them without this package and its dependencies, 48 of those drei's.
    expect(installed).toHaveLength(80);
  });
});
