interface HostTasks {
  readonly setImmediate?: (onTurn: () => void) => void;
  readonly MessageChannel?: new () => {
    readonly port1: { onmessage: (() => void) | null; close(): void };
    readonly port2: { postMessage(message: null): void };
  };
  setTimeout(onTurn: () => void, delayMs: number): unknown;
}

/**
 * Resolves in a task of its own, so that the host can draw and handle events in between. Timers are only a fallback: in a
 * hidden tab they fire once a second, and a long log would take hours.
 */
export function yieldToHost(): Promise<void> {
  return new Promise((resolve) => {
    const host = globalThis as unknown as HostTasks;
    const { setImmediate, MessageChannel } = host;
    if (setImmediate !== undefined) {
      setImmediate(resolve);
      return;
    }
    // Jest's jsdom has neither.
    if (MessageChannel === undefined) {
      host.setTimeout(resolve, 0);
      return;
    }
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
