import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { guardCall } from './host/guardCall.js';
import { reportFault } from './host/reportFault.js';
import { createMeasuredHeights } from './view/curve/measuredHeights.js';
import { Paced } from './view/paced.js';
import { useLasting } from './react/useLasting.js';
import { usePaced } from './react/useShownRun.js';
import { useSilence } from './react/useSilence.js';
import { selectShownRun } from './run/selectors.js';
import type { RunStore } from './run/runStore.js';
import { computeColorStops, type ColorMapName } from './scene/surface/colorMaps.js';
import { computeSurfaceFit } from './view/fit.js';
import type { PictureFacts } from './view/pictureFacts.js';
import { readSurfaceText, type SurfaceText } from './view/surfaceText.js';
import type { SurfaceView } from './view/surfaceView.js';
import type { ViewPlayback } from './view/viewPlayback.js';
import { isLogTransform } from './surface/index.js';
import { ConnectionNotice } from './ui/ConnectionNotice.js';
import { ShownFigures } from './ui/shownFigures.js';
import { computeDigits } from './view/formatNumber.js';
import { GridNotice } from './ui/GridNotice.js';
import { LegendPart } from './ui/LegendPart.js';
import { MessagePart } from './ui/MessagePart.js';
import { Notices } from './ui/Notices.js';
import { computePictureNotices, isSameNotices, type PictureNotice } from './view/pictureNotices.js';
import { ProjectionNote } from './ui/ProjectionNote.js';
import { Part } from './ui/Part.js';
import { PlaneNote } from './ui/PlaneNote.js';
import type { PictureMessageProps } from './ui/PictureMessage.js';
import { ReadOut } from './ui/ReadOut.js';
import { ReadOutSlot } from './ui/ReadOutSlot.js';
import { RunAnnouncement } from './ui/RunAnnouncement.js';
import type { GradientDescentVizSlots, MessageSlotProps } from './ui/slots.js';
import { useRates } from './ui/useRates.js';
import { useRunWords } from './ui/useRunWords.js';
import { useWording } from './ui/wordingContext.js';

export interface OverlayProps {
  readonly store: RunStore;
  readonly surfaceView: SurfaceView;
  readonly surfaceText: SurfaceText;
  readonly facts: PictureFacts;
  /** Whose step the figures are. */
  readonly playback: ViewPlayback;
  readonly colorMap: ColorMapName;
  /** What the host says of the surface; undefined leaves it to the events. */
  readonly surfaceSource: 'measured' | 'illustrative' | undefined;
  /** Called with what is to be said of the picture, whenever that has changed. */
  readonly onNotices: ((notices: readonly PictureNotice[]) => void) | undefined;
  /** Whether it is said for how long no step has come. */
  readonly showsSilence: boolean;
  readonly chrome: 'auto' | 'full' | 'compact' | 'none';
  /** Whether the store holds what was recorded, to which nothing may come. */
  readonly isRecorded: boolean;
  /** The host's parts. */
  readonly slots: GradientDescentVizSlots;
  /** Why there is no picture; null where it is drawn. */
  readonly undrawn: PictureMessageProps['reason'] | null;
  readonly onDrawAgain: () => void;
}

/**
 * The text over the scene; renewed at a reader's pace, however fast the run goes. Points that only change figures render
 * nothing.
 */
