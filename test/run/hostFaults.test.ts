import { describe, expect, it, vi } from 'vitest';
import type { Diagnostic } from '../../src/protocol/diagnostic.js';
import { createRunStore, type RunStoreOptions } from '../../src/run/runStore.js';
import type { FoundFault } from '../../src/run/runDiagnostics.js';
import { allowConsole } from '../support/consoleGuard.js';
import { shownRun, start, update } from './createRunEvent.js';

const BAD = '{"not json';

function createStore(options: RunStoreOptions = {}) {
  const onFault = vi.fn<(error: unknown) => void>();
  return { store: createRunStore({ onFault, ...options }), onFault };
}

function throwing(message: string) {
  return vi.fn(() => {
    throw new Error(message);
  });
}

const fault: FoundFault = {
  code: 'asset_status',
  asset: '/a',
  path: 'p',
  found: 'HTTP 404',
  expected: 'x',
};

describe('a subscriber that throws', () => {
  it('[HOST-1] stops no other, and its error is reported each time', () => {
    const { store, onFault } = createStore();
    const before = vi.fn();
    const after = vi.fn();
    store.subscribe(before);
    store.subscribe(throwing('mine'));
    store.subscribe(after);
    for (const call of [
      () => store.ingest(start(1)),
      () => store.setConnection({ status: 'open' }),
      () => store.showRun('none'),
      () => store.report(null, fault),
      () => store.clear(),
    ])
      call();
    expect(before).toHaveBeenCalledTimes(5);
    expect(after).toHaveBeenCalledTimes(5);
    expect(onFault.mock.calls).toEqual(Array.from({ length: 5 }, () => [new Error('mine')]));
  });

  it('[HOST-1] costs no diagnostic', () => {
    const onDiagnostic = vi.fn();
    const { store } = createStore({ onDiagnostic });
    store.subscribe(throwing('mine'));
    store.ingest([BAD, BAD]);
    expect(onDiagnostic).toHaveBeenCalledTimes(2);
  });

  it('[HOST-1] may do so later: a promise that it returned is looked at', async () => {
    const { store, onFault } = createStore({ onDiagnostic: vi.fn().mockRejectedValue(new Error('later')) });
    store.subscribe(vi.fn().mockRejectedValue(new Error('mine')));
    store.ingest(BAD);
    await vi.waitFor(() => expect(onFault).toHaveBeenCalledTimes(2));
    expect(onFault.mock.calls).toEqual([[new Error('mine')], [new Error('later')]]);
  });

  it('[HOST-1] may have an onFault that fails later', async () => {
    const worse = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const { store } = createStore({ onFault: vi.fn().mockRejectedValue(new Error('worse')) });
    store.subscribe(throwing('mine'));
    store.ingest(start(1));
    await vi.waitFor(() => expect(worse.mock.calls).toEqual([[new Error('worse')]]));
  });

  it('[HOST-1] goes to the console where the host gave no onFault and there is no reportError', () => {
    allowConsole(/^mine$/);
    const store = createRunStore();
    const after = vi.fn();
    store.subscribe(throwing('mine'));
    store.subscribe(after);
    store.ingest(start(1));
    expect(after).toHaveBeenCalledOnce();
  });
});

describe('an onDiagnostic that throws', () => {
  it('[HOST-1] receives every diagnostic all the same', () => {
    const onDiagnostic = throwing('mine');
    const { store, onFault } = createStore({ onDiagnostic });
    store.ingest([BAD, BAD, start(1)]);
    store.report(null, fault);
    expect(onDiagnostic).toHaveBeenCalledTimes(3);
    expect(onFault).toHaveBeenCalledTimes(3);
    expect(shownRun(store).path.length).toBe(1);
  });

  it('[HOST-1] is borne though onFault throws too', () => {
    allowConsole(/^worse$/);
    const { store } = createStore({ onDiagnostic: throwing('mine'), onFault: throwing('worse') });
    const listener = vi.fn();
    store.subscribe(listener);
    store.ingest(BAD);
    store.ingest(start(1));
    expect(listener).toHaveBeenCalledTimes(2);
  });
});

