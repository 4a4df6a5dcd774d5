import { browserSignals } from '../../src/transport/hostSignals.js';
import type { Address, LinkEvents } from '../../src/transport/link.js';
import { ReconnectingConnection } from '../../src/transport/reconnectingConnection.js';
import { resolveReconnectOptions, type ReconnectOptions } from '../../src/transport/reconnectOptions.js';
import { createFakeClock, type FakeClock } from './fakeClock.js';
import { createRecordingSink, type RecordingSink } from './recordingSink.js';

/** A link that does what the test says. */
interface FakeLink extends LinkEvents {
  readonly url: string;
  abandonedBy: 'host' | 'dead' | null;
}

/** A connection over links that the test holds, in a time that it makes pass. */
export interface FakeConnection {
  readonly clock: FakeClock;
  readonly sink: RecordingSink;
  readonly links: FakeLink[];
  readonly connection: ReconnectingConnection;
  /** The newest link. */
  last(): FakeLink;
  /** Lets the wait for the next attempt pass, and no more. @returns how long it was */
  passWait(): number;
  goOnline(): void;
  show(hiddenMs: number): void;
  network: { isOnline: boolean };
}

/** Creates such a connection. Its waits are drawn in the middle, unless `random` is given. */
export function createFakeConnection(
  options: ReconnectOptions = {},
  setup: { address?: Address; openFault?: Error; sink?: RecordingSink } = {},
): FakeConnection {
  const clock = createFakeClock();
  const sink = setup.sink ?? createRecordingSink();
  const links: FakeLink[] = [];
  const network = { isOnline: true };
  let goOnline = (): void => undefined;
  let show: (hiddenMs: number) => void = () => undefined;
  const signals = {
    ...browserSignals,
    isOnline: () => network.isOnline,
    listen(onOnline: () => void, onVisible: (hiddenMs: number) => void) {
      goOnline = onOnline;
      show = onVisible;
      return () => {
        goOnline = () => undefined;
        show = () => undefined;
      };
    },
  };
  const { address = 'ws://fake' } = setup;
  const connection = new ReconnectingConnection(
    {
      address,
      hasFreshCredentials: typeof address === 'function',
      openLink(url, events) {
        if (setup.openFault !== undefined) throw setup.openFault;
        const link: FakeLink = { ...events, url, abandonedBy: null };
        links.push(link);
        return { abandon: (why) => void (link.abandonedBy ??= why) };
      },
      quietCause: 'a fake network keeps it back',
      options: resolveReconnectOptions({ clock, random: () => 0.5, signals, ...options }),
    },
    sink,
  );
  return {
    clock,
    sink,
    links,
    connection,
    last: () => links.at(-1)!,
    passWait() {
      const state = sink.state();
      if (state.status !== 'waiting') throw new Error(`the connection is ${state.status}`);
      clock.advance(state.retryInMs);
      return state.retryInMs;
    },
    goOnline: () => goOnline(),
    show: (hiddenMs) => show(hiddenMs),
    network,
  };
}
