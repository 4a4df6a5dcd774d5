import type { ShownSurface } from '../run/shownSurface.js';
import { COARSE_SHARE, type HeightField } from '../surface/index.js';
import { formatCount, formatNumber } from './formatNumber.js';
import type { RunWords } from './runWords.js';

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
  /** One short sentence for the viewer, in English, without a full stop. */
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

const CONTEXT_LOST: PictureNotice = { code: 'context_lost', text: 'The picture was lost' };

/** The text of each notice; null where there is nothing to say. */
const WORDS: Readonly<Record<PictureNoticeCode, (picture: PictureState) => string | null>> = {
  context_lost: ({ isContextLost }) => (isContextLost ? CONTEXT_LOST.text : null),
  surface_unknown: ({ shown }) => describeUnknown(shown),
  grid_not_loaded: ({ shown, isGridLoading }) => describeGrid(shown, isGridLoading),
  heights_cut: ({ field, shown }) => describeCut(field, shown),
  surface_coarse: ({ field: { drawnErrorShare } }) =>
    drawnErrorShare > COARSE_SHARE
      ? `Drawn coarser than it is: off by up to ${formatPercent(drawnErrorShare)} of its height`
      : null,
  losses_too_close: (picture) => describeTooClose(picture),
  samples_missing: ({ field }) => describeHoles(field),
  height_compressed: ({ compression }) =>
    compression < 1
      ? `Height compressed to ${formatNumber(compression * 100, 2)} % of its true proportion`
      : null,
  path_simplified: ({ simplifiedPx }) =>
    simplifiedPx > 0
      ? `The line is simplified: at most ${formatNumber(simplifiedPx, 2)} px from the points`
      : null,
  points_evicted: ({ run: { keptPoints } }) => describeKept(keptPoints),
  steps_missing: ({ run }) => run.missing,
  points_outside: ({ run, shown }) =>
    shown.drawnFrom !== 'none' && run.hasOutsidePoints ? 'Part of the path lies outside the surface' : null,
};

/** What a viewer must know to read the picture rightly, the most important first. */
export function computePictureNotices({
  run,
  ...picture
}: Omit<PictureState, 'run'> & { readonly run: PictureState['run'] | null }): PictureNotice[] {
  // Without a run the text says that one is awaited, so nothing else is noticed.
  if (run === null) return picture.isContextLost ? [CONTEXT_LOST] : [];
  return NOTICE_CODES.flatMap((code) => {
    const text = WORDS[code]({ run, ...picture });
    return text === null ? [] : [{ code, text }];
  });
}

/** Whether two lists say the same. */
export function isSameNotices(a: readonly PictureNotice[], b: readonly PictureNotice[]): boolean {
  return a.length === b.length && a.every(({ code, text }, i) => code === b[i]?.code && text === b[i].text);
}

function describeUnknown({ missing, kind }: ShownSurface): string | null {
  if (missing === 'unknown-kind') return `The ground is flat: the surface kind “${kind ?? ''}” is not known`;
  return missing === 'no-surface' ? 'The ground is flat: the run has sent no surface' : null;
}

function describeGrid({ missing, drawnFrom }: ShownSurface, isGridLoading: boolean): string | null {
  if (missing !== 'grid-not-loaded') return null;
  const isFlat = drawnFrom === 'none';
  return isGridLoading
    ? `${isFlat ? 'The ground is flat' : 'The announced surface is shown'} until the sampled surface is there`
    : `The sampled surface could not be loaded: the ${isFlat ? 'ground is flat' : 'announced surface is shown'}`;
}

/** A notice says so where float32 rounds losses by more than this share of the range of heights. */
const ROUGH_SHARE = 0.001;

const formatPercent = (share: number): string => `${formatNumber(share * 100, 2)} %`;

function describeCut(
  { cut, min, max, nodes, missing }: HeightField,
  { drawnFrom }: ShownSurface,
): string | null {
  if (cut === null) return null;
  const { below, above, least, greatest } = cut;
  const places = [
    ...(below > 0 ? [`below ${formatNumber(min)} (down to ${formatNumber(least)})`] : []),
    ...(above > 0 ? [`above ${formatNumber(max)} (up to ${formatNumber(greatest)})`] : []),
  ];
  const count = `${formatCount(below + above)} of ${formatCount(nodes ** 2 - missing)} samples`;
  return `Heights ${places.join(' and ')} are cut${drawnFrom === 'grid' ? `: ${count}` : ''}`;
}

function describeTooClose({ field: { sampleErrorShare }, shown, isKnown }: PictureState): string | null {
  if (!isKnown) return shown.missing === null ? 'The heights lie too close together to be drawn' : null;
  return sampleErrorShare > ROUGH_SHARE
    ? `The losses lie too close together for float32: off by up to ${formatPercent(sampleErrorShare)} of their height`
    : null;
}

function describeKept(keptPoints: number | null): string | null {
  if (keptPoints === null) return null;
  return keptPoints === 1
    ? 'Only the newest point is kept'
    : `Only the newest ${formatCount(keptPoints)} points are kept`;
}

function describeHoles({ missing, nodes }: HeightField): string | null {
  return missing === 0 ? null : `${formatCount(missing)} of ${formatCount(nodes ** 2)} samples missing`;
}
