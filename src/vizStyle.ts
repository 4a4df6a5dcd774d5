import type { CSSProperties } from 'react';
import { readName, readProp } from './react/readProp.js';
import { readTheme } from './react/readTheme.js';
import { readRootAttributes, type RootAttributes } from './react/rootAttributes.js';
import { COLOR_MAP_NAMES, type ColorMapName } from './scene/surface/colorMaps.js';
import {
  CROWDED_PATHS,
  HIDDEN_MARKERS,
  MISSING_STEPS,
  PATH_COLORS,
  type PathStyle,
} from './scene/path/pathStyle.js';
import { QUALITY_SETTINGS } from './scene/stage/pictureQuality.js';
import type { Diagnostic } from './protocol/diagnostic.js';
import type { RunState } from './run/runState.js';
import { isLossRange, type HeightScale, type LossRangeSetting } from './surface/index.js';
import { isPose, type CameraPose } from './view/cameraPose.js';
import { SLOT_NAMES, type GradientDescentVizSlots } from './ui/slots.js';
import type { GridAssetOptions } from './view/gridAssets.js';
import type { GradientDescentVizLabelOverrides } from './view/labels.js';
import type { PictureNotice } from './view/pictureNotices.js';
import { isPlaybackSetting, type PlaybackSetting, type PlaybackState } from './view/playback.js';
import type { GradientDescentVizTheme } from './view/vizTheme.js';

/** A higher ratio looks the same, and the GPU's cost grows with its square. */
const MAX_PIXEL_RATIO = 2;

/** How much is shown beside the picture. */
type Chrome = (typeof CHROMES)[number];

