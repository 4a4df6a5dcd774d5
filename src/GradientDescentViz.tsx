'use client';

import { readProp } from './react/readProp.js';
import { useEventsStore } from './react/useEventsStore.js';
import type { RunStore } from './run/runStore.js';
import { Viewport } from './Viewport.js';
import type { GradientDescentVizStyle } from './vizStyle.js';

export type { GradientDescentVizStyle };

/** What a visualization shows: a store that is fed live, or a plain array of envelopes. */
export type GradientDescentVizProps = GradientDescentVizStyle &
  (
    | {
        /** The runs to show, from `createRunStore()`; the one with the latest start is shown, or the one that was chosen. */
        readonly store: RunStore;
        readonly events?: never;
      }
    | {
        /** Envelopes, or the JSON text of each; a longer array that goes on where the last one ended is taken in from there. */
        readonly events: readonly unknown[];
        readonly store?: never;
      }
  );

/**
 * A loss surface with a gradient descent going down it, live. Fills its container and follows its size;
 * draws a frame only when something changed.
 */
export function GradientDescentViz(props: GradientDescentVizProps) {
  const { store: givenStore, events: givenEvents, ...style } = props;
  const store = readProp('store', givenStore, isStore, 'what createRunStore() gives', undefined, NO_STORE);
  if (store !== undefined) return <Viewport store={store} isRecorded={false} {...style} />;
  const events = readProp('events', givenEvents, isArray, 'an array', NO_EVENTS, {
    value: NO_EVENTS,
    words: 'nothing is shown',
  });
  return <EventsViz events={events} {...style} />;
}

const NO_STORE = { value: undefined, words: 'nothing of it is shown' };
const NO_EVENTS: readonly unknown[] = [];
const isArray = (value: unknown): boolean => Array.isArray(value);

/** Of whatever copy of the package, or of whatever version of zustand. */
function isStore(value: RunStore | undefined): boolean {
  return STORE_FUNCTIONS.every((name) => typeof value?.[name] === 'function');
}

const STORE_FUNCTIONS = ['getState', 'subscribe', 'ingest', 'report'] as const;

function EventsViz({ events, ...style }: GradientDescentVizStyle & { readonly events: readonly unknown[] }) {
  return <Viewport store={useEventsStore(events)} isRecorded {...style} />;
}
