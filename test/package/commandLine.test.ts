import { spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import WebSocket from 'ws';
import manifest from '../../package.json' with { type: 'json' };
import { createHostApp, type HostApp } from './hostApp.js';

const FIXTURES = path.resolve(import.meta.dirname, '../fixtures');
const NAME = 'gradient-descent-viz';

type Serving = ChildProcessByStdio<null, Readable, null>;

/** What npm makes of the package's `bin` when it installs it. */
function linkBin(app: HostApp): void {
  const bin = path.join(app.folder, 'node_modules/.bin');
  const target = path.join(app.folder, 'node_modules', NAME, manifest.bin[NAME]);
  mkdirSync(bin);
  chmodSync(target, 0o755);
  symlinkSync(target, path.join(bin, NAME));
}

describe.skipIf(process.platform === 'win32')(
  'npx, in an empty folder that has the package and no peer',
  () => {
    let app: HostApp;
    const serving: Serving[] = [];
    beforeAll(() => {
      app = createHostApp(inject('packed').tarball, [], {});
      linkBin(app);
      copyFileSync(path.join(FIXTURES, 'logs/real-iris.ndjson'), path.join(app.folder, 'run.ndjson'));
      copyFileSync(path.join(FIXTURES, 'landscapes/chunked.h5'), path.join(app.folder, 'surface.h5'));
    });
    afterAll(() => {
      for (const child of serving) child.kill();
      app.remove();
    });

    const findMain = (): string => path.join(app.folder, 'node_modules/.bin', NAME);

    function runFile(file: string, ...args: string[]) {
      const { status, stdout, stderr } = spawnSync(file, args, { cwd: app.folder, encoding: 'utf8' });
      return { status, stdout, stderr };
    }

    /** Runs what npx runs: npx itself takes half a second more. */
    const run = (...args: string[]) => runFile(findMain(), ...args);

    /** Starts what goes on until it is stopped, and waits for what it says. */
    function startFile(pattern: RegExp, file: string, args: readonly string[], env = process.env) {
      const child = spawn(file, args, { cwd: app.folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
      serving.push(child);
      child.stdout.setEncoding('utf8');
      let text = '';
      return new Promise<{ child: Serving; found: string; match: RegExpExecArray }>((resolve, reject) => {
        child.stdout.on('data', (chunk: string) => {
          text += chunk;
          const match = pattern.exec(text);
          if (match !== null) resolve({ child, found: match[1] ?? '', match });
        });
        child.once('close', () => reject(new Error(`${file} ${args.join(' ')} ended: ${text}`)));
      });
    }

    /** Starts a command as npx does, but without npx. */
    const start = (pattern: RegExp, ...args: string[]) => startFile(pattern, findMain(), args);

    it('prints version and help', () => {
      const version = { status: 0, stdout: `${manifest.version}\n`, stderr: '' };
      expect(runFile('npx', '--no-install', NAME, '--version')).toEqual(version);
      expect(run('--help').stdout).toContain('Commands:');
    });

    it('validates', () => {
      const { status, stdout } = run('validate', 'run.ndjson');
      expect(stdout).toBe(
        'run.ndjson: 125 lines (40.3 kB), 13 events of 1 run: 0 errors, 0 warnings, 0 notes\n',
      );
      expect(status).toBe(0);
    });

    it('says what is in a log', () => {
      expect(run('info', 'run.ndjson').stdout).toContain('steps     50 (0 to 49)');
    });

    it('prints the schema that is in the package', () => {
      const schema = readFileSync(path.join(app.folder, 'node_modules', NAME, 'dist/schema.json'), 'utf8');
      expect(run('schema').stdout).toBe(schema);
    });

    it('simulates an optimizer and a training, the same each time', () => {
      const runs = [
        ['--surface', 'himmelblau', '--optimizer', 'adam', '--steps', '30'],
        ['--training', '--epochs', '5'],
      ];
      for (const args of runs) {
        const simulated = run('simulate', ...args, '--start-time', '1700000000000', '-o', 'simulated.ndjson');
        expect(simulated.stderr).toMatch(/^simulated \d+ steps: max_steps\n$/);
        expect(simulated.status).toBe(0);
        const again = run('simulate', ...args, '--start-time', '1700000000000');
        expect(again.stdout).toBe(readFileSync(path.join(app.folder, 'simulated.ndjson'), 'utf8'));
        expect(run('validate', 'simulated.ndjson').stdout).toContain('0 errors, 0 warnings, 0 notes');
      }
    });

    it('serves a simulation until it is asked to end', async () => {
      const args = ['--training', '--epochs', '3', '--step-ms', '1', '--port', '0'];
      const { child, found } = await start(/(ws:\S+)\n/, 'simulate', ...args);
      const { status, stdout } = run('record', found, '--until-finished');
      expect(stdout).toContain('GD_PATH_FINISHED');
      expect(status).toBe(0);
      child.kill('SIGINT');
      expect(await once(child, 'exit')).toEqual([0, null]);
    });

    it('converts an HDF5 file', () => {
      const { status, stdout } = run('convert', 'surface.h5');
      expect(status).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ resolution: 17, domainHalf: 1 });
      expect(readFileSync(path.join(app.folder, 'surface.f32'))).toHaveLength(4 * 17 * 17);
    });

    it('replays a log, and records it again', async () => {
      const { child, found } = await start(/(ws:\S+)\n/, 'replay', 'run.ndjson', '--speed', 'max');
      const { status, stderr } = run('record', found, '-o', 'again.ndjson', '--until-finished');
      expect(stderr).toContain('recorded');
      expect(status).toBe(0);
      const again = readFileSync(path.join(app.folder, 'again.ndjson'), 'utf8');
      expect(again).toContain('GD_PATH_FINISHED');
      expect(readFileSync(path.join(app.folder, 'run.ndjson'), 'utf8').startsWith(again)).toBe(true);
      child.kill('SIGINT');
      expect(await once(child, 'exit')).toEqual([0, null]);
    });

    it('serves the dashboard with a log, and with a backend', async () => {
      const replay = await start(/(ws:\S+)\n/, 'replay', 'run.ndjson');
      const { found } = await start(
        /Dashboard: (\S+)\n/,
        'serve',
        'run.ndjson',
        '--backend',
        replay.found,
        '--port',
        '0',
      );
      const page = await (await fetch(found)).text();
      const script = /src="([^"]+\.js)"/.exec(page)?.[1] ?? '';
      expect((await fetch(new URL(script, found))).status).toBe(200);
      const { logs } = (await (await fetch(new URL('api/logs', found))).json()) as { logs: { id: string }[] };
      expect(logs.map(({ id }) => id).sort()).toEqual(['backend', 'run']);
      for (const id of ['run', 'backend']) {
        const url = new URL(`ws/projects/${id}`, found).href.replace('http', 'ws');
        const socket = new WebSocket(url);
        const [first] = (await once(socket, 'message')) as [Buffer];
        expect(first.toString()).toContain('"HELLO"');
        socket.terminate();
      }
    });

    /** @returns when the server has ended the link, which has brought its first message */
    async function connect(url: string): Promise<{ closed: Promise<unknown> }> {
      const socket = new WebSocket(url);
      const closed = once(socket, 'close');
      await once(socket, 'message');
      return { closed };
    }

    it.each(['SIGTERM', 'SIGKILL', 'SIGHUP'] as const)(
      'a server that npx started ends when npx is ended by %s',
      async (signal) => {
        const args = ['--no-install', NAME, 'replay', 'run.ndjson'];
        const { child, found } = await startFile(/(ws:\S+)\n/, 'npx', args);
        const { closed } = await connect(found);
        child.kill(signal);
        await closed;
      },
    );

    it('a server in the background of a shell plays on when the shell has ended', async () => {
      const { npm_config_user_agent: _, ...env } = process.env;
      const line = `echo; '${findMain()}' replay run.ndjson & echo "$!"`;
      const { child, match } = await startFile(/(\d+)\n[^]*(ws:\S+)\n/, 'sh', ['-c', line], env);
      const [, id = '', url = ''] = match;
      expect(child.exitCode).toBe(0);
      const { closed } = await connect(url);
      expect(run('record', url, '--until-finished').stdout).toContain('GD_PATH_FINISHED');
      process.kill(Number(id), 'SIGTERM');
      await closed;
    });

    it('ends without a stack where its reader leaves, or it is called in a wrong way', () => {
      const piped = spawnSync('sh', ['-c', `'${findMain()}' schema | head -c 10`], {
        cwd: app.folder,
        encoding: 'utf8',
      });
      expect([piped.stdout.length, piped.stderr]).toEqual([10, '']);
      const { status, stderr } = run('validat');
      expect(stderr).toContain("unknown command 'validat'");
      expect(status).toBe(2);
    });
  },
);