/** How a visualization looks, and how it fetches sampled surfaces; each option has a default. */
export interface GradientDescentVizStyle extends GridAssetOptions, PathStyle, RootAttributes {
  /**
   * Colours of text and picture: `auto` follows the system's setting; an object names single colours too. Each is also a CSS
   * variable, `--gdv-marker` for one, which a host sets on the component or on anything around it. Costs a repaint.
   * @defaultValue 'auto'
   */
  readonly theme?: 'auto' | 'light' | 'dark' | GradientDescentVizTheme;
  /**
   * Perceptually uniform colour map of the surface's heights. Costs a texture of 1 kB.
   * @defaultValue 'viridis'
   */
  readonly colorMap?: ColorMapName;
  /**
   * How loss is shown as height and colour: as it is; as its logarithm, for losses over orders of magnitude; or `auto`, the
   * logarithm if positive losses span three decades, or most lie in the lowest tenth of their range, decided once for a
   * surface. Ticks and read-outs are always true losses. The logarithm costs a copy of a sampled surface.
   * @defaultValue 'linear'
   */
  readonly heightScale?: HeightScale;
  /**
   * Whether the surface's heights are the loss or an illustration, for a backend that cannot state it (`source`); overrides
   * what the event states. Changes only text: the legend's title, and where the height is shown in the read-out.
   * @defaultValue what the surface event states; where it states nothing a formula is illustrative and a grid measured
   */
  readonly surfaceSource?: 'measured' | 'illustrative';
  /**
   * Called with everything that this picture leaves out or does not show as it is, the most important first, after the list
   * has changed on screen, and not before it has an entry. Its text changes at most ten times a second. What the function
   * throws goes to `reportError`. A new function costs nothing.
   * @defaultValue none; the viewer sees the list in any case
   */
  readonly onNotices?: (notices: readonly PictureNotice[]) => void;
  /**
   * The most device pixels that are drawn for a CSS pixel, above 0, with the browser's and the page's zoom included. The
   * GPU's cost grows with its square.
   * @defaultValue 2
   */
  readonly maxPixelRatio?: number;
  /**
   * How well the picture is drawn. `high`: four samples a pixel of the surface, and up to `maxPixelRatio` pixels. `low`: one
   * sample, and one device pixel a CSS pixel, with rougher edges and less detail. `auto`: high, but low if measured frames
   * are slower than 30 a second while something moves. Costs a frame, and no new canvas.
   * @defaultValue 'auto'
   */
  readonly quality?: 'auto' | 'high' | 'low';
  /**
   * Whether the read-out says "No step for 40 s" in place of "Running" when no point of a run has come for much longer than
   * usual for that run. Costs a render a second during that time, in a visible page.
   * @defaultValue true
   */
  readonly showsSilence?: boolean;
  /**
   * The range of losses for height and colour. `auto`: all, except single samples of a grid that would flatten the others (at
   * most 0.5 % of them, isolated, and as far off as the rest is high); decided once a surface, and dropped when the path goes
   * there. `full`: all. `[min, max]`: from one loss to another. Losses beyond are drawn flat at the end of the range, with
   * stripes and a notice; a button shows the full range. Costs an examination of 1,024 samples.
   * @defaultValue 'auto'
   */
  readonly lossRange?: LossRangeSetting;
  /**
   * What is done when a training's path comes to another plane (`restart: "projection"`). `live`: it is shown at once, the
   * picture before fades and the path moves to its new place. `hold`: plane, path and figures stay as they are, since new
   * points have no place on an old plane; a note says that a new plane is waiting, with a button that shows it. A new descent,
   * another run, or another `heightScale` or `lossRange` ends that too. Only sampled surfaces are held. Costs nothing.
   * @defaultValue 'live'
   */
  readonly refit?: 'live' | 'hold';
  /**
   * What is shown beside the picture. `full`: the card of figures, the legend with its title, the notes. `compact`: the card
   * is one line of what fits, the legend has no title. `auto`: full where there is room for it, compact where there is less,
   * and in a view of some 200 × 150 px a badge of status and step; screen readers have all of it in each. `none`: nothing
   * but the picture and its accessible name, no axis labels either, for a host that shows the rest itself.
   * @defaultValue 'auto'
   */
  readonly chrome?: Chrome;
  /**
   * Whether round steps are marked along the path, each with its number where there is room for it. Costs some hundred looks
   * at the path now and then, and a place for each label in frames that move.
   * @defaultValue true in a view of at least 480 × 360 px whose `chrome` is `full` or `auto`
   */
  readonly stepTicks?: boolean;
  /**
   * Parts of the text over the picture to leave out (`null`), or components of the host's in their place, each with the data
   * of its part as props. One that throws costs its part alone, and is reported. Make them outside of the render: another
   * component is mounted anew.
   * @defaultValue all of them are ours
   */
  readonly slots?: GradientDescentVizSlots;
  /**
   * Texts in the place of the English ones: any of those that are seen, that a screen reader says, and that `onNotices`
   * is given. One that is no text, throws, or gives none is named on the console, and stays English. Costs what a render
   * of the text costs, and no frame.
   * @defaultValue English
   */
  readonly labels?: GradientDescentVizLabelOverrides;
  /**
   * How numbers are written, a BCP 47 tag such as `de` or `ar-EG`: its digits, groups, decimal mark and sign, in as many
   * significant digits as else. Costs a render of the text, and a frame for the axes.
   * @defaultValue the same on every machine: `0.1234`, `−1.5e−4`, `12 345`
   */
  readonly locale?: string;
  /**
   * Where the camera stands and what it looks at, held by the host: it stays there until the prop is another, as a
   * controlled input keeps its value. Give two views one pose, and what `onCameraChange` says to both, to link them.
   * @defaultValue the viewer moves it
   */
  readonly camera?: CameraPose;
  /** Where a camera that the host does not hold begins, and what `fit` and the Home key bring back. Read once. */
  readonly defaultCamera?: CameraPose;
  /**
   * Called with every pose that the viewer's hand, or a method of the `ref`, gives the camera; not for what `camera` does.
   * Up to once a frame.
   */
  readonly onCameraChange?: (pose: CameraPose) => void;
  /**
   * Whether the loss curve stands under the picture, with what plays the run: always, never, or `auto`, where the view is at
   * least 420 px high and 280 px wide, and `chrome` neither `compact` nor `none`.
   * @defaultValue 'auto'
   */
  readonly showTimeline?: 'auto' | boolean;
  /**
   * Where in the run's time the picture is, held by the host as a controlled input keeps its value: `{ mode: 'following' }`,
   * `{ mode: 'paused', step: 400 }`, `{ mode: 'playing', step: 0, speed: 2 }`. A step that has not come is shown once it has.
   * @defaultValue the newest point is followed, until the viewer plays, steps or scrubs
   */
  readonly playback?: PlaybackSetting;
  /**
   * Called with what the viewer, or a method of the `ref`, asks of the playback: not with every step that plays. Give it back
   * as `playback` to hold it, or keep its step in a link.
   */
  readonly onPlaybackChange?: (playback: PlaybackState) => void;
  /** Called once the first picture is drawn; never where there is no WebGL. */
  readonly onReady?: () => void;
  /** Called with the run that is shown, first once there is one, then whenever it is another; with null where there is none any more. */
  readonly onRunChange?: (run: RunState | null) => void;
  /** Called when the shown run ends; not for one that had ended when it came to be shown. */
  readonly onFinish?: (run: RunState) => void;
  /** Called for each diagnostic of the messages that are shown, those first that came before the view did. */
  readonly onDiagnostic?: (diagnostic: Diagnostic) => void;
  /** Class of the outermost element, which fills its container. */
  readonly className?: string;
  readonly style?: CSSProperties;
}

