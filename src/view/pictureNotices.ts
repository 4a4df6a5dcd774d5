import type { ShownSurface } from '../run/shownSurface.js';
import { COARSE_SHARE, type HeightField } from '../surface/index.js';
import { describeMissing } from './runText.js';
import type { RunWords } from './runWords.js';
import { formatShare, type Wording } from './wording.js';

/** Everything that a picture may leave out or not show as it is, the most important first. */
export const NOTICE_CODES = [
  /** The WebGL context is lost: nothing is drawn. */
  'context_lost',
  /** The run has no surface that is known: its path lies on a flat ground. */
  'surface_unknown',
  /** The sampled surface is loading, or could not be loaded. */
  'grid_not_loaded',
  /** Heights beyond `lossRange` are drawn at its end. */
  'heights_cut',
  /** The drawn surface is coarser than the true one, by more than a stated share of its height. */
  'surface_coarse',
  /** The losses differ by less than a sample's precision. */
  'losses_too_close',
  /** Samples of the grid that have no height. */
  'samples_missing',
  /** The surface is lower than its true proportion. */
  'height_compressed',
  /** The line lies beside its points by more than a pixel. */
  'path_simplified',
  /** The path's limit is reached: its earliest points are gone. */
  'points_evicted',
  /** Steps that have not come. */
  'steps_missing',
  /** Points lie outside the domain, where there may be no surface. */
  'points_outside',
] as const;

/** What a notice is about. */
export type PictureNoticeCode = (typeof NOTICE_CODES)[number];

/** Something that a viewer must know to read the picture rightly. */
export interface PictureNotice {
  readonly code: PictureNoticeCode;
  /** One short sentence for the viewer, in the host's labels, without a full stop. */
  readonly text: string;
}

/** What notices are made from. */
export interface PictureState {
  readonly run: Pick<RunWords, 'keptPoints' | 'missing' | 'hasOutsidePoints'>;
  readonly shown: ShownSurface;
  readonly field: HeightField;
  /** Whether the surface is drawn; else the ground is. */
  readonly isKnown: boolean;
  /** Share of its true height to which the surface is compressed; 1 where its shape is exact, and under a logarithm. */
  readonly compression: number;
  /** Whether the grid is loading. */
  readonly isGridLoading: boolean;
  /** See `PictureFacts`. */
  readonly simplifiedPx: number;
  readonly isContextLost: boolean;
}

/** The text of each notice; null where there is nothing to say. */
const WORDS: Readonly<Record<PictureNoticeCode, (picture: PictureState, wording: Wording) => string | null>> =
  {
    context_lost: ({ isContextLost }, { labels }) => (isContextLost ? labels.notices.pictureLost : null),
    surface_unknown: ({ shown }, wording) => describeUnknown(shown, wording),
    grid_not_loaded: ({ shown, isGridLoading }, wording) => describeGrid(shown, isGridLoading, wording),
    heights_cut: ({ field, shown }, wording) => describeCut(field, shown, wording),
    surface_coarse: ({ field: { drawnErrorShare } }, wording) =>
      drawnErrorShare > COARSE_SHARE
        ? wording.labels.notices.coarse(formatShare(drawnErrorShare, SHARE_DIGITS, wording))
        : null,
    losses_too_close: describeTooClose,
    samples_missing: ({ field }, wording) => describeHoles(field, wording),
    height_compressed: ({ compression }, wording) =>
      compression < 1
        ? wording.labels.notices.compressed(formatShare(compression, SHARE_DIGITS, wording))
        : null,
    path_simplified: ({ simplifiedPx }, wording) => describeSimplified(simplifiedPx, wording),
    points_evicted: ({ run: { keptPoints } }, wording) => describeKept(keptPoints, wording),
    steps_missing: ({ run }, wording) => describeMissing(run.missing, wording),
    points_outside: ({ run, shown }, { labels }) =>
      shown.drawnFrom !== 'none' && run.hasOutsidePoints ? labels.notices.pathOutside : null,
  };

