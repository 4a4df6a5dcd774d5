import { describe, expect, it } from 'vitest';
import { RefusedMessage } from '../../src/protocol/refusedMessage.js';
import { createRunStore } from '../../src/run/runStore.js';

const SAYS =
  "message: expected at most 10 characters, got 4096; split the message, or raise the transport's maxMessageChars";

describe('a message that its transport refused', () => {
  it.each(['refuse', 'ingest'] as const)(
    '[COUNTERS-1, LIMIT-8] is received and rejected, and said once, by %s',
    (method) => {
      const received: string[] = [];
      const store = createRunStore({ onDiagnostic: ({ code, message }) => received.push(code, message) });
      let calls = 0;
      store.subscribe(() => (calls += 1));
      if (method === 'refuse') store.refuse({ chars: 4096, maxChars: 10 });
      else store.ingest(new RefusedMessage(4096, 10));
      expect(store.getState().messages).toEqual({ received: 1, read: 0, ignored: 0, rejected: 1 });
      expect(received).toEqual(['message_too_large', SAYS]);
      expect(calls).toBe(1);
    },
  );

  it('[INPUT-1, LIMIT-8] is nothing that JSON, a copy or an object of traps can pretend to be', () => {
    const refused = new RefusedMessage(4096, 10);
    const traps = new Proxy(refused, {
      getPrototypeOf() {
        throw new Error('trap');
      },
    });
    const store = createRunStore();
    for (const message of [
      JSON.stringify(refused),
      Object.assign({}, refused),
      structuredClone(refused),
      traps,
    ])
      store.ingest(message);
    expect(store.getState().messages.received).toBe(4);
    expect(store.getState().diagnosticCounts.has('message_too_large')).toBe(false);
  });
});
