import { ENGLISH_CONNECTION, type ConnectionLabels } from './labels/connectionLabels.js';
import { ENGLISH_GRID, type GridLabels } from './labels/gridLabels.js';
import { ENGLISH_LEGEND, type LegendLabels } from './labels/legendLabels.js';
import { ENGLISH_NOTICES, type NoticeLabels } from './labels/noticeLabels.js';
import { ENGLISH_PICTURE, type PictureLabels } from './labels/pictureLabels.js';
import { ENGLISH_PROJECTION, type ProjectionLabels } from './labels/projectionLabels.js';
import { ENGLISH_RATES, type RateLabels } from './labels/rateLabels.js';
import { ENGLISH_READ_OUT, type ReadOutLabels } from './labels/readOutLabels.js';
import { ENGLISH_STATUS, type StatusLabels } from './labels/statusLabels.js';
import { ENGLISH_TIMELINE, type TimelineLabels } from './labels/timelineLabels.js';
import { ENGLISH_UNITS, type UnitLabels } from './labels/unitLabels.js';

/**
 * Every text that a visualization shows or hands to a screen reader. Figures come written, under `locale`; a count comes
 * once more as a number at the end, for languages that decline by it (`Intl.PluralRules`).
 */
export interface GradientDescentVizLabels {
  /** How the run stands. */
  readonly status: StatusLabels;
  /** The card of figures. */
  readonly readOut: ReadOutLabels;
  /** How fast the loss falls, how far it is from its best, and how long the run goes on. */
  readonly rates: RateLabels;
  /** The colour bar. */
  readonly legend: LegendLabels;
  /** A sampled surface that is under way, or did not come. */
  readonly grid: GridLabels;
  /** The link to the backend. */
  readonly connection: ConnectionLabels;
  /** The plane of a projected training. */
  readonly projection: ProjectionLabels;
  /** What the picture leaves out, or shows otherwise than it is: see docs/notices.md. */
  readonly notices: NoticeLabels;
  /** The picture itself, and what stands in its place. */
  readonly picture: PictureLabels;
  /** The loss curve under the picture, and what plays the run. */
  readonly timeline: TimelineLabels;
  readonly units: UnitLabels;
}

/** Labels of a host: any of them; the rest are English. */
export type GradientDescentVizLabelOverrides = {
  readonly [Group in keyof GradientDescentVizLabels]?: Partial<GradientDescentVizLabels[Group]>;
};

/** The texts where the host has none of its own. */
export const ENGLISH: GradientDescentVizLabels = {
  status: ENGLISH_STATUS,
  readOut: ENGLISH_READ_OUT,
  rates: ENGLISH_RATES,
  legend: ENGLISH_LEGEND,
  grid: ENGLISH_GRID,
  connection: ENGLISH_CONNECTION,
  projection: ENGLISH_PROJECTION,
  notices: ENGLISH_NOTICES,
  picture: ENGLISH_PICTURE,
  timeline: ENGLISH_TIMELINE,
  units: ENGLISH_UNITS,
};
