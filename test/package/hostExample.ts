import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const EXAMPLE = path.resolve(import.meta.dirname, '../../examples/host');
/** What an install or a build of the example left, and the files of the host before. */
const LEFT_OUT = ['node_modules', 'dist', 'before'];
const NAME = 'gradient-descent-viz';

export interface HostExample {
  readonly folder: string;
  /** @returns the version of an installed package */
  readVersion(name: string): string;
  /** `npm run build`, with variables of the environment. */
  build(variables: Readonly<Record<string, string>>): void;
  /** Compiles the app as it was before the swap. @throws Error with what the compiler says */
  compileBefore(): void;
  remove(): void;
}

/**
 * `examples/host`, outside of the repository, with the packages that its lock file names and the packed package in the place
 * of the root. Takes a registry.
 * @throws Error if npm fails
 */
export function installHostExample(tarball: string): HostExample {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'gdv-host-')));
  cpSync(EXAMPLE, folder, {
    recursive: true,
    filter: (source) => !LEFT_OUT.includes(path.relative(EXAMPLE, source)),
  });
  const manifest = path.join(folder, 'package.json');
  const text = readFileSync(manifest, 'utf8');
  const root = `"${NAME}": "file:../.."`;
  if (!text.includes(root)) throw new Error(`examples/host/package.json: expected ${root}`);
  writeFileSync(manifest, text.replace(root, `"${NAME}": ${JSON.stringify(`file:${tarball}`)}`));

  const runNpm = (args: readonly string[], variables: Readonly<Record<string, string>> = {}): void => {
    const { status, error, stdout, stderr } = spawnSync('npm', args, {
      cwd: folder,
      encoding: 'utf8',
      shell: process.platform === 'win32',
      // As outside of a test: in its environment Vite would build for development.
      env: { ...process.env, NODE_ENV: undefined, ...variables },
    });
    if (status !== 0) throw new Error(`npm ${args.join(' ')}: ${error?.message ?? `${stdout}\n${stderr}`}`);
  };
  runNpm([
    'install',
    '--no-audit',
    '--no-fund',
    '--no-update-notifier',
    '--ignore-scripts',
    '--prefer-offline',
  ]);
  return {
    folder,
    readVersion(name) {
      const installed = readFileSync(path.join(folder, 'node_modules', name, 'package.json'), 'utf8');
      return (JSON.parse(installed) as { version: string }).version;
    },
    compileBefore() {
      const was = path.join(folder, 'was');
      for (const files of [folder, path.join(EXAMPLE, 'before')])
        cpSync(path.join(files, 'src'), path.join(was, 'src'), { recursive: true });
      cpSync(path.join(folder, 'tsconfig.json'), path.join(was, 'tsconfig.json'));
      runNpm(['exec', '--', 'tsc', '-p', 'was']);
    },
    build: (variables) => runNpm(['run', 'build'], variables),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