/** The valid props, with defaults for the others. */
export function readStyle({
  theme,
  colorMap,
  heightScale,
  lossRange,
  refit,
  surfaceSource,
  showsSilence,
  onNotices,
  maxPixelRatio,
  quality,
  camera,
  defaultCamera,
  onCameraChange,
  showTimeline,
  playback,
  onPlaybackChange,
  onReady,
  onRunChange,
  onFinish,
  onDiagnostic,
  crowdedPath,
  missingSteps,
  hiddenMarker,
  pathColor,
  chrome,
  stepTicks,
  slots,
  labels,
  locale,
  className,
  style,
  ...rest
}: GradientDescentVizStyle) {
  const ratio = readProp('maxPixelRatio', maxPixelRatio, isAmount, 'a number above 0', undefined);
  return {
    theme: readTheme(theme),
    colorMap: readName('colorMap', colorMap, COLOR_MAP_NAMES, 'viridis'),
    heightScale: readName('heightScale', heightScale, HEIGHT_SCALES, 'linear'),
    lossRange: readProp('lossRange', lossRange, isLossRange, LOSS_RANGES, 'auto'),
    keepsPlane: readName('refit', refit, REFITS, 'live') === 'hold',
    maxPixelRatio: ratio ?? MAX_PIXEL_RATIO,
    qualitySetting: readName('quality', quality, QUALITY_SETTINGS, 'auto'),
    pathStyle: {
      crowdedPath: readName('crowdedPath', crowdedPath, CROWDED_PATHS, 'thin'),
      missingSteps: readName('missingSteps', missingSteps, MISSING_STEPS, 'dashed'),
      hiddenMarker: readName('hiddenMarker', hiddenMarker, HIDDEN_MARKERS, 'ring'),
      pathColor: readName('pathColor', pathColor, PATH_COLORS, 'step'),
    },
    words: {
      surfaceSource: readName('surfaceSource', surfaceSource, SURFACE_SOURCES, undefined),
      showsSilence: readProp('showsSilence', showsSilence, isFlag, 'true or false', true),
      onNotices: readProp('onNotices', onNotices, isFunction, 'a function', undefined),
    },
    view: {
      camera: readProp('camera', camera, isPose, POSE, undefined),
      defaultCamera: readProp('defaultCamera', defaultCamera, isPose, POSE, undefined),
      onCameraChange: readProp('onCameraChange', onCameraChange, isFunction, 'a function', undefined),
      playback: readProp('playback', playback, isPlaybackSetting, PLAYBACK, undefined),
      onPlaybackChange: readProp('onPlaybackChange', onPlaybackChange, isFunction, 'a function', undefined),
      onReady: readProp('onReady', onReady, isFunction, 'a function', undefined),
    },
    calls: {
      onRunChange: readProp('onRunChange', onRunChange, isFunction, 'a function', undefined),
      onFinish: readProp('onFinish', onFinish, isFunction, 'a function', undefined),
      onDiagnostic: readProp('onDiagnostic', onDiagnostic, isFunction, 'a function', undefined),
    },
    ...readChrome(chrome, showTimeline),
    stepTicks: readProp('stepTicks', stepTicks, isFlag, 'true or false', undefined),
    slots: readSlots(readProp('slots', slots, isPlainObject, 'an object', undefined)),
    labels,
    locale,
    className: readProp('className', className, isText, 'a string', ''),
    style: readProp('style', style, isPlainObject, 'an object', undefined),
    rootAttributes: readRootAttributes(rest),
    assets: readAssets(rest),
  };
}

