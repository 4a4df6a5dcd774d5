import type { ComponentType } from 'react';
import type { Hyperparams, Projection } from '../protocol/events.js';
import type { ConnectionState } from '../run/connectionState.js';
import type { RunEnd, RunStatus } from '../run/runState.js';
import type { GridState } from '../surface/index.js';
import type { Rates } from '../view/rate/rates.js';
import type { PictureNotice } from '../view/pictureNotices.js';
import type { Figures } from './figures.js';
import type { LegendTick } from './legendScale.js';

/** What stands in the place of the card of figures is given this, again at most ten times a second. */
export interface ReadOutSlotProps {
  readonly projectId: string;
  readonly runId: string;
  readonly status: RunStatus;
  /** Null while the run goes on. */
  readonly end: RunEnd | null;
  /** How the run stands, in a word or two, under `labels`. */
  readonly statusText: string;
  /** For how long no step has come, in seconds, where that is long for this run; 0 where none is awaited; else null. */
  readonly silentS: number | null;
  /** The newest point, in surface units; NaN is what is not known. */
  readonly figures: Figures;
  /** How fast the run goes, and how its loss stands. */
  readonly rates: Rates;
  readonly hyperparams: Hyperparams;
  /** Whether the surface's heights are an illustration, and not the loss. */
  readonly isIllustrative: boolean;
  /** Whether the run's training was projected to two dimensions. */
  readonly isProjected: boolean;
}

/** What stands in the place of the colour bar is given this. */
export interface LegendSlotProps {
  /** The least and the greatest loss that are drawn as they are, in loss units. */
  readonly min: number;
  readonly max: number;
  /** Whether height and colour are by the logarithm. */
  readonly isLog: boolean;
  readonly isIllustrative: boolean;
  /** Under `labels`, and what the bar is for screen readers. */
  readonly title: string;
  readonly name: string;
  /** Upwards, each with its height as a share of the bar, written under `locale`. */
  readonly ticks: readonly LegendTick[];
  /** CSS colours from the lowest height to the highest. */
  readonly colors: readonly string[];
  /** Whether there are heights to be cut, and so a full range beside the drawn one. */
  readonly isCuttable: boolean;
  readonly isFullRange: boolean;
  readonly showFullRange: (isFull: boolean) => void;
}

/** What stands in the place of the line of notes is given this; with no notes too. */
export interface NoticesSlotProps {
  /** The gravest first. */
  readonly notices: readonly PictureNotice[];
}

/** What stands in the place of the link's state is given this, once a transport has said something. */
export interface ConnectionSlotProps {
  readonly connection: ConnectionState;
  /** Under `labels`, with a countdown to the next attempt; null where there is nothing to say. */
  readonly text: string | null;
}

/** What stands in the place of a projection's card is given this. */
export interface ProjectionSlotProps {
  readonly projection: Projection;
}

/** What stands in the place of the card of a sampled surface is given this, while it loads and where it failed. */
export interface GridSlotProps {
  readonly grid: Extract<GridState, { readonly status: 'loading' | 'failed' }>;
  /** What is drawn meanwhile, and why, under `labels`; null where that is the grid. */
  readonly meanwhile: string | null;
  /** Loads anew what failed. */
  readonly retry: () => void;
}

/** What stands in the place of a picture that there is none of, or over it while a run is awaited, is given this. */
export interface MessageSlotProps {
  /** `undrawable`: no WebGL 2. `lost`: the browser took the context back. `failed`: there was none, or the scene failed. */
  readonly reason: 'waiting' | 'undrawable' | 'lost' | 'failed';
  /** Under `labels`. */
  readonly text: string;
  /** Draws with a new canvas; null where that does not help. */
  readonly drawAgain: (() => void) | null;
}

type Slot<Props> = ComponentType<Props> | null;

/** Parts of a view that a host leaves out (null), or has components of its own for; a part that is not named is ours. */
export interface GradientDescentVizSlots {
  readonly readOut?: Slot<ReadOutSlotProps> | undefined;
  readonly legend?: Slot<LegendSlotProps> | undefined;
  readonly notices?: Slot<NoticesSlotProps> | undefined;
  readonly connection?: Slot<ConnectionSlotProps> | undefined;
  readonly projection?: Slot<ProjectionSlotProps> | undefined;
  readonly grid?: Slot<GridSlotProps> | undefined;
  readonly message?: Slot<MessageSlotProps> | undefined;
}

/** Their names, in the order of the type. */
export const SLOT_NAMES = [
  'readOut',
  'legend',
  'notices',
  'connection',
  'projection',
  'grid',
  'message',
] as const satisfies readonly (keyof GradientDescentVizSlots)[];