describe('a subscriber that calls the store', () => {
  it('[HOST-2] finds it changed at once, and the others receive each state in its order', () => {
    const { store } = createStore();
    const received: [now: number, before: number][] = [];
    store.subscribe(({ revision }) => {
      if (revision !== 1) return;
      store.ingest(update(2, 1, 3));
      expect(shownRun(store).path.length).toBe(4);
    });
    store.subscribe((state, before) => void received.push([state.revision, before.revision]));
    store.ingest(start(1));
    expect(received).toEqual([
      [1, 0],
      [2, 1],
    ]);
  });

  it('[HOST-2] more than once makes as many states, and each is received', () => {
    const { store } = createStore();
    const received: [now: number, before: number][] = [];
    store.subscribe(({ revision }) => {
      if (revision !== 1) return;
      store.ingest(update(2, 1, 3));
      store.setConnection({ status: 'open' });
      store.ingest(update(3, 1, 3));
    });
    store.subscribe((state, before) => void received.push([state.revision, before.revision]));
    store.ingest(start(1));
    expect(received).toEqual([
      [1, 0],
      [2, 1],
      [2, 2],
      [3, 2],
    ]);
  });

  it('[HOST-2] may clear it', () => {
    const { store, onFault } = createStore();
    const listener = vi.fn();
    store.subscribe(({ runKeys }) => {
      if (runKeys.length > 0) store.clear();
    });
    store.subscribe(listener);
    store.ingest(start(1));
    expect(store.getState().runKeys).toEqual([]);
    expect(listener).toHaveBeenCalledTimes(2);
    expect(onFault).not.toHaveBeenCalled();
  });

  it('[HOST-2] may end its own subscription, or another, which then receives nothing', () => {
    const { store } = createStore();
    const gone = vi.fn();
    const once = vi.fn(() => {
      endOnce();
      endGone();
    });
    const endOnce = store.subscribe(once);
    const endGone = store.subscribe(gone);
    const staying = vi.fn();
    store.subscribe(staying);
    store.ingest([start(1)]);
    store.ingest([update(2, 1, 1)]);
    expect(once).toHaveBeenCalledOnce();
    expect(gone).not.toHaveBeenCalled();
    expect(staying).toHaveBeenCalledTimes(2);
  });

  it('[HOST-2] may subscribe anew each time, and is called once a call', () => {
    const { store } = createStore();
    let calls = 0;
    let end = (): void => undefined;
    const listener = (): void => {
      calls++;
      end();
      end = store.subscribe(listener);
    };
    end = store.subscribe(listener);
    store.ingest(start(1));
    store.ingest(update(2, 1, 1));
    expect(calls).toBe(2);
  });

  it('[HOST-2] without an end is stopped and reported; what it is called for by the next call goes on', () => {
    const { store, onFault } = createStore();
    for (let n = 0; n < 2; n++) store.subscribe(() => store.showRun(null));
    const listener = vi.fn();
    store.subscribe(listener);
    store.ingest(start(1));
    expect(onFault.mock.calls).toEqual([[expect.any(RangeError)]]);
    const { length } = listener.mock.calls;
    store.ingest(update(2, 1, 1));
    expect(listener.mock.calls.length).toBeGreaterThan(length);
    expect(onFault).toHaveBeenCalledTimes(2);
  });
});

describe('an onDiagnostic that calls the store', () => {
  it('[HOST-2] receives every diagnostic once, in their order, after the state of each', () => {
    const received: [code: string, received: number][] = [];
    const { store } = createStore({
      onDiagnostic({ code }: Diagnostic) {
        received.push([code, store.getState().messages.received]);
        if (received.length === 1) store.ingest({ type: 'EVENT' });
      },
    });
    store.ingest([BAD, 7]);
    expect(received).toEqual([
      ['message_not_object', 2],
      ['message_not_object', 3],
      ['event_invalid', 3],
    ]);
  });

  it('[HOST-2] without an end is stopped and reported', () => {
    const { store, onFault } = createStore({ onDiagnostic: () => store.ingest([BAD, BAD]) });
    store.ingest(BAD);
    expect(onFault.mock.calls).toEqual([[expect.any(RangeError)]]);
  });
});

it('[HOST-2] a listener that is subscribed twice is one, as in any zustand store', () => {
  const { store } = createStore();
  const listener = vi.fn();
  const end = store.subscribe(listener);
  store.subscribe(listener);
  store.ingest(start(1));
  expect(listener).toHaveBeenCalledOnce();
  end();
  store.ingest(update(2, 1, 1));
  expect(listener).toHaveBeenCalledOnce();
});
