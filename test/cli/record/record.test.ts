import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createNodeEmitter, serveEvents } from '../../../src/emitter/node/index.js';
import { readLog } from '../../fixtures/readLog.js';
import { runCommand, startCommand } from '../runCommand.js';
import { createFaultlessLog, renderLog } from '../validate/faultyLogs.js';
import { startBackend, type Backend } from './backend.js';

const LOG = readLog('real-iris');
const TEXT = `${LOG.join('\n')}\n`;

let folder: string;
const toClose: { close(): unknown }[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gdv-record-'));
});
afterEach(async () => {
  for (const server of toClose.splice(0)) await server.close();
  rmSync(folder, { recursive: true, force: true });
});

function keep<Server extends { close(): unknown }>(server: Server): Server {
  toClose.push(server);
  return server;
}

/** A backend that sends a recorded log to each client and then says nothing more. */
async function serveLog() {
  const feed = {
    attach(sink: (text: string, sent: { position: null }) => unknown) {
      for (const line of LOG) sink(line, { position: null });
      return () => undefined;
    },
  };
  return keep(await serveEvents({ feed, sendsHeartbeatText: false }));
}

function startScripted(...parameters: Parameters<typeof startBackend>): Promise<Backend> {
  return startBackend(...parameters).then(keep);
}

