import type { Clock, Timer } from '../../host/clock.js';

/** Calls for each of its clients, again and again; no timer runs while there are none. */
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

  /** A copy, since clients that end remove themselves meanwhile. */
  list(): readonly Client[] {
    return [...this.clients];
  }

  private beat(): void {
    this.timer = this.clock.startTimer(() => this.beat(), this.intervalMs);
    for (const client of this.list()) this.onBeat(client);
  }
}

/** Time between two heartbeats: within the minute after which proxies end a silent link. */
export const HEARTBEAT_MS = 15_000;

/** Beats at which a client has not answered, or taken what waits for it; at the next it is gone. */
export const BEATS_UNTIL_GONE = 2;

/** At this many waiting bytes a client is slow: its next message is sent once they have left. */
export const SLOW_CLIENT_BYTES = 1 << 18;
