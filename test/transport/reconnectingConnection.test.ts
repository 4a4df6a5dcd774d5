import { describe, expect, it, vi } from 'vitest';
import { createUpdate } from '../protocol/createMessage.js';
import { createFakeConnection } from './fakeLinks.js';
import { createRecordingSink } from './recordingSink.js';

const BROKEN = { outcome: 'retry', reason: 'broken' } as const;
const REFUSED = { outcome: 'unauthorized', reason: 'HTTP 401' } as const;
const UPDATE = JSON.stringify(createUpdate());
const HELLO = '{"type":"HELLO"}';

/** Lets what waits for a promise go on. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('states', () => {
  it('goes from connecting to open, waits when the link breaks, and opens another', () => {
    const { sink, last, clock, links } = createFakeConnection();
    expect(sink.state()).toEqual({ status: 'connecting', attempt: 1 });
    last().onOpen();
    expect(sink.state()).toEqual({ status: 'open' });
    last().onEnd(BROKEN);
    expect(sink.state()).toEqual({ status: 'waiting', attempt: 1, retryInMs: 550, reason: 'broken' });
    clock.advance(549);
    expect(links).toHaveLength(1);
    clock.advance(1);
    expect(sink.state()).toEqual({ status: 'connecting', attempt: 1 });
    last().onOpen();
    expect(sink.statuses()).toEqual(['connecting', 'open', 'waiting', 'connecting', 'open']);
    expect(sink.store.getState().connection).toEqual({ status: 'open' });
  });

  it('[LINK-1] doubles the bound of the wait with each attempt that fails, up to its greatest', () => {
    const { sink, last, passWait } = createFakeConnection({ maxUnopenedAttempts: Infinity });
    const waits: number[] = [];
    for (let i = 0; i < 7; i++) {
      last().onEnd(BROKEN);
      expect(sink.state()).toMatchObject({ attempt: i + 2 });
      waits.push(passWait());
    }
    expect(waits).toEqual([550, 1050, 2050, 4050, 8050, 15_050, 15_050]);
  });

  it('[LINK-1] does not call a server back at full pace that accepts and breaks at once', () => {
    const { last, clock, passWait } = createFakeConnection();
    const waits = [10, 10, 10, 10_000, 10].map((openMs) => {
      last().onOpen();
      clock.advance(openMs);
      last().onEnd(BROKEN);
      return passWait();
    });
    expect(waits).toEqual([550, 1050, 2050, 550, 1050]);
  });

  it('[LINK-3, LINK-10] is failed after the chosen number of attempts that never opened, and goes on when the host says so', () => {
    const { sink, last, clock, connection, links, passWait } = createFakeConnection({
      maxUnopenedAttempts: 3,
    });
    for (let i = 0; i < 3; i++) {
      if (i > 0) passWait();
      last().onEnd(BROKEN);
    }
    expect(sink.state()).toEqual({ status: 'failed', reason: 'broken; 3 attempts never opened' });
    expect(links).toHaveLength(3);
    expect(clock.waiting()).toBe(0);
    connection.reconnect();
    expect(sink.state()).toEqual({ status: 'connecting', attempt: 1 });
    last().onEnd(BROKEN);
    expect(sink.state()).toMatchObject({ status: 'waiting', retryInMs: 550 });
  });

  it('[LINK-3] does not count attempts made without a network, nor those that a server puts off', () => {
    const { sink, last, passWait, network } = createFakeConnection({ maxUnopenedAttempts: 2 });
    network.isOnline = false;
    for (let i = 0; i < 5; i++) {
      last().onEnd(BROKEN);
      passWait();
    }
    network.isOnline = true;
    for (let i = 0; i < 5; i++) {
      last().onEnd({ outcome: 'later', reason: 'HTTP 503' });
      passWait();
    }
    expect(sink.state().status).toBe('connecting');
    last().onEnd(BROKEN);
    passWait();
    last().onEnd(BROKEN);
    expect(sink.state().status).toBe('failed');
  });

  it('[LINK-3] counts only attempts in a row that never opened', () => {
    const { sink, last, passWait } = createFakeConnection({ maxUnopenedAttempts: 2 });
    for (let i = 0; i < 5; i++) {
      last().onEnd(BROKEN);
      passWait();
      last().onOpen();
      last().onEnd(BROKEN);
      passWait();
    }
    expect(sink.state().status).toBe('connecting');
  });

  it('[LINK-4] gives up an attempt that neither opens nor ends', () => {
    const { sink, clock, links } = createFakeConnection({ connectTimeoutMs: 2000 });
    clock.advance(2000);
    expect(sink.state()).toMatchObject({ status: 'waiting', reason: 'no connection after 2 s' });
    expect(links[0]!.abandonedBy).toBe('dead');
    // Should it open after all, nobody listens any more.
    links[0]!.onOpen();
    expect(sink.state().status).toBe('waiting');
  });

  it.each(['failed', 'closed'] as const)(
    '[LINK-10] ends in %s where its link says that it is the end',
    (outcome) => {
      const { sink, last, clock, links } = createFakeConnection();
      last().onOpen();
      last().onEnd({ outcome, reason: 'the end' });
      expect(sink.state()).toEqual({ status: outcome, reason: 'the end' });
      clock.advance(1e6);
      expect(links).toHaveLength(1);
    },
  );

  it('[LINK-2] adds the wait that a server asks for, up to a limit', () => {
    const { sink, last, clock } = createFakeConnection({ maxServerDelayMs: 20_000 });
    last().onEnd({ outcome: 'later', reason: 'HTTP 503', minDelayMs: 7000 });
    expect(sink.state()).toMatchObject({ retryInMs: 7550 });
    clock.advance(7550);
    last().onEnd({ outcome: 'later', reason: 'HTTP 503', minDelayMs: 1e9 });
    expect(sink.state()).toMatchObject({ retryInMs: 21_050 });
    clock.advance(21_050);
    last().onOpen();
    last().onRetryDelay(3000);
    clock.advance(10_000);
    last().onEnd(BROKEN);
    expect(sink.state()).toMatchObject({ retryInMs: 3550 });
  });
});

describe('the host', () => {
  it('[LINK-11] ends everything by close, and receives no more', () => {
    const { sink, last, clock, connection, goOnline } = createFakeConnection({ silenceMs: 1000 });
    last().onOpen();
    connection.close();
    expect(sink.state()).toEqual({ status: 'closed', reason: 'closed by the host' });
    expect(last().abandonedBy).toBe('host');
    expect(clock.waiting()).toBe(0);
    last().onText(UPDATE);
    last().onEnd(BROKEN);
    connection.reconnect();
    connection.close();
    goOnline();
    expect(sink.statuses()).toEqual(['connecting', 'open', 'closed']);
    expect(sink.texts).toEqual([]);
  });

  it.each(['connecting', 'open', 'waiting'] as const)(
    'may close while it receives the state %s',
    (status) => {
      const sink = createRecordingSink();
      const fake = createFakeConnection({}, { sink: { ...sink, setConnection: (state) => receive(state) } });
      function receive(state: Parameters<typeof sink.setConnection>[0]): void {
        sink.setConnection(state);
        // The first state comes before the host has the connection.
        if (state.status === status && sink.states.length > 1) fake.connection.close();
        if (state.status === 'closed') fake.connection.close();
      }
      fake.last().onOpen();
      fake.last().onEnd(BROKEN);
      fake.clock.advance(60_000);
      expect(sink.statuses().at(-2)).toBe(status);
      expect(sink.state().status).toBe('closed');
      expect(fake.clock.waiting()).toBe(0);
    },
  );

  it('may reconnect while it takes in a message', () => {
    const sink = createRecordingSink();
    const fake = createFakeConnection({}, { sink: { ...sink, ingest: (text) => receive(text) } });
    function receive(text: unknown): void {
      sink.ingest(text);
      if (text === '{"n":1}') fake.connection.reconnect();
    }
    fake.last().onOpen();
    fake.last().onText('{"n":1}\n{"n":2}');
    expect(fake.links).toHaveLength(2);
    expect(fake.links[0]!.abandonedBy).toBe('host');
    expect(sink.texts).toEqual(['{"n":1}', '{"n":2}']);
    expect(sink.state().status).toBe('connecting');
  });

  it('[LINK-12] reports what its sink throws, and neither the connection nor the next message suffers', () => {
    const onFault = vi.fn();
    const sink = createRecordingSink();
    const fault = new Error('a listener of the host');
    const broken = {
      ...sink,
      ingest(text: unknown) {
        if (text === '{"n":1}') throw fault;
        sink.ingest(text);
      },
    };
    const { last } = createFakeConnection({ onFault }, { sink: broken });
    last().onOpen();
    last().onText('{"n":1}\n{"n":2}');
    expect(onFault.mock.calls).toEqual([[fault]]);
    expect(sink.texts).toEqual(['{"n":2}']);
    expect(sink.state().status).toBe('open');
  });

  it('replaces an open link when it asks to reconnect', () => {
    const { last, links, connection, sink } = createFakeConnection();
    last().onOpen();
    connection.reconnect();
    expect(links.map(({ abandonedBy }) => abandonedBy)).toEqual(['host', null]);
    links[0]!.onEnd(BROKEN);
    last().onOpen();
    expect(sink.statuses()).toEqual(['connecting', 'open', 'connecting', 'open']);
  });
});

describe('signals of the machine', () => {
  it('[SILENCE-5] connects at once when a network comes back, or the tab is seen, while it waits', () => {
    for (const signal of ['goOnline', 'show'] as const) {
      const fake = createFakeConnection();
      fake.last().onEnd(BROKEN);
      fake[signal](0);
      expect(fake.sink.state()).toEqual({ status: 'connecting', attempt: 2 });
      expect(fake.links).toHaveLength(2);
      // The wait is over, not doubled.
      fake.clock.advance(5000);
      expect(fake.links).toHaveLength(2);
    }
  });

  it('[SILENCE-4] checks an open link once after the tab was hidden for long: it is replaced if it brings nothing', () => {
    const { sink, last, clock, show } = createFakeConnection();
    last().onOpen();
    clock.advance(100_000);
    show(100_000);
    clock.advance(4999);
    expect(sink.state().status).toBe('open');
    clock.advance(1);
    expect(sink.state()).toMatchObject({ status: 'waiting' });
    expect(last().abandonedBy).toBe('dead');
  });

  it('[SILENCE-4] leaves an open link that brings something after the check', () => {
    const { sink, last, clock, show } = createFakeConnection();
    last().onOpen();
    show(100_000);
    clock.advance(3000);
    last().onOtherBytes();
    clock.advance(1e6);
    expect(sink.state().status).toBe('open');
  });

  it('[SILENCE-4] does not check when the tab was hidden only shortly', () => {
    const { sink, last, clock, show } = createFakeConnection();
    last().onOpen();
    show(3000);
    clock.advance(1e6);
    expect(sink.state().status).toBe('open');
  });

  it('leaves a link that opened after a wait as it is when the tab is seen', () => {
    const { last, links, passWait, show } = createFakeConnection();
    last().onOpen();
    last().onEnd(BROKEN);
    passWait();
    last().onOpen();
    show(0);
    expect(links).toHaveLength(2);
  });

  it('[LINK-11] are not listened to any more after close', () => {
    let listening = 0;
    const listen = (): (() => void) => {
      listening += 1;
      return () => void (listening -= 1);
    };
    const { connection } = createFakeConnection({ signals: { isOnline: () => true, listen } });
    expect(listening).toBe(1);
    connection.close();
    expect(listening).toBe(0);
  });

  it('[SILENCE-4] checks an open link once when its network changes', () => {
    const { sink, last, clock, goOnline } = createFakeConnection();
    last().onOpen();
    goOnline();
    clock.advance(5000);
    expect(sink.state().status).toBe('waiting');
  });
});

describe('the address', () => {
  it('[LINK-5] is asked for anew at each attempt', async () => {
    let asked = 0;
    const { last, links, clock } = createFakeConnection(
      {},
      { address: () => Promise.resolve(`ws://${++asked}`) },
    );
    await settle();
    last().onEnd(BROKEN);
    clock.advance(1000);
    await settle();
    expect(links.map(({ url }) => url)).toEqual(['ws://1', 'ws://2']);
  });

  it('[LINK-4, LINK-5] may be late, fail or never come: each is an attempt that did not open', async () => {
    const address = vi
      .fn<() => Promise<string>>()
      .mockRejectedValueOnce(new Error('no token'))
      .mockReturnValueOnce(new Promise(() => undefined))
      .mockResolvedValue('ws://third');
    const { sink, clock, links, connection } = createFakeConnection({}, { address });
    await settle();
    expect(sink.state()).toMatchObject({ status: 'waiting', reason: 'no address to connect to: no token' });
    clock.advance(1000);
    await settle();
    clock.advance(15_000);
    expect(sink.state()).toMatchObject({ status: 'waiting', reason: 'no connection after 15 s' });
    clock.advance(2000);
    await settle();
    expect(links.map(({ url }) => url)).toEqual(['ws://third']);
    connection.close();
  });

  it('that comes after the host closed is not opened', async () => {
    const { connection, links } = createFakeConnection({}, { address: () => Promise.resolve('ws://late') });
    connection.close();
    await settle();
    expect(links).toEqual([]);
  });

  it('that cannot be opened is final where it is always the same, and tried again where it is asked for', async () => {
    const openFault = new Error('invalid');
    expect(createFakeConnection({}, { openFault }).sink.state()).toMatchObject({ status: 'failed' });
    const asked = createFakeConnection({}, { openFault, address: () => 'x' });
    await settle();
    expect(asked.sink.state()).toMatchObject({ status: 'waiting', reason: 'cannot connect: invalid' });
  });
});

describe('a refusal', () => {
  it('[LINK-6] is final where the address is always the same', () => {
    const { sink, last } = createFakeConnection();
    last().onEnd(REFUSED);
    expect(sink.state()).toEqual({ status: 'failed', reason: 'HTTP 401' });
  });

  it('[LINK-6] is answered once with a fresh address, and the second in a row is final', async () => {
    const { sink, last, clock } = createFakeConnection({}, { address: () => 'ws://token' });
    await settle();
    last().onEnd(REFUSED);
    clock.advance(1000);
    await settle();
    last().onOpen();
    last().onText(HELLO);
    last().onEnd(REFUSED);
    expect(sink.state()).toEqual({ status: 'failed', reason: 'HTTP 401' });
  });

  it('[LINK-6] begins to count anew once data came', async () => {
    const { last, passWait } = createFakeConnection({}, { address: () => 'ws://token' });
    for (let i = 0; i < 5; i++) {
      await settle();
      last().onOpen();
      last().onText(UPDATE);
      last().onEnd(REFUSED);
      expect(passWait()).toBeGreaterThan(0);
    }
  });
});
