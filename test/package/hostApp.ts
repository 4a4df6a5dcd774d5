import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface HostApp {
  readonly folder: string;
  /** Runs a Node script's text in the app's folder. */
  run(script: string): Outcome;
  /** Runs a command of a package that the app has, by the file of it that Node runs: `vitest/vitest.mjs`. */
  runBin(file: string, ...args: string[]): Outcome;
  remove(): void;
}

/** The names that the package says it brings along. */
export function readDependencies(kind: 'dependencies' | 'peerDependencies'): string[] {
  const manifest = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as Record<
    string,
    Record<string, string>
  >;
  return Object.keys(manifest[kind] ?? {});
}

/**
 * A fresh app that has the packed package installed, outside of the repository so that it finds nothing by the way.
 * The other packages are links to ours: an install of its own would take a minute and a network.
 * @param tarball - the package
 * @param packages - all that the app has besides it and its `dependencies`; `zustand-4` is installed as `zustand`
 * @param files - the app's own, by path
 */
export function createHostApp(
  tarball: string,
  packages: readonly string[],
  files: Readonly<Record<string, string>>,
): HostApp {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'gdv-app-')));
  const installed = path.join(folder, 'node_modules/gradient-descent-viz');
  mkdirSync(installed, { recursive: true });
  const unpacked = spawnSync('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1'], {
    encoding: 'utf8',
  });
  if (unpacked.status !== 0) throw new Error(`tar failed: ${unpacked.error?.message ?? unpacked.stderr}`);
  for (const name of [...readDependencies('dependencies'), ...packages]) {
    const link = path.join(folder, 'node_modules', name === 'zustand-4' ? 'zustand' : name);
    mkdirSync(path.dirname(link), { recursive: true });
    symlinkSync(path.join(ROOT, 'node_modules', name), link, 'junction');
  }
  for (const [name, text] of Object.entries({
    'package.json': '{"type":"module","private":true}',
    ...files,
  })) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  const runNode = (...args: string[]): Outcome =>
    spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  return {
    folder,
    run: (script) => runNode('--input-type=module', '--eval', script),
    runBin: (file, ...args) => runNode(path.join(ROOT, 'node_modules', file), ...args),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
