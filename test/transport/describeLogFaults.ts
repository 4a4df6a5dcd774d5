import { expect, it } from 'vitest';
import { createLogTransport } from '../../src/transport/logTransport.js';
import type { Transport } from '../../src/transport/transport.js';
import { connectTransport } from './connectTransport.js';
import { createServe, expectWhole, LOG, type FaultSetting } from './faultSetting.js';
import { allFacts, foldOf } from './recordingSink.js';

/** States what the faults come to that a log at an address can have. */
export function describeLogFaults({ network }: FaultSetting): void {
  const serve = createServe(network);
  const logAt = (port: number): Transport =>
    createLogTransport({ source: new URL(`http://127.0.0.1:${port}/log`) });

  it('[LOG-3, LOG-6] delivers what came before the network broke in the middle of a line, and all when the host asks again', async () => {
    const proxy = await network.proxyTo(await serve({ hellos: [], log: LOG.join('\n') }));
    await network.freezeNextAfter(proxy, 20_000);
    const { sink, connection } = connectTransport(logAt(proxy));
    // A stream that breaks drops what nobody has read of it yet (Streams Standard, ResetQueue).
    await sink.until(() => sink.texts.length > 30);
    await network.cut(proxy);
    await sink.untilStatus('failed');
    const count = sink.texts.length;
    expect(sink.texts.slice(0, -1)).toEqual(LOG.slice(0, count - 1));
    const cutLine = sink.texts.at(-1)!;
    expect(LOG[count - 1]!.startsWith(cutLine)).toBe(true);
    expect(cutLine.length).toBeLessThan(LOG[count - 1]!.length);
    expect([...sink.store.getState().diagnosticCounts]).toContainEqual(['message_truncated', 1]);
    expect(allFacts(sink.store)).toEqual(foldOf(sink.texts));
    connection.reconnect();
    await sink.untilStatus('closed');
    expect(sink.texts.slice(count)).toEqual(LOG);
    expectWhole(sink);
  });

  it('[LOG-6] is failed by HTTP 503, and plays the log when the host asks again', async () => {
    const server = await serve({ hellos: [], log: LOG.join('\n'), refusals: [503] });
    const { sink, connection } = connectTransport(logAt(server));
    await sink.untilStatus('failed');
    expect(sink.state()).toMatchObject({ reason: expect.stringMatching(/\/log answered HTTP 503$/) });
    connection.reconnect();
    await sink.untilStatus('closed');
    expect(sink.texts).toEqual(LOG);
    expectWhole(sink);
  });
}
