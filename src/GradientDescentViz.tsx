'use client';

import { useMemo, type Ref } from 'react';
import { readProp } from './react/readProp.js';
import { useEventsStore } from './react/useEventsStore.js';
import { usePlainStore } from './react/usePlainStore.js';
import { chooseRun } from './run/chosenRun.js';
import { isPlainMetrics } from './run/plainMetrics.js';
import { isPlainPath, isPlainSurface, type PlainRun } from './run/plainRun.js';
import type { RunStore } from './run/runStore.js';
import { Viewport } from './Viewport.js';
import type { GradientDescentVizHandle } from './vizHandle.js';
import type { GradientDescentVizStyle } from './vizStyle.js';

export type { GradientDescentVizHandle, GradientDescentVizStyle };

interface RunOfSeveral {
  /**
   * The run to show, by its key or its id (of several with that id the one with the latest rank), in this view alone.
   * Until it comes there is none to show.
   * @defaultValue the one that `store.showRun` chose, or the one with the latest start
   */
  readonly run?: string | undefined;
}

/** Not read beside a store or envelopes. */
type Unread = Omit<PlainRun, 'run'>;

/** What a visualization shows: a store that is fed live, a plain array of envelopes, or a run as plain data. */
export type GradientDescentVizProps = GradientDescentVizStyle & {
  readonly ref?: Ref<GradientDescentVizHandle> | undefined;
} & (
    | (Unread &
        RunOfSeveral & {
          /** The runs to show, from `createRunStore()`; the one with the latest start is shown, or the one that was chosen. */
          readonly store: RunStore;
          readonly events?: undefined;
        })
    | (Unread &
        RunOfSeveral & {
          /** Envelopes, or the JSON text of each; a longer array that goes on where the last one ended is taken in from there. */
          readonly events: readonly unknown[];
          readonly store?: undefined;
        })
    | (PlainRun & { readonly store?: undefined; readonly events?: never })
  );

/**
 * A loss surface with a gradient descent going down it, live. Fills its container and follows its size;
 * draws a frame only when something changed.
 */
export function GradientDescentViz(props: GradientDescentVizProps) {
  const { store: givenStore, events: givenEvents, ...rest } = props;
  const { surface, path, finished, hyperparams, metrics, run: givenRun, ref: handleRef, ...style } = rest;
  const run = readProp('run', givenRun, isName, 'a key or an id', undefined);
  const view = { handleRef, ...style };
  const plain = { surface, path, finished, hyperparams, metrics };
  const store = readProp('store', givenStore, isStore, 'what createRunStore() gives', undefined, NO_STORE);
  if (givenStore != null || givenEvents != null) warnOfUnread(plain);
  if (store !== undefined) return <StoreViz store={store} run={run} isRecorded={false} {...view} />;
  if (givenEvents != null || givenStore != null) {
    const events = readProp('events', givenEvents, isArray, 'an array', NO_EVENTS, {
      value: NO_EVENTS,
      words: 'nothing is shown',
    });
    return <EventsViz events={events} run={run} {...view} />;
  }
  return <PlainViz data={readPlainRun({ ...plain, run })} {...view} />;
}

/** Plain data beside a store or envelopes: which of two runs was meant? */
function warnOfUnread(plain: Unread): void {
  for (const [name, value] of Object.entries(plain))
    readProp(name, value, () => false, 'nothing beside `store` or `events`', undefined, UNREAD);
}

/** What of plain data makes sense. */
function readPlainRun({ surface, path, finished, hyperparams, metrics, run }: PlainRun): PlainRun {
  return {
    surface: readProp('surface', surface, isPlainSurface, SURFACE, null, NOTHING),
    path: readProp('path', path, isPlainPath, PATH, null, NOTHING),
    finished: readProp('finished', finished, isFinished, 'true, false or a reason', false),
    hyperparams: readProp('hyperparams', hyperparams, isObject, 'an object', null),
    metrics: readProp('metrics', metrics, isPlainMetrics, METRICS, null, NOTHING),
    run,
  };
}

const SURFACE = '{ kind, params? } or { values, resolution }';
const PATH = 'an array of { x, y, loss? }, or columns { x, y, loss? }';
const METRICS = 'an array of { name, split?, values, steps? }';
const NOTHING = { value: null, words: 'it is left out' };
const UNREAD = { value: undefined, words: 'it is not read' };
const NO_STORE = { value: undefined, words: 'nothing of it is shown' };
const NO_EVENTS: readonly unknown[] = [];
const isArray = (value: unknown): boolean => Array.isArray(value);
const isName = (value: unknown): boolean => typeof value === 'string' && value !== '';
const isObject = (value: unknown): boolean => typeof value === 'object' && !Array.isArray(value);
const isFinished = (value: unknown): boolean => typeof value === 'boolean' || typeof value === 'string';

/** Of whatever copy of the package, or of whatever version of zustand. */
function isStore(value: RunStore | undefined): boolean {
  return STORE_FUNCTIONS.every((name) => typeof value?.[name] === 'function');
}

const STORE_FUNCTIONS = ['getState', 'subscribe', 'ingest', 'report'] as const;

type ViewProps = GradientDescentVizStyle & {
  readonly handleRef: Ref<GradientDescentVizHandle> | undefined;
};

interface StoreVizProps extends ViewProps {
  readonly store: RunStore;
  readonly run: string | undefined;
  readonly isRecorded: boolean;
}

function StoreViz({ store, run, ...view }: StoreVizProps) {
  const chosen = useMemo(() => (run === undefined ? store : chooseRun(store, run)), [store, run]);
  return <Viewport store={chosen} {...view} />;
}

function EventsViz({
  events,
  ...view
}: ViewProps & { readonly events: readonly unknown[]; readonly run: string | undefined }) {
  return <StoreViz store={useEventsStore(events)} isRecorded {...view} />;
}

function PlainViz({ data, fetchAsset, ...view }: ViewProps & { readonly data: PlainRun }) {
  const { store, fetchAsset: fetchKnown } = usePlainStore(data, fetchAsset);
  return <Viewport store={store} isRecorded={false} fetchAsset={fetchKnown} {...view} />;
}
