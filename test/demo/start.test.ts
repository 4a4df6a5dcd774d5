import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import WebSocket from 'ws';
import { isPortTaken, LOGS_FOLDER } from './testServer.js';
import { describeOnce, itLong, itOnce, picked } from '../support/testLength.js';

const START = fileURLToPath(new URL('../../demo/start.mjs', import.meta.url));

interface Started {
  readonly process: ChildProcess;
  /** Everything printed so far. */
  output(): string;
  /** Resolves, once the process has ended, with its exit code. */
  readonly ended: Promise<number | null>;
}

function start(...options: readonly string[]): Started {
  return watch(spawn(process.execPath, [START, ...options], { stdio: ['ignore', 'pipe', 'pipe'] }));
}

function watch(child: ChildProcessByStdio<null, Readable, Readable>): Started {
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  child.stdout.on('data', (data) => (output += String(data)));
  child.stderr.on('data', (data) => (output += String(data)));
  const ended = once(child, 'close').then(() => child.exitCode);
  return { process: child, output: () => output, ended };
}

/** Waits until the address is printed. */
async function findAddress(started: Started): Promise<URL> {
  for (;;) {
    const address = /Dashboard: (http:\S+)/.exec(started.output())?.[1];
    if (address !== undefined) return new URL(address);
    const { process } = started;
    const isOver = await Promise.race([
      started.ended.then(() => true),
      ...[process.stdout, process.stderr].map((stream) => stream && once(stream, 'data').then(() => false)),
    ]);
    if (isOver) throw new Error(`It ended: ${started.output()}`);
  }
}

describe('npm start', () => {
  it.each(picked(['SIGINT', 'SIGTERM'] as const, (signal) => signal === 'SIGINT'))(
    'prints its address, serves page and sockets, and ends on %s',
    async (signal) => {
      const started = start('--port', '0');
      const address = await findAddress(started);
      const page = await (await fetch(address)).text();
      expect(page).toContain('<div id="root">');
      const script = /src="(\.\/assets\/[^"]+)"/.exec(page)?.[1] ?? '';
      expect((await fetch(new URL(script, address))).headers.get('content-type')).toMatch('javascript');

      const socket = new WebSocket(`ws://${address.host}/ws/projects/real-iris`, { origin: address.origin });
      await once(socket, 'message');
      const closed = once(socket, 'close');
      started.process.kill(signal);
      expect(await started.ended).toBe(0);
      await closed;
      expect(await isPortTaken(Number(address.port))).toBe(false);
    },
  );

  itLong('ends when npm is asked to and its shell dies without passing that on', async () => {
    const env = { ...process.env, npm_lifecycle_event: 'start' };
    // The second command keeps the shell from handing its process over to the first.
    const program = [`"$0" "$1" --port 0; true`, process.execPath, START];
    const shell = watch(spawn('sh', ['-c', ...program], { stdio: ['ignore', 'pipe', 'pipe'], env }));
    const address = await findAddress(shell);
    shell.process.kill('SIGTERM');
    // Its output ends with the last process that holds it.
    await shell.ended;
    expect(await isPortTaken(Number(address.port))).toBe(false);
  });

  itOnce.each([
    [['--port', 'x'], "--port: expected a port, got 'x'."],
    [['--port', '1.5'], "--port: expected a port, got '1.5'."],
    [['--speed=-1'], "--speed: expected a number of at least 0, got '-1'."],
    [['--allow-origin', 'here'], '--allow-origin: expected an origin'],
    [['--nonsense'], "Unknown option '--nonsense'"],
  ])('says what is wrong with %j', async (options, sentence) => {
    const started = start(...options);
    expect(await started.ended).toBe(1);
    expect(started.output()).toContain(sentence);
  });

  itOnce('explains its options', async () => {
    const started = start('--help');
    expect(await started.ended).toBe(0);
    expect(started.output()).toContain('--allow-origin');
  });
});

describeOnce('a server in a process of its own', () => {
  itOnce('leaves nothing that keeps a process alive once the server is closed', async () => {
    const folder = fileURLToPath(new URL('../../demo', import.meta.url));
    const program = `
      import { once } from 'node:events';
      import { runnerImport } from 'vite';
      import WebSocket from 'ws';
      const { module } = await runnerImport('${folder}/demoServer.ts', { configFile: false });
      const server = await module.createDemoServer({ logsFolder: '${LOGS_FOLDER}', port: 0 });
      const socket = new WebSocket(server.url.replace('http', 'ws') + 'ws/projects/real-diabetes');
      await once(socket, 'message');
      await fetch(server.url + 'api/logs');
      await server.close();
      console.log('closed');
    `;
    const cwd = fileURLToPath(new URL('../..', import.meta.url));
    const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      cwd,
      stdio: 'pipe',
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let output = '';
    child.stdout.on('data', (data) => (output += String(data)));
    child.stderr.on('data', (data) => (output += String(data)));
    child.stdin.end();
    await once(child, 'close');
    expect(child.exitCode, output).toBe(0);
    expect(output).toContain('closed');
  });
});
