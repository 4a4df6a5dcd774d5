import { once } from 'node:events';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import WebSocket from 'ws';
import { ask } from '../emitter/node/servedRun.js';
import { STREAM_KINDS, type StreamKind } from '../transport/streamKind.js';
import { startCommand, type RunningCommand } from './runCommand.js';

const FILE = path.join(import.meta.dirname, '../fixtures/logs/real-iris.ndjson');

interface Served {
  readonly command: RunningCommand;
  readonly url: (kind: StreamKind) => string;
}

type Serve = (...further: string[]) => Promise<Served>;

/** Starts a command that serves. @param found - what of its output is the address */
async function start(
  args: readonly string[],
  found: RegExp,
  paths: Record<StreamKind, string>,
): Promise<Served> {
  const command = startCommand(args);
  onTestFinished(async () => {
    command.interrupt();
    await command.exitCode;
  });
  const [, origin = ''] = await command.stdout.waitFor(found);
  return { command, url: (kind) => `${kind === 'WebSocket' ? 'ws' : 'http'}://${origin}${paths[kind]}` };
}

const EVENTS = { WebSocket: '/ws', 'server-sent events': '/events' };
const PROJECT = { WebSocket: '/ws/projects/real-iris', 'server-sent events': '/events/projects/real-iris' };

const COMMANDS: readonly (readonly [string, Serve])[] = [
  ['replay', (...more) => start(['replay', FILE, ...more], /events +http:\/\/([^/\s]+)\S*\n/, EVENTS)],
  [
    'simulate',
    (...more) => {
      const args = ['simulate', '--optimizer', 'sgd', '--steps', '3', '--port', '0', ...more];
      return start(args, /events +http:\/\/([^/\s]+)\S*\n/, EVENTS);
    },
  ],
  [
    'serve',
    (...more) => start(['serve', FILE, '--port', '0', ...more], /Dashboard: http:\/\/([^/\s]+)\/\n/, PROJECT),
  ],
];

describe.each(COMMANDS)('%s', (_, serve) => {
  describe.each(STREAM_KINDS)('over %s', (kind) => {
    const good = kind === 'WebSocket' ? 101 : 200;

    it('lets pages of this machine connect, whatever their port, and says nothing', async () => {
      const { url, command } = await serve();
      for (const origin of [
        'http://localhost:3000',
        'http://127.0.0.1:5173',
        'http://[::1]:3000',
        'https://a.localhost',
      ]) {
        const { status, headers } = await ask(kind, url(kind), { origin });
        expect(status, origin).toBe(good);
        if (kind !== 'WebSocket') expect(headers['access-control-allow-origin']).toBe(origin);
      }
      expect(command.stderr.text).not.toContain('Refused');
    });

    it('refuses the others, and those by a stranger’s name, and says so once each, with what to do', async () => {
      const { url, command } = await serve();
      const refused = ['http://localhost.evil.com', 'http://127.0.0.1.evil.com', 'http://192.168.1.4:3000'];
      for (const origin of [...refused, ...refused])
        expect((await ask(kind, url(kind), { origin })).status, origin).toBe(403);
      const rebound = { origin: 'http://localhost:3000', host: 'rebound.example:8000' };
      expect((await ask(kind, url(kind), rebound)).status).toBe(403);
      await command.stderr.waitFor(/Refused[^\n]*localhost:3000[^\n]*\n/);
      const said = command.stderr.text.split('\n').filter((line) => line.startsWith('Refused'));
      expect(said).toHaveLength(4);
      for (const [i, origin] of refused.entries())
        expect(said[i]).toMatch(new RegExp(`${origin} .*start again with --allow-origin ${origin}$`));
    });

    it('says of a page that has no name that it has to be served', async () => {
      const { url, command } = await serve();
      expect((await ask(kind, url(kind), { origin: 'null' })).status).toBe(403);
      await command.stderr.waitFor(/^Refused a page without an origin .*http:\/\/localhost/m);
    });

    it('lets in those that --allow-origin names in the place of these', async () => {
      const { url, command } = await serve('--allow-origin', 'http://board.example');
      expect((await ask(kind, url(kind), { origin: 'http://board.example' })).status).toBe(good);
      expect((await ask(kind, url(kind), { origin: 'http://localhost:3000' })).status).toBe(403);
      await command.stderr.waitFor(/--allow-origin http:\/\/localhost:3000\n/);
    });

    it('asks for --allow-origin where it listens to other machines', async () => {
      const { url } = await serve('--host', '0.0.0.0');
      expect((await ask(kind, url(kind), { origin: 'http://localhost:3000' })).status).toBe(403);
      expect((await ask(kind, url(kind))).status).toBe(good);
    });
  });

  it('prints no more than so many refusals, and nothing that a terminal would obey', async () => {
    const { url, command } = await serve();
    const address = url('server-sent events');
    await ask('server-sent events', address, { origin: 'http://a.example/\u009b2J\u00e9' });
    await command.stderr.waitFor(/Refused[^\n]*\n/);
    expect(command.stderr.text).not.toMatch(/[^\x20-\x7e\n]/);
    for (let i = 0; i < 40; i += 1)
      await ask('server-sent events', address, {
        origin: `http://${i}.${'x'.repeat(i === 3 ? 5000 : 3)}.example`,
      });
    await command.stderr.waitFor(/no longer printed/);
    const said = command.stderr.text.split('\n').filter((line) => line.startsWith('Refused'));
    expect(said).toHaveLength(20);
    for (const line of said) expect(line.length).toBeLessThan(500);
  });

  it('takes as many clients at once as --max-clients says, and names it where there are more', async () => {
    const { url, command } = await serve('--max-clients', '1');
    const first = new WebSocket(url('WebSocket'));
    onTestFinished(() => first.terminate());
    await once(first, 'open');
    for (const kind of STREAM_KINDS) expect((await ask(kind, url(kind))).status).toBe(503);
    await command.stderr.waitFor(/More than 1 clients? .*--max-clients/);
    const unbounded = await serve('--max-clients', 'max');
    expect((await ask('server-sent events', unbounded.url('server-sent events'))).status).toBe(200);
  });
});
