import { useMemo, useSyncExternalStore, type CSSProperties, type ReactNode } from 'react';
import { readTheme } from './react/readTheme.js';
import { readWording } from './react/readWording.js';
import { useSilence } from './react/useSilence.js';
import { computeShownSurface } from './run/shownSurface.js';
import type { RunStore } from './run/runStore.js';
import { selectShownRun } from './run/selectors.js';
import { computeColorStops, type ColorMapName } from './scene/surface/colorMaps.js';
import { selectHeightTransform } from './surface/index.js';
import { computeFigures } from './ui/figures.js';
import { LegendBar } from './ui/Legend.js';
import { computeLegendScale } from './ui/legendScale.js';
import { Message } from './ui/Message.js';
import { Notices } from './ui/Notices.js';
import { ReadOut } from './ui/ReadOut.js';
import { RunAnnouncement } from './ui/RunAnnouncement.js';
import { useRates } from './ui/useRates.js';
import { useRunWords } from './ui/useRunWords.js';
import { useWording, WordingContext } from './ui/wordingContext.js';
import type { GradientDescentVizLabelOverrides } from './view/labels.js';
import { Paced } from './view/paced.js';
import type { PictureNotice } from './view/pictureNotices.js';
import type { GradientDescentVizTheme, ThemeBase } from './view/vizTheme.js';

/** How a part outside of a view looks and speaks; as the props of the same names of `GradientDescentViz`. */
export interface RunPartProps {
  readonly labels?: GradientDescentVizLabelOverrides | undefined;
  readonly locale?: string | undefined;
  readonly theme?: ThemeBase | GradientDescentVizTheme | undefined;
  /** Class of the outermost element, which is as wide as its container. */
  readonly className?: string | undefined;
  readonly style?: CSSProperties | undefined;
}

export interface RunReadOutProps extends RunPartProps {
  readonly store: RunStore;
  /** @defaultValue true */
  readonly showsSilence?: boolean | undefined;
}

/**
 * The card of figures of a store's shown run, anywhere on a page: run, status, step, place, loss, hyperparameters, and what
 * a screen reader says of begin and end. It has no height: that is of a surface, which a view samples or fetches.
 */
export function RunReadOut({ store, showsSilence = true, ...part }: RunReadOutProps) {
  return (
    <PartRoot {...part}>
      <StoreReadOut store={store} showsSilence={showsSilence} />
    </PartRoot>
  );
}

function StoreReadOut({ store, showsSilence }: { readonly store: RunStore; readonly showsSilence: boolean }) {
  const { labels } = useWording();
  const paced = useMemo(() => new Paced(store), [store]);
  const run = useRunWords(paced);
  const figures = useMemo(() => {
    const getState = () => computeFigures(selectShownRun(paced.getState()), null);
    return { getState, subscribe: paced.subscribe };
  }, [paced]);
  const rates = useRates(paced, null, null);
  const getProjected = (): boolean => {
    const shown = selectShownRun(paced.getState());
    return shown !== null && computeShownSurface(shown).projection !== null;
  };
  const isProjected = useSyncExternalStore(paced.subscribe, getProjected, getProjected);
  const getClosed = (): boolean => paced.getState().connection.status === 'closed';
  const isClosed = useSyncExternalStore(paced.subscribe, getClosed, getClosed);
  const silentS = useSilence(paced, showsSilence, isClosed ? 'nothing' : 'live');
  if (run === null) return <Message text={labels.status.awaitsRun} />;
  return (
    <>
      <ReadOut
        run={run}
        figures={figures}
        rates={rates}
        isSurfaceKnown={false}
        isIllustrative={false}
        isProjected={isProjected}
        isPast={false}
        silentS={silentS}
        heightDigits={HEIGHT_DIGITS}
      />
      <RunAnnouncement run={run} silentS={silentS} />
    </>
  );
}

/** There is no height. */
const HEIGHT_DIGITS = 4;

export interface RunNoticesProps extends RunPartProps {
  /** What `onNotices` of a view was called with: what a picture leaves out only that view knows. */
  readonly notices: readonly PictureNotice[];
}

/** What a picture says about itself, anywhere on a page: one line that opens to all. */
export function RunNotices({ notices, ...part }: RunNoticesProps) {
  return (
    <PartRoot {...part}>
      <Notices notices={notices} />
    </PartRoot>
  );
}

export interface ColorLegendProps extends RunPartProps {
  /** The losses at the foot and the head of the bar, in loss units, finite. */
  readonly min: number;
  readonly max: number;
  /** @defaultValue 'viridis' */
  readonly colorMap?: ColorMapName | undefined;
  /** Whether height and colour are by the logarithm. @defaultValue false */
  readonly isLog?: boolean | undefined;
  /** Whether the heights are an illustration, and not the loss. @defaultValue false */
  readonly isIllustrative?: boolean | undefined;
}

/** A colour bar as a view has it, anywhere on a page; nothing where its ends are no numbers. */
export function ColorLegend({
  min,
  max,
  colorMap = 'viridis',
  isLog = false,
  isIllustrative = false,
  ...part
}: ColorLegendProps) {
  if (!Number.isFinite(min) || !Number.isFinite(max)) return null;
  return (
    <PartRoot {...part}>
      <Bar min={min} max={max} colorMap={colorMap} isLog={isLog} isIllustrative={isIllustrative} />
    </PartRoot>
  );
}

function Bar({
  min,
  max,
  colorMap,
  isLog,
  isIllustrative,
}: Required<{
  readonly [Name in Exclude<keyof ColorLegendProps, keyof RunPartProps>]: NonNullable<ColorLegendProps[Name]>;
}>) {
  const wording = useWording();
  const colors = useMemo(() => computeColorStops(colorMap), [colorMap]);
  const transform = selectHeightTransform(isLog ? 'log' : 'linear', min, max);
  const displayMin = transform.toDisplay(min);
  const displaySpan = transform.toDisplay(max) - displayMin;
  const field = { min, max, cut: null, transform, displayMin, displaySpan };
  const scale = computeLegendScale(field, isIllustrative, wording);
  return (
    <figure className="gdv-legend" aria-label={scale.name}>
      <LegendBar scale={scale} colors={colors} />
    </figure>
  );
}

/** Colours, letters and words of a part, as a view has them. */
function PartRoot({
  labels,
  locale,
  theme: givenTheme,
  className = '',
  style,
  children,
}: RunPartProps & { readonly children: ReactNode }) {
  const wording = useMemo(() => readWording(labels, locale), [labels, locale]);
  const theme = readTheme(givenTheme);
  return (
    <WordingContext value={wording}>
      <div
        dir="ltr"
        className={`gdv gdv--${theme.base} gdv-part${className === '' ? '' : ` ${className}`}`}
        style={{ ...theme.variables, ...style }}
      >
        {children}
      </div>
    </WordingContext>
  );
}
