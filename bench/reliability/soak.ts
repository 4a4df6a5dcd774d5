import { setTimeout as sleep } from 'node:timers/promises';
import type { RunStore } from '../../src/core.js';
import { createSoakEvent, findSoakFault, SOAK_EVENTS_PER_SECOND } from '../../test/run/soakStream.js';

/** How a soak went. */
export interface SoakReport {
  readonly events: number;
  /** Received less read, ignored and rejected. */
  readonly unaccounted: number;
  readonly fault: string | null;
  readonly wallSeconds: number;
  /** Share of the wall time spent in `ingest`. */
  readonly busyShare: number;
  /** The furthest that the store fell behind the pace. */
  readonly worstLagMs: number;
}

const TICK_MS = 10;

/** Feeds a store 2,000 events a second, by the clock. */
export async function soak(store: RunStore, seconds: number): Promise<SoakReport> {
  const events = Math.round(seconds * SOAK_EVENTS_PER_SECOND);
  const begun = performance.now();
  let sent = 0;
  let busyMs = 0;
  let worstLagMs = 0;
  while (sent < events) {
    const elapsedMs = performance.now() - begun;
    const due = Math.min(events, Math.ceil((elapsedMs / 1000) * SOAK_EVENTS_PER_SECOND));
    worstLagMs = Math.max(worstLagMs, elapsedMs - (sent / SOAK_EVENTS_PER_SECOND) * 1000 - TICK_MS);
    const texts = Array.from({ length: due - sent }, (_, i) => createSoakEvent(sent + i));
    const tick = performance.now();
    for (const text of texts) store.ingest(text);
    busyMs += performance.now() - tick;
    sent = due;
    await sleep(TICK_MS);
  }
  const wallMs = performance.now() - begun;
  const { received, read, ignored, rejected } = store.getState().messages;
  return {
    events,
    unaccounted: received - read - ignored - rejected,
    fault: findSoakFault(store, events),
    wallSeconds: wallMs / 1000,
    busyShare: busyMs / wallMs,
    worstLagMs,
  };
}
