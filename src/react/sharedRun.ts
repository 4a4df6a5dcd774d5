import { createRunStore, type RunStore, type RunStoreOptions } from '../run/runStore.js';
import { createEventSourceTransport } from '../transport/eventSourceTransport.js';
import type { Transport, TransportConnection } from '../transport/transport.js';
import { createWebSocketTransport } from '../transport/webSocketTransport.js';

/** How the store of an address is created and fed. The options of the first component that uses the address hold for all. */
export interface SharedRunOptions {
  /**
   * Creates the transport, for example with headers, tokens or waits, or to resume at the store's position. Called when the
   * first component that uses the address is mounted.
   * @defaultValue `ws:` and `wss:` by WebSocket, any other address as server-sent events
   */
  readonly createTransport?: (url: string, store: RunStore) => Transport;
  /** Options of the store: limits, and callbacks for diagnostics. */
  readonly storeOptions?: RunStoreOptions;
}

/** All shared runs by address. Weak: a component that is not mounted yet holds its own. */
const runs = new Map<string, WeakRef<SharedRun>>();
/** Those in use, held here since nothing else may hold them between renders. */
const used = new Set<SharedRun>();

/** A store for one address, and the link that feeds it as long as a component uses it. */
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

  /** Whether this is the shared run of its address now. */
  get isCurrent(): boolean {
    return runs.get(this.url)?.deref() === this;
  }

  /**
   * Begins to use it; the first use opens the link.
   * @returns a function that ends the use; the link is closed after the last, unless another began in the same turn
   */
  join(): () => void {
    if (this.connection === null) {
      const { createTransport = createTransportByScheme } = this.options;
      this.connection = createTransport(this.url, this.store).connect(this.store);
      used.add(this);
      // It may have been closed and is now used again, as when a hidden part of a page is shown.
      if (runs.get(this.url)?.deref() === undefined) runs.set(this.url, new WeakRef(this));
    }
    this.users += 1;
    return () => {
      this.users -= 1;
      // In a microtask: StrictMode mounts twice, and one component may replace another in one commit.
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
 * Finds or creates the shared run of an address. On a server nothing is shared, since each rendering is for another person.
 * @param url - a relative one is resolved against the page's address
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

/** Forgets the runs of components that were rendered and never mounted. */
function forgetLost(): void {
  for (const [href, run] of runs) if (run.deref() === undefined) runs.delete(href);
}

function resolveUrl(url: string): string {
  try {
    const resolved = new URL(url, typeof document === 'undefined' ? undefined : document.baseURI);
    // The part after `#` is not sent to a server.
    resolved.hash = '';
    return resolved.href;
  } catch {
    return url; // whoever connects to it says what is wrong
  }
}

function createTransportByScheme(url: string): Transport {
  return /^wss?:/i.test(url) ? createWebSocketTransport({ url }) : createEventSourceTransport({ url });
}
