import { createRunStore, type RunStore, type RunStoreOptions } from '../run/runStore.js';
import { createEventSourceTransport } from '../transport/eventSourceTransport.js';
import type { Transport, TransportConnection } from '../transport/transport.js';
import { createWebSocketTransport } from '../transport/webSocketTransport.js';

/** How the store of an address is made and fed. Those of the first who asks for the address hold for all who share it. */
export interface SharedRunOptions {
  /**
   * What brings the messages: for headers, tokens, waits, or to ask a backend to resume where the store stands. Called
   * when the first user is mounted.
   * @defaultValue `ws:` and `wss:` by WebSocket, any other address as server-sent events
   */
  readonly createTransport?: (url: string, store: RunStore) => Transport;
  /** Limits of the store, and who is called for diagnostics. */
  readonly storeOptions?: RunStoreOptions;
}

/** All that are in use, or that a component which is not yet mounted may come to use; those it keeps itself. */
const runs = new Map<string, WeakRef<SharedRun>>();
/** Those in use: nothing else may hold them while nobody renders. */
const used = new Set<SharedRun>();

/** A store for one address, and the link that feeds it as long as anybody uses it. */
export class SharedRun {
  readonly store: RunStore;
  private connection: TransportConnection | null = null;
  private users = 0;

  constructor(
    private readonly url: string,
    private readonly options: SharedRunOptions,
  ) {
    this.store = createRunStore(options.storeOptions);
  }

  /** Whether whoever asks for the address is given this one. */
  get isCurrent(): boolean {
    return runs.get(this.url)?.deref() === this;
  }

  /**
   * Begins to use it; the first user opens the link.
   * @returns ends that; the link is closed once the last has gone and none came in the same turn
   */
  join(): () => void {
    if (this.connection === null) {
      const { createTransport = createTransportByScheme } = this.options;
      this.connection = createTransport(this.url, this.store).connect(this.store);
      used.add(this);
      // It may have been closed and taken up again, as a hidden part of a page is.
      if (runs.get(this.url)?.deref() === undefined) runs.set(this.url, new WeakRef(this));
    }
    this.users += 1;
    return () => {
      this.users -= 1;
      // StrictMode mounts twice, and one component may take the place of another in one commit.
      queueMicrotask(() => this.closeUnused());
    };
  }

  private closeUnused(): void {
    if (this.users > 0 || this.connection === null) return;
    this.connection.close();
    this.connection = null;
    used.delete(this);
    if (this.isCurrent) runs.delete(this.url);
  }
}

/**
 * Finds what is shared for an address, or makes it. On a server nothing is shared: each rendering is another person's.
 * @param url - relative ones are the page's
 */
export function findSharedRun(url: string | URL, options: SharedRunOptions): SharedRun {
  const href = resolveUrl(String(url));
  if (typeof document === 'undefined') return new SharedRun(href, options);
  const found = runs.get(href)?.deref();
  if (found !== undefined) return found;
  forgetLost();
  const run = new SharedRun(href, options);
  runs.set(href, new WeakRef(run));
  return run;
}

/** Those of components that were rendered and never mounted. */
function forgetLost(): void {
  for (const [href, run] of runs) if (run.deref() === undefined) runs.delete(href);
}

function resolveUrl(url: string): string {
  try {
    const resolved = new URL(url, typeof document === 'undefined' ? undefined : document.baseURI);
    // No server receives what stands after `#`.
    resolved.hash = '';
    return resolved.href;
  } catch {
    return url; // whoever connects to it says what is wrong
  }
}

function createTransportByScheme(url: string): Transport {
  return /^wss?:/i.test(url) ? createWebSocketTransport({ url }) : createEventSourceTransport({ url });
}
