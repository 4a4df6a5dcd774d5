'use client';

import { useEventsStore } from './react/useEventsStore.js';
import type { RunStore } from './run/runStore.js';
import { Viewport, type GradientDescentVizStyle } from './Viewport.js';

export type { GradientDescentVizStyle };

/** What a visualization shows: a store that is fed live, or a plain array of envelopes. */
export type GradientDescentVizProps = GradientDescentVizStyle &
  (
    | {
        /** The runs to show, from `createRunStore()`; the one with the latest start is shown, or the one it was told. */
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
  const { store, events, ...style } = props;
  return store === undefined ? (
    <EventsViz events={events} {...style} />
  ) : (
    <Viewport store={store} {...style} />
  );
}

function EventsViz({ events, ...style }: GradientDescentVizStyle & { readonly events: readonly unknown[] }) {
  return <Viewport store={useEventsStore(events)} {...style} />;
}
