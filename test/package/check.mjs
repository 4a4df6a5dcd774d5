// @ts-check
/** Asks publint and attw about the packed tarball: what they read is what a host installs. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packPackage } from './packPackage.mjs';

const BIN = path.resolve(import.meta.dirname, '../../node_modules/.bin');
const folder = mkdtempSync(path.join(tmpdir(), 'gdv-check-'));

try {
  const { tarball, packedBytes, unpackedBytes, files } = packPackage(folder);
  console.log(
    `${path.basename(tarball)}: ${files.length} files, ${packedBytes} bytes packed, ${unpackedBytes} unpacked`,
  );
  const commands = [
    ['publint', tarball, '--strict'],
    // A style sheet has no types to be right or wrong.
    [
      'attw',
      tarball,
      '--profile',
      'esm-only',
      '--exclude-entrypoints',
      './styles.css',
      './schema.json',
      '--no-emoji',
    ],
  ];
  // Both, also when the first finds something.
  const failed = commands.filter(([command = '', ...args]) => {
    const shell = process.platform === 'win32';
    return spawnSync(path.join(BIN, command), args, { stdio: 'inherit', shell }).status !== 0;
  });
  if (failed.length > 0) {
    console.error(`${failed.map(([command]) => command).join(' and ')} found something: see above.`);
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
