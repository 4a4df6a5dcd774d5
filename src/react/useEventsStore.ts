import { useEffect, useRef, useState } from 'react';
import { createRunStore, type RunStore } from '../run/runStore.js';

/**
 * A store with the events of an array of envelopes. If an array continues the last one only its new part is ingested; any
 * other starts over.
 * @param events - envelopes, or the JSON text of each
 */
export function useEventsStore(events: readonly unknown[]): RunStore {
  const [store] = useState(() => createStoreOf(events));
  const taken = useRef(events);
  useEffect(() => {
    const before = taken.current;
    taken.current = events;
    if (events === before) return;
    const goesOn = events.length >= before.length && before.every((event, i) => event === events[i]);
    if (!goesOn) store.clear();
    for (const event of goesOn ? events.slice(before.length) : events) store.ingest(event);
  }, [store, events]);
  return store;
}

function createStoreOf(events: readonly unknown[]): RunStore {
  const store = createRunStore();
  for (const event of events) store.ingest(event);
  return store;
}