describe('record', () => {
  it.each(['webSocketUrl', 'eventSourceUrl'] as const)(
    'writes what comes byte for byte, by %s',
    async (kind) => {
      const server = await serveLog();
      const running = startCommand(['record', server[kind]]);
      await running.stdout.waitFor(/"seq": 248[^\n]*\n/);
      running.interrupt();
      expect(await running.exitCode).toBe(0);
      expect(running.stdout.text).toBe(TEXT);
      expect(running.stderr.text).toBe(
        `connecting\nconnected\nrecorded ${LOG.length} messages, 13 of gradient descent\n`,
      );
    },
  );

  it('writes no made-up line for a message beyond the limit, and says how long it was', async () => {
    const backend = await startScripted((socket) => {
      for (const text of [LOG[0]!, `"${'x'.repeat(9_000_000)}"`, LOG[1]!]) socket.send(text);
    });
    const running = startCommand(['record', backend.url]);
    await running.stdout.waitFor(/\n[^\n]*\n/);
    running.interrupt();
    expect(await running.exitCode).toBe(0);
    expect(running.stdout.text).toBe(`${LOG.slice(0, 2).join('\n')}\n`);
    expect(running.stderr.text).toContain(
      'a message of 9000002 characters, more than 8388608, is not in the recording\n',
    );
  });

  it('ends by itself once a run has finished and none goes on', async () => {
    const server = await serveLog();
    const file = path.join(folder, 'run.ndjson');
    const { exitCode, stdout } = await runCommand([
      'record',
      server.webSocketUrl,
      '-o',
      file,
      '--until-finished',
    ]);
    expect([exitCode, stdout]).toEqual([0, '']);
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    expect(lines).toEqual(LOG.slice(0, lines.length));
    expect(lines.at(-1)).toContain('GD_PATH_FINISHED');
  });

  it('waits for the other run of two', async () => {
    const log = createFaultlessLog();
    const other = log.map((event) => ({
      ...event,
      event: { ...event.event, payload: { ...event.event.payload, run_id: 'run_2' } },
    }));
    // The last of them in an array, as a frame may have them.
    const lines = [...log.slice(0, 4), ...other.slice(0, 5), ...log.slice(4), [other[5], other[6]]];
    const backend = await startScripted((socket) =>
      lines.forEach((line) => socket.send(JSON.stringify(line))),
    );
    const { stdout } = await runCommand(['record', backend.url, '--until-finished']);
    expect(stdout).toBe(renderLog(lines));
  });

  it('goes on after a link broke, from where it broke off if the backend has an epoch', async () => {
    const lines = createFaultlessLog().map((event) => JSON.stringify({ ...event, epoch: 'e1' }));
    const asked: string[] = [];
    const backend = await startScripted((socket, request, count) => {
      asked.push(request.url ?? '');
      if (count === 0) {
        lines.slice(0, 4).forEach((line) => socket.send(line));
        socket.close();
      } else lines.slice(4).forEach((line) => socket.send(line));
    });
    const { stdout, stderr } = await runCommand(['record', backend.url, '--until-finished']);
    expect(asked).toEqual(['/ws', '/ws?resume=e1%3A4']);
    expect(stdout).toBe(`${lines.join('\n')}\n`);
    expect(stderr).toContain('connecting again in');
  });

  it('gives a live emitter’s run as a log without a fault', async () => {
    const emitter = createNodeEmitter({ projectId: 'iris', runId: 'run_1' });
    const server = keep(await serveEvents({ feed: emitter, sendsHeartbeatText: false }));
    void emitter.surfaceSpec({ kind: 'bowl' });
    await emitter.start({ x: 0.5, y: 0.5 });
    const file = path.join(folder, 'live.ndjson');
    const recording = runCommand(['record', server.webSocketUrl, '-o', file, '--until-finished']);
    for (let step = 1; step < 200; step++) await emitter.step({ x: 0.5 * 0.9 ** step, y: 0.5 * 0.8 ** step });
    await emitter.finish('converged');
    expect((await recording).exitCode).toBe(0);
    const { stdout, exitCode } = await runCommand(['validate', '--strict', file]);
    expect(stdout).toMatch(/1 run: 0 errors, 0 warnings, 0 notes\n$/);
    expect(exitCode).toBe(0);
  });

  it('puts a message that was printed over several lines on one', async () => {
    const [event] = createFaultlessLog();
    const backend = await startScripted((socket) => {
      socket.send(JSON.stringify(event, null, 2));
      socket.send('{"type":"END"}');
    });
    const running = startCommand(['record', backend.url]);
    await running.stdout.waitFor(/END/);
    running.interrupt();
    await running.exitCode;
    const [first = '', second, rest] = running.stdout.text.split('\n');
    expect(JSON.parse(first)).toEqual(event);
    expect([second, rest]).toEqual(['{"type":"END"}', '']);
  });

  it('sends the headers that it is given', async () => {
    const backend = await startScripted((socket, { headers }) => {
      socket.send(JSON.stringify([headers.authorization, headers['x-team']]));
    });
    const running = startCommand([
      'record',
      backend.url,
      '--header',
      'Authorization: Bearer a:b',
      '--header',
      'X-Team: one',
    ]);
    await running.stdout.waitFor(/\["Bearer a:b","one"\]/);
    running.interrupt();
    expect(await running.exitCode).toBe(0);
  });

  it('ends after the seconds that it is given', async () => {
    const server = await serveLog();
    const { exitCode, stdout } = await runCommand(['record', server.webSocketUrl, '--seconds', '0.5']);
    expect(exitCode).toBe(0);
    // How much of it comes in that time is the machine's affair.
    expect(TEXT.startsWith(stdout)).toBe(true);
  });

  it('writes over no file, and goes on with one if it is set to', async () => {
    const server = await serveLog();
    const file = path.join(folder, 'run.ndjson');
    writeFileSync(file, 'before\n');
    const args = ['record', server.webSocketUrl, '-o', file, '--until-finished'];
    const refused = await runCommand(args);
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toContain('is there already: --append goes on with it');
    expect(readFileSync(file, 'utf8')).toBe('before\n');
    await runCommand([...args, '--append']);
    const [before, ...rest] = readFileSync(file, 'utf8').trimEnd().split('\n');
    expect(before).toBe('before');
    expect(rest).toEqual(LOG.slice(0, rest.length));
    expect(rest.at(-1)).toContain('GD_PATH_FINISHED');
  });

  it('exits with 1, and says why, where nothing can be reached', async () => {
    const backend = await startBackend(() => undefined);
    backend.close();
    const { exitCode, stderr } = await runCommand(['record', backend.url, '--attempts', '1']);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`error: ${backend.url}: given up: the connection did not open`);
  });
});