export function Overlay({
  store,
  surfaceView,
  surfaceText,
  facts,
  playback,
  colorMap,
  surfaceSource,
  onNotices,
  showsSilence,
  chrome,
  isRecorded,
  slots,
  undrawn,
  onDrawAgain,
}: OverlayProps) {
  const wording = useWording();
  const paced = useMemo(() => new Paced(store), [store]);
  const run = useRunWords(paced);
  const getConnection = () => paced.getState().connection;
  const connection = useSyncExternalStore(paced.subscribe, getConnection, getConnection);
  const picture = usePaced(facts);
  const colors = useMemo(() => computeColorStops(colorMap), [colorMap]);
  const text = useSyncExternalStore(surfaceText.subscribe, surfaceText.getState, surfaceText.getState);
  // The run may be another since; its figures do not stand beside the surface of the one before.
  const shownText = text.runKey === (run?.key ?? null) ? text : readSurfaceText(surfaceView);
  const { surface, grid } = shownText;
  const { shown, field } = surface;
  const measured = useMemo(
    () => createMeasuredHeights(surfaceText, surfaceSource),
    [surfaceText, surfaceSource],
  );
  const rates = useRates(paced, playback, measured);
  const getPast = (): boolean => {
    const path = selectShownRun(paced.getState())?.path;
    if (path === undefined || playback.getState().mode === 'following') return false;
    return (playback.shownStep ?? Infinity) < path.lastStep;
  };
  const isPast = useSyncExternalStore(playback.subscribe, getPast, getPast);
  const figures = useMemo(
    () => new ShownFigures({ paced, surfaceView, surfaceText, playback }),
    [paced, surfaceView, surfaceText, playback],
  );
  const isIllustrative = (surfaceSource ?? shown.source) === 'illustrative';
  const isGapLasting = useLasting(run && run.firstGap, GAP_MS);
  const notices = computePictureNotices(
    {
      run,
      shown,
      field,
      isKnown: surface.isKnown,
      compression: isLogTransform(field.transform)
        ? 1
        : computeSurfaceFit({ ...shown, zScale: surface.zScale }, field).compression,
      // A view that has only just come, or a server's, has not asked for it yet.
      isGridLoading: grid.status !== 'failed',
      ...picture,
    },
    wording,
  ).filter(({ code }) => code !== 'steps_missing' || isGapLasting || run?.status === 'finished');
  useNoticesOf(notices, onNotices);
  const awaits = isRecorded ? 'recorded' : connection.status === 'closed' ? 'nothing' : 'live';
  const silentS = useSilence(paced, showsSilence && chrome !== 'none', awaits);
  const meanwhile = notices.find(({ code }) => code === 'grid_not_loaded')?.text ?? null;
  const connectionNotice = <ConnectionNotice connection={connection} slot={slots.connection} />;
  const messageOf = (reason: MessageSlotProps['reason']) => (
    <MessagePart reason={reason} slot={slots.message} onDrawAgain={onDrawAgain} />
  );
  const pictureMessage = undrawn && messageOf(undrawn);
  if (chrome === 'none') return null;
  const className = `gdv-overlay gdv-overlay--${chrome}`;
  if (run === null) {
    return (
      <div className={className}>
        {pictureMessage}
        {messageOf('waiting')}
        {connectionNotice}
      </div>
    );
  }
  const readOut = {
    run,
    figures,
    rates,
    isSurfaceKnown: surface.isKnown,
    isIllustrative,
    isProjected: shown.projection !== null,
    isPast,
    silentS,
    heightDigits: computeDigits(field.min, field.max),
  };
  const listed = notices.filter(({ code }) => !CARD_CODES.has(code));
  return (
    <div className={className}>
      {pictureMessage}
      <div className="gdv-column">
        {slots.readOut === undefined ? (
          <ReadOut {...readOut} />
        ) : (
          slots.readOut && <ReadOutSlot of={slots.readOut} {...readOut} />
        )}
        {(grid.status === 'loading' || grid.status === 'failed') && (
          <Part name="grid" slot={slots.grid} props={{ grid, meanwhile, retry: surfaceView.retryGrid }}>
            <GridNotice grid={grid} meanwhile={meanwhile} onRetry={surfaceView.retryGrid} />
          </Part>
        )}
        <PlaneNote
          planes={shownText.planes}
          isWaiting={shownText.isPlaneWaiting}
          onTake={surfaceView.takePlane}
        />
        <Part name="notices" slot={slots.notices} props={{ notices: listed }}>
          <Notices notices={listed} />
        </Part>
      </div>
      {shown.projection !== null && (
        <Part name="projection" slot={slots.projection} props={{ projection: shown.projection }}>
          <ProjectionNote projection={shown.projection} />
        </Part>
      )}
      {surface.isKnown && (
        <LegendPart
          slot={slots.legend}
          field={field}
          isIllustrative={isIllustrative}
          colors={colors}
          isCuttable={surface.isCuttable}
          isFull={shownText.isFullRange}
          onFull={surfaceView.showFullRange}
        />
      )}
      {connectionNotice}
      <RunAnnouncement run={run} silentS={silentS} />
    </div>
  );
}

/** What has a card of its own. */
const CARD_CODES: ReadonlySet<string> = new Set<PictureNotice['code']>(['context_lost', 'grid_not_loaded']);

/** Updates that only come in another order leave no gap for so long. */
const GAP_MS = 1000;

const NONE: readonly PictureNotice[] = [];

/** Gives the host the list once it is on screen, if it says something else than the one before. */
function useNoticesOf(notices: readonly PictureNotice[], onNotices: OverlayProps['onNotices']): void {
  const given = useRef(NONE);
  useEffect(() => {
    if (onNotices === undefined || isSameNotices(given.current, notices)) return;
    given.current = notices;
    guardCall(() => onNotices(notices), reportFault);
  });
}
