import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from 'vitest/browser';
import { selectShownRun } from '../../src/run/selectors.js';
import {
  createEventSourceTransport,
  createLogTransport,
  createWebSocketTransport,
  type Transport,
} from '../../src/transport.js';
import irisLog from '../fixtures/logs/real-iris.ndjson?raw';
import { connectTransport, QUICK } from '../transport/connectTransport.js';
import { allFacts, foldOf, type RecordingSink } from '../transport/recordingSink.js';

let address = '';
beforeAll(async () => {
  address = await commands.openEventServer();
});
afterAll(() => commands.closeEventServer());

const LINES = irisLog.split('\n').filter((line) => line !== '');

const connect = (transport: Transport): RecordingSink => connectTransport(transport).sink;

/** Until the run has ended, and each of its 50 steps is there once. */
async function expectWholeRun(sink: RecordingSink): Promise<void> {
  await sink.until(() => sink.texts.at(-1) === LINES.at(-1));
  expect(allFacts(sink.store)).toEqual(foldOf(LINES));
  expect(selectShownRun(sink.store.getState())!.path.length).toBe(50);
}

describe('WebSocket in a browser, to the server of the dashboard', () => {
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

  it('[LINK-3] is failed where the server refuses each attempt, of which a browser says only that it closed', async () => {
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
  it('[SSE-1] says what a server answers that has no such stream', async () => {
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
  ])('[LOG-1] is replayed from %s', async (_, open) => {
    const sink = connect(createLogTransport({ source: open() }));
    await expectWholeRun(sink);
    await sink.untilStatus('closed');
    expect(sink.texts).toEqual(LINES);
  });

  it('[LOG-5] of 200,000 lines leaves the page its frames', async () => {
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
