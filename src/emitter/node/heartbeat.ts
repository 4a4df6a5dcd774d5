import type { Clock, Timer } from '../../host/clock.js';

/** Calls a function for each of its clients at a fixed interval; no timer runs while there are none. */
export class Heartbeat<Client> {
  private readonly clients = new Set<Client>();
  private timer: Timer | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly intervalMs: number,
    private readonly onBeat: (client: Client) => void,
  ) {}

  get clientCount(): number {
    return this.clients.size;
  }

  add(client: Client): void {
    this.clients.add(client);
    this.timer ??= this.clock.startTimer(() => this.beat(), this.intervalMs);
  }

  /** @returns false where it has been removed before */
  remove(client: Client): boolean {
    const wasThere = this.clients.delete(client);
    if (this.clients.size === 0) {
      this.timer?.cancel();
      this.timer = null;
    }
    return wasThere;
  }

  /** The clients, as a copy: those that end remove themselves meanwhile. */
  list(): readonly Client[] {
    return [...this.clients];
  }

  private beat(): void {
    this.timer = this.clock.startTimer(() => this.beat(), this.intervalMs);
    for (const client of this.list()) this.onBeat(client);
  }
}

/** Time between two heartbeats: less than the minute after which proxies end an idle link. */
export const HEARTBEAT_MS = 15_000;

/** A client counts as gone at the heartbeat after this many at which it had not answered or read what waits for it. */
export const BEATS_UNTIL_GONE = 2;

/** With this many waiting bytes a client is slow: its next message is sent once they have left. */
export const SLOW_CLIENT_BYTES = 1 << 18;
