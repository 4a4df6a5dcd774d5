import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { commands } from 'vitest/browser';
import { selectShownRun } from '../../src/run/selectors.js';
import {
  createEventSourceTransport,
  createLogTransport,
  createWebSocketTransport,
  type Transport,
} from '../../src/transport.js';
import irisLog from '../fixtures/logs/real-iris.ndjson?raw';
import { allFacts, createRecordingSink, foldOf, type RecordingSink } from '../transport/recordingSink.js';

let address = '';
beforeAll(async () => {
  address = await commands.openEventServer();
});
afterAll(() => commands.closeEventServer());

const LINES = irisLog.split('\n').filter((line) => line !== '');
const HALF = Math.floor(LINES.length / 2);
const QUICK = { backoff: { baseMs: 50, floorMs: 5 } };

function connect(transport: Transport): RecordingSink {
  const sink = createRecordingSink();
  const connection = transport.connect(sink);
  onTestFinished(() => connection.close());
  return sink;
}

/** Until the run has ended, and each of its 50 steps is there once. */
async function expectWholeRun(sink: RecordingSink): Promise<void> {
  await sink.until(() => sink.texts.at(-1) === LINES.at(-1));
  expect(allFacts(sink.store)).toEqual(foldOf(LINES));
  expect(selectShownRun(sink.store.getState())!.path.length).toBe(50);
}

describe('WebSocket in a browser', () => {
  it('connects anew after its socket was cut in the middle, and doubles no step', async () => {
    const sockets: WebSocket[] = [];
    class HeldSocket extends WebSocket {
      constructor(url: string, protocols?: string | string[]) {
        super(url, protocols);
        sockets.push(this);
      }
    }
    const url = `${address}/real-iris?speed=0`;
    const inner = createRecordingSink();
    const transport = createWebSocketTransport({ url, WebSocket: HeldSocket, ...QUICK });
    const connection = transport.connect({
      ...inner,
      ingest(text) {
        inner.ingest(text);
        // Cut behind the transport's back.
        if (inner.texts.length === HALF) sockets[0]!.close();
      },
    });
    onTestFinished(() => connection.close());
    await expectWholeRun(inner);
    expect(inner.statuses()).toEqual(['connecting', 'open', 'waiting', 'connecting', 'open']);
    expect(inner.texts).toEqual([...LINES.slice(0, HALF), ...LINES]);
    expect(inner.store.getState().points.same).toBeGreaterThan(0);
  });

  it('finds a server that was killed in the middle of a run and started elsewhere', async () => {
    let speed = 20;
    const transport = createWebSocketTransport({
      url: () => `${address}/real-iris?speed=${speed}`,
      ...QUICK,
    });
    const sink = connect(transport);
    await sink.until(() => sink.texts.length >= 20);
    await commands.closeEventServer();
    await sink.until(() => sink.statuses().includes('waiting'));
    speed = 0;
    address = await commands.openEventServer();
    await expectWholeRun(sink);
  });

  it('is failed where the server refuses each attempt, of which a browser says only that it closed', async () => {
    const sink = connect(
      createWebSocketTransport({ url: `${address}/no-such-log`, maxUnopenedAttempts: 2, ...QUICK }),
    );
    await sink.untilStatus('failed');
    expect(sink.state()).toEqual({
      status: 'failed',
      reason: 'the connection did not open; 2 attempts never opened',
    });
  });
});

describe('server-sent events in a browser', () => {
  it('reads a response as it comes, and connects anew when it ends in the middle', async () => {
    const parts = [LINES.slice(0, HALF), LINES];
    const sink = connect(
      createEventSourceTransport({
        url: '/events',
        ...QUICK,
        fetch() {
          const events = (parts.shift() ?? []).map((line) => `data: ${line}\n\n`).join('');
          const body = new Blob([events]).stream();
          return Promise.resolve(new Response(body, { headers: { 'Content-Type': 'text/event-stream' } }));
        },
      }),
    );
    await expectWholeRun(sink);
    expect(sink.texts).toEqual([...LINES.slice(0, HALF), ...LINES]);
  });

  it('says what a server answers that has no such stream', async () => {
    const sink = connect(createEventSourceTransport({ url: '/test/browser/transportSocket.test.ts' }));
    await sink.untilStatus('failed');
    expect(sink.state()).toMatchObject({
      reason: expect.stringContaining('expected a content of type text/event-stream'),
    });
  });
});

describe('a log in a browser', () => {
  it.each([
    ['a file', () => new File([irisLog], 'iris.ndjson')],
    ['an address', () => new URL('/test/fixtures/logs/real-iris.ndjson', location.href)],
    ['a text', () => irisLog],
  ])('is replayed from %s', async (_, open) => {
    const sink = connect(createLogTransport({ source: open() }));
    await expectWholeRun(sink);
    await sink.untilStatus('closed');
    expect(sink.texts).toEqual(LINES);
  });

  it('of 200,000 lines leaves the page its frames', async () => {
    const source = '{"type":"OTHER"}\n'.repeat(200_000);
    let frames = 0;
    const count = (): void => {
      frames += 1;
      if (sink.state().status !== 'closed') requestAnimationFrame(count);
    };
    const sink = connect(createLogTransport({ source }));
    requestAnimationFrame(count);
    await sink.untilStatus('closed');
    expect(sink.store.getState().messages.ignored).toBe(200_000);
    expect(frames).toBeGreaterThan(2);
  });
});
