import { describe, expect, it } from 'vitest';
import { connectTransport } from '../transport/connectTransport.js';
import { describeLinkFaults } from '../transport/describeLinkFaults.js';
import { describeLogFaults } from '../transport/describeLogFaults.js';
import { createFakeClock } from '../transport/fakeClock.js';
import { createServe, expectWhole, HEAD, LOG, passWait, untilWhole } from '../transport/faultSetting.js';
import { addressOf, STREAM_KINDS } from '../transport/streamKind.js';
import { browserSetting } from './transportNetwork.js';
import { hideTabFor } from './transportTab.js';

const { network, createTransport } = browserSetting;
const serve = createServe(network);

describe.each(STREAM_KINDS)('%s in a browser', (kind) => {
  describeLinkFaults(kind, browserSetting);

  it('[SILENCE-4] replaces a link that froze while the tab was hidden for long, when the tab is seen', async () => {
    const clock = createFakeClock();
    const proxy = await network.proxyTo(await serve({ hellos: [HEAD, LOG] }));
    const { sink } = connectTransport(createTransport(kind, addressOf(kind, proxy), { clock }));
    await sink.until(() => sink.texts.length === HEAD.length);
    await network.freeze(proxy);
    hideTabFor(60_000);
    clock.advance(4999);
    expect(sink.statuses()).toEqual(['connecting', 'open']);
    clock.advance(1);
    expect(sink.state()).toMatchObject({
      status: 'waiting',
      reason: 'nothing came after the machine woke or its network changed',
    });
    passWait(sink, clock);
    await untilWhole(sink);
    expect(sink.texts).toEqual([...HEAD, ...LOG]);
    expectWhole(sink);
  });
});

describe('a log at an address, in a browser', () => describeLogFaults(browserSetting));

describe('WebSocket in a browser', () => {
  it('[LINK-6] asks once for a fresh address after the close code 4401, and a second 4401 is final', async () => {
    const server = await serve({ hellos: [[]], closeCodes: [4401, 4401, 4401] });
    let asked = 0;
    const address = (): string => addressOf('WebSocket', server, `?${++asked}`);
    const { sink } = connectTransport(createTransport('WebSocket', address));
    await sink.untilStatus('failed');
    expect(sink.state()).toMatchObject({ reason: 'the server closed the connection with 4401' });
    expect(asked).toBe(2);
  });
});

describe('server-sent events in a browser', () => {
  it('[SSE-2] name the last event that came, to a server of another origin, after a cut', async () => {
    const server = await serve({ hellos: [HEAD, LOG.slice(HEAD.length)], hasIds: true });
    const proxy = await network.proxyTo(server);
    const address = addressOf('server-sent events', proxy);
    const { sink } = connectTransport(createTransport('server-sent events', address));
    await sink.until(() => sink.texts.length === HEAD.length);
    await network.cut(proxy);
    await untilWhole(sink);
    const ids = (await network.requestsTo(server)).map(({ lastEventId }) => lastEventId);
    expect(ids).toEqual([null, String(HEAD.length)]);
    expect(sink.texts).toEqual(LOG);
    expectWhole(sink);
  });
});
