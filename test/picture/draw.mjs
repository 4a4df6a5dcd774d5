// @ts-check
/** Saves every picture that the oracle is asked about in pictures/, with its answers drawn over it. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const folder = path.join(root, 'pictures');
const args = [
  'test/run.mjs',
  '--project',
  'browser',
  'test/picture/pictures.test.tsx',
  ...process.argv.slice(2),
];
const { status } = spawnSync(process.execPath, args, {
  cwd: root,
  env: { ...process.env, GDV_PICTURES: folder },
  stdio: ['ignore', 'inherit', 'inherit'],
});
console.log(`Saved in ${folder}.`);
process.exitCode = status ?? 1;
