import { ordinal, plural } from './englishNumbers.js';
import type { Counted } from './labelKinds.js';

/** What the picture leaves out, or shows otherwise than it is: see docs/notices.md. */
export interface NoticeLabels {
  /** Accessible names of the line, and of the list of all but the first. */
  readonly region: string;
  readonly moreRegion: string;
  readonly more: Counted;
  readonly pictureLost: string;
  readonly noSurface: string;
  readonly unknownKind: (kind: string) => string;
  readonly flatUntilLoaded: string;
  readonly announcedUntilLoaded: string;
  readonly flatSinceFailed: string;
  readonly announcedSinceFailed: string;
  readonly cutBelow: (limit: string, least: string) => string;
  readonly cutAbove: (limit: string, greatest: string) => string;
  readonly cutBelowAndAbove: (low: string, least: string, high: string, greatest: string) => string;
  /** @param sentence - one of the three above */
  readonly cutSamples: (sentence: string, cut: string, all: string, count: number) => string;
  readonly coarse: (percent: string) => string;
  readonly tooClose: string;
  readonly tooCloseForFloat: (percent: string) => string;
  readonly samplesMissing: (missing: string, all: string, count: number) => string;
  readonly compressed: (percent: string) => string;
  readonly simplified: (distance: string) => string;
  readonly pointsKept: Counted;
  /** @param places - the first intervals, as `stepRange` and `listSeparator` have them */
  readonly stepsMissing: (steps: string, places: string, count: number) => string;
  /** Of a run that has a point for every 50th step, and did not say that it would: @param n - `50` */
  readonly everyNthStep: (n: string, value: number) => string;
  readonly everyNthStepMissing: (n: string, value: number, steps: string, places: string) => string;
  readonly stepRange: (from: string, to: string) => string;
  readonly listSeparator: string;
  /** Intervals that are not named. */
  readonly moreIntervals: Counted;
  readonly pathOutside: string;
}

export const ENGLISH_NOTICES: NoticeLabels = {
  region: 'Notes on the picture',
  moreRegion: 'More notes',
  more: (count) => `${count} more`,
  pictureLost: 'The picture was lost',
  noSurface: 'The ground is flat: no surface was sent',
  unknownKind: (kind) => `The ground is flat: the surface kind “${kind}” is not known`,
  flatUntilLoaded: 'The ground is flat until the sampled surface is there',
  announcedUntilLoaded: 'The announced surface is shown until the sampled surface is there',
  flatSinceFailed: 'The sampled surface could not be loaded: the ground is flat',
  announcedSinceFailed: 'The sampled surface could not be loaded: the announced surface is shown',
  cutBelow: (limit, least) => `Heights below ${limit} (down to ${least}) are cut`,
  cutAbove: (limit, greatest) => `Heights above ${limit} (up to ${greatest}) are cut`,
  cutBelowAndAbove: (low, least, high, greatest) =>
    `Heights below ${low} (down to ${least}) and above ${high} (up to ${greatest}) are cut`,
  cutSamples: (sentence, cut, all) => `${sentence}: ${cut} of ${all} samples`,
  coarse: (percent) => `Drawn coarser than it is: off by up to ${percent} of its height`,
  tooClose: 'The heights lie too close together to be drawn',
  tooCloseForFloat: (percent) =>
    `The losses lie too close together for float32: off by up to ${percent} of their height`,
  samplesMissing: (missing, all) => `${missing} of ${all} samples missing`,
  compressed: (percent) => `Height compressed to ${percent} of its true proportion`,
  simplified: (distance) => `The line is simplified: at most ${distance} from the points`,
  pointsKept: (text, count) =>
    count === 1 ? 'Only the newest point is kept' : `Only the newest ${text} points are kept`,
  stepsMissing: (steps, places, count) => `${steps} ${plural('step', count)} missing (${places})`,
  everyNthStep: (n, value) => `Points for every ${ordinal(n, value)} step`,
  everyNthStepMissing: (n, value, steps, places) =>
    `Points for every ${ordinal(n, value)} step, ${steps} of them missing (${places})`,
  stepRange: (from, to) => `${from}–${to}`,
  listSeparator: ', ',
  moreIntervals: (count) => `${count} more`,
  pathOutside: 'Part of the path lies outside the surface',
};