/** Significant digits of a share, or of a distance in pixels. */
const SHARE_DIGITS = 2;

/** What a viewer must know to read the picture rightly, the most important first. */
export function computePictureNotices(
  { run, ...picture }: Omit<PictureState, 'run'> & { readonly run: PictureState['run'] | null },
  wording: Wording,
): PictureNotice[] {
  // Without a run the text says that one is awaited, so nothing else is noticed.
  if (run === null) {
    const text = wording.labels.notices.pictureLost;
    return picture.isContextLost ? [{ code: 'context_lost', text }] : [];
  }
  return NOTICE_CODES.flatMap((code) => {
    const text = WORDS[code]({ run, ...picture }, wording);
    return text === null ? [] : [{ code, text }];
  });
}

/** Whether two lists say the same. */
export function isSameNotices(a: readonly PictureNotice[], b: readonly PictureNotice[]): boolean {
  return a.length === b.length && a.every(({ code, text }, i) => code === b[i]?.code && text === b[i].text);
}

function describeUnknown({ missing, kind }: ShownSurface, { labels }: Wording): string | null {
  if (missing === 'unknown-kind') return labels.notices.unknownKind(kind ?? '');
  return missing === 'no-surface' ? labels.notices.noSurface : null;
}

function describeGrid(
  { missing, drawnFrom }: ShownSurface,
  isGridLoading: boolean,
  { labels: { notices } }: Wording,
): string | null {
  if (missing !== 'grid-not-loaded') return null;
  const isFlat = drawnFrom === 'none';
  if (isGridLoading) return isFlat ? notices.flatUntilLoaded : notices.announcedUntilLoaded;
  return isFlat ? notices.flatSinceFailed : notices.announcedSinceFailed;
}

/** A notice says so where float32 rounds losses by more than this share of the range of heights. */
const ROUGH_SHARE = 0.001;

function describeCut(
  { cut, min, max, nodes, missing }: HeightField,
  { drawnFrom }: ShownSurface,
  { labels: { notices }, numbers }: Wording,
): string | null {
  if (cut === null) return null;
  const { below, above } = cut;
  const [low, least, high, greatest] = [min, cut.least, max, cut.greatest].map((loss) =>
    numbers.number(loss),
  ) as [string, string, string, string];
  const sentence =
    below > 0 && above > 0
      ? notices.cutBelowAndAbove(low, least, high, greatest)
      : below > 0
        ? notices.cutBelow(low, least)
        : notices.cutAbove(high, greatest);
  if (drawnFrom !== 'grid') return sentence;
  const count = below + above;
  return notices.cutSamples(sentence, numbers.count(count), numbers.count(nodes ** 2 - missing), count);
}

function describeTooClose(
  { field: { sampleErrorShare }, shown, isKnown }: PictureState,
  wording: Wording,
): string | null {
  const { notices } = wording.labels;
  if (!isKnown) return shown.missing === null ? notices.tooClose : null;
  return sampleErrorShare > ROUGH_SHARE
    ? notices.tooCloseForFloat(formatShare(sampleErrorShare, SHARE_DIGITS, wording))
    : null;
}

function describeSimplified(distancePx: number, { labels, numbers }: Wording): string | null {
  if (!(distancePx > 0)) return null;
  const distance = labels.units.pixels(numbers.number(distancePx, SHARE_DIGITS), distancePx);
  return labels.notices.simplified(distance);
}

function describeKept(keptPoints: number | null, { labels, numbers }: Wording): string | null {
  return keptPoints === null ? null : labels.notices.pointsKept(numbers.count(keptPoints), keptPoints);
}

function describeHoles({ missing, nodes }: HeightField, { labels, numbers }: Wording): string | null {
  if (missing === 0) return null;
  return labels.notices.samplesMissing(numbers.count(missing), numbers.count(nodes ** 2), missing);
}