function readChrome(
  chrome: GradientDescentVizStyle['chrome'],
  showTimeline: GradientDescentVizStyle['showTimeline'],
) {
  const read = readName('chrome', chrome, CHROMES, 'auto');
  const shown = readProp('showTimeline', showTimeline, isTimelineSetting, "true, false or 'auto'", 'auto');
  const isSmall = read === 'compact' || read === 'none';
  return { chrome: read, showTimeline: shown === 'auto' && isSmall ? false : shown };
}

const isTimelineSetting = (value: unknown): boolean => value === 'auto' || typeof value === 'boolean';

function readSlots(given: GradientDescentVizSlots = {}): GradientDescentVizSlots {
  const slots = SLOT_NAMES.map((name) => {
    const slot: unknown = given[name];
    // Here null is not what is not given.
    return [name, slot === null ? null : readProp(`slots.${name}`, slot, isComponent, COMPONENT, undefined)];
  });
  return Object.fromEntries(slots) as GradientDescentVizSlots;
}

/** Also what `memo` and `lazy` give, which are objects. */
function isComponent(value: unknown): boolean {
  return typeof value === 'function' || (typeof value === 'object' && value !== null && '$$typeof' in value);
}

const COMPONENT = 'a component, or null';

function readAssets(assets: GridAssetOptions): GridAssetOptions {
  const { fetchAsset, assetBaseUrl, assetOrigins, assetCredentials, assetCacheKey, maxAssetBytes } = assets;
  return {
    fetchAsset: readProp('fetchAsset', fetchAsset, isFunction, 'a function', undefined),
    assetBaseUrl: readProp('assetBaseUrl', assetBaseUrl, isAddress, 'a string', undefined),
    assetOrigins: readProp('assetOrigins', assetOrigins, isArray, 'an array', undefined, NO_ORIGIN),
    assetCredentials: readName('assetCredentials', assetCredentials, CREDENTIALS, 'omit'),
    assetCacheKey: readProp('assetCacheKey', assetCacheKey, isText, 'a string', undefined),
    maxAssetBytes: readProp('maxAssetBytes', maxAssetBytes, isAmount, 'a number above 0', undefined),
  };
}

/** For an invalid list: a host that meant to allow some origins does not mean all. */
const NO_ORIGIN = { value: [], words: 'none is allowed' };

const isFlag = (value: unknown): boolean => typeof value === 'boolean';
const isAmount = (value: unknown): boolean => typeof value === 'number' && value > 0;
const isText = (value: unknown): boolean => typeof value === 'string';
const isFunction = (value: unknown): boolean => typeof value === 'function';
const isArray = (value: unknown): boolean => Array.isArray(value);
const isPlainObject = (value: unknown): boolean => typeof value === 'object' && !Array.isArray(value);
const isAddress = (value: unknown): boolean => typeof value === 'string' || value instanceof URL;

const POSE = '{ position, target }, three finite numbers each';
const PLAYBACK = '{ mode, step?, speed?, isLooping? }, mode being following, playing or paused';
const HEIGHT_SCALES = ['linear', 'log', 'auto'] as const;
const SURFACE_SOURCES = ['measured', 'illustrative'] as const;
const REFITS = ['live', 'hold'] as const;
const CHROMES = ['auto', 'full', 'compact', 'none'] as const;
const LOSS_RANGES = 'auto, full or two losses, the lesser first';
const CREDENTIALS = ['omit', 'same-origin', 'include'] as const;
