/** A label of one figure: as it is written, and as a number. */
type Counted = (text: string, count: number) => string;
/** A label of one text. */
type OfText = (text: string) => string;

/**
 * Every text that a visualization shows or hands to a screen reader. Figures come written, under `locale`; a count comes
 * once more as a number at the end, for languages that decline by it (`Intl.PluralRules`).
 */
export interface GradientDescentVizLabels {
  /** How the run stands. */
  readonly status: {
    /** No run has come yet. */
    readonly awaitsRun: string;
    /** The run is named, and its path has not begun. */
    readonly idle: string;
    readonly running: string;
    /** Ended for no stated reason. */
    readonly ended: string;
    readonly converged: string;
    readonly maxSteps: string;
    readonly cancelled: string;
    readonly error: string;
    /** The pipeline reports that the training failed; of its path no end has come. */
    readonly trainingFailed: string;
    /** The pipeline reports that the training ended; of its path no end has come. */
    readonly trainingEnded: string;
    /** Tooltip of an end that the pipeline reports. @param status - in the pipeline's word, such as `FAILED` */
    readonly reportedEndHint: (status: string) => string;
    /** @param duration - as `units` has it: `40 s`, `3 min`, `2 h` */
    readonly noStepFor: (duration: string) => string;
    /** The same for a screen reader, to which seconds are not counted. */
    readonly noStepForAWhile: string;
    /** A recording that is over, of a run that is not. */
    readonly notEnded: string;
    /** Tooltip of a run that is silent. */
    readonly notEndedHint: string;
    /** What a screen reader says when a run begins or falls silent. */
    readonly announcement: (run: string, status: string) => string;
    /** What a screen reader says when a run has ended. */
    readonly announcementOfEnd: (run: string, status: string, steps: string, count: number) => string;
  };
  /** The card of figures. */
  readonly readOut: {
    /** Accessible name of the card. */
    readonly region: (run: string) => string;
    readonly step: string;
    readonly x: string;
    readonly y: string;
    /** Height of the surface at the newest point. */
    readonly height: string;
    /** The loss that the backend reported. */
    readonly loss: string;
    /** Distance of the newest point from the plane of a projection. */
    readonly residual: string;
    /** Heading of what was projected. */
    readonly projected: string;
    /** Heading of what belongs to a surface that only illustrates. */
    readonly illustrative: string;
    readonly eta: string;
    readonly steps: string;
    readonly tolGrad: string;
    readonly tolStep: string;
    /** Hyperparameters for which there is no room. */
    readonly more: Counted;
  };
  /** How fast the loss falls, how far it is from its best, and how long the run goes on. */
  readonly rates: {
    /** Which loss is meant: what the path's own points brought, or what was reported beside the path. */
    readonly trueLoss: string;
    readonly reportedLoss: string;
    /** @param split - what it was measured on, in the pipeline's own word */
    readonly reportedLossOf: (split: string) => string;
    /** Of so many of the newest steps: a slope that is clear, or one that noise exceeds. */
    readonly falling: Counted;
    readonly rising: Counted;
    readonly noSlope: Counted;
    readonly noise: string;
    /** How much in so many steps. */
    readonly perSteps: (change: string, steps: string, count: number) => string;
    readonly gettingBetter: string;
    /** With `stepCount` beside it. */
    readonly noBetterFor: string;
    readonly stepCount: Counted;
    /** With the loss beside it. */
    readonly atBest: string;
    readonly endedAtBest: string;
    /** With how far above beside it. @param step - of the best loss */
    readonly aboveBest: OfText;
    readonly endedAboveBest: OfText;
    readonly steps: string;
    readonly stepsOf: (step: string, steps: string, count: number) => string;
    readonly speed: string;
    readonly pace: Counted;
    readonly timeLeft: string;
    readonly leftAtPace: (left: string, pace: string) => string;
    /** In a card that is one line. */
    readonly shortFalling: (change: string, steps: string, count: number) => string;
    readonly shortRising: (change: string, steps: string, count: number) => string;
    readonly shortNoBetter: Counted;
    readonly shortAboveBest: OfText;
  };
  /** The colour bar. */
  readonly legend: {
    readonly loss: string;
    readonly lossLog: string;
    readonly height: string;
    readonly heightLog: string;
    /** Accessible name of the bar. */
    readonly lossRange: (from: string, to: string) => string;
    readonly lossRangeLog: (from: string, to: string) => string;
    readonly heightRange: (from: string, to: string) => string;
    readonly heightRangeLog: (from: string, to: string) => string;
    /** An end of the bar beyond which heights are cut. */
    readonly atMost: OfText;
    readonly atLeast: OfText;
    /** Button that shows all heights, and its tooltip. */
    readonly fullRange: string;
    readonly fullRangeHint: string;
  };
  /** A sampled surface that is under way, or did not come. */
  readonly grid: {
    /** Accessible name of the card. */
    readonly region: string;
    readonly loading: string;
    /** Accessible name of the progress bar. */
    readonly progress: string;
    readonly received: OfText;
    readonly receivedOf: (received: string, total: string, percent: string) => string;
    readonly failed: string;
    /**
     * Why it did not come, for an engineer.
     * @param expected - what would have fitted, in English
     * @param found - what came, in English
     * @param code - a code of docs/diagnostics.md, for whoever has words of their own for it
     */
    readonly problem: (expected: string, found: string, code: string) => string;
    /** @param hint - what can be done about it, as an English sentence */
    readonly hint: (hint: string, code: string) => string;
    readonly retry: string;
  };
  /** The link to the backend. */
  readonly connection: {
    readonly connecting: string;
    readonly connectingAgain: (attempt: string) => string;
    readonly reconnecting: string;
    readonly reconnectingIn: (duration: string) => string;
    readonly awaitsData: string;
    readonly awaitsDataHint: string;
    readonly awaitsNextRun: string;
    readonly closed: string;
    /** @param reason - of the transport or the backend, as it gave it */
    readonly failed: (reason: string) => string;
    /** Tooltip. @param reason - of the transport or the backend, as it gave it */
    readonly reason: (reason: string) => string;
  };
  /** The plane of a projected training. */
  readonly projection: {
    /** Accessible name of the card. */
    readonly region: string;
    readonly pca: string;
    readonly random: string;
    readonly checkpoints: Counted;
    readonly seed: OfText;
    readonly varianceShown: string;
    readonly randomWalk: string;
    /** Said once as the path comes to another plane. @param step - the newest until then */
    readonly newPlane: (step: string, value: number) => string;
    /** The same where it is known how much of the variance it shows. */
    readonly newPlaneShowing: (step: string, percent: string, value: number) => string;
    /** There is a newer plane than the one that the viewer keeps. */
    readonly planeWaiting: string;
    /** Button that shows it. */
    readonly takePlane: string;
  };
  /** What the picture leaves out, or shows otherwise than it is: see docs/notices.md. */
  readonly notices: {
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
  };
  /** The picture itself, and what stands in its place. */
  readonly picture: {
    /** Accessible name of the picture: what it shows, and what the keys do. */
    readonly canvas: string;
    /** Titles of the floor's axes. */
    readonly x: string;
    readonly y: string;
    /** Beside the point with the least loss. */
    readonly best: (loss: string) => string;
    /** Beside the marker: by how much the reported loss is above the height of a measured surface there, or below. */
    readonly aboveSurface: (difference: string) => string;
    readonly belowSurface: (difference: string) => string;
    /** Accessible name of the card in its place. */
    readonly region: string;
    readonly undrawable: string;
    readonly lost: string;
    readonly failed: string;
    readonly drawAgain: string;
  };
  /** The loss curve under the picture, and what plays the run. */
  readonly timeline: {
    /** Accessible name of the part. */
    readonly region: string;
    /** Accessible name of the slider over the curve. */
    readonly slider: string;
    /**
     * The slider's value in words.
     * @param values - of the lines at that step, as `lineValue` and `listSeparator` have them; empty where there are none
     */
    readonly value: (step: string, newest: string, values: string) => string;
    /** The value of a line at a step. @param line - `loss`, `height` or `lineOfSplit` */
    readonly lineValue: (line: string, value: string) => string;
    readonly listSeparator: string;
    readonly play: string;
    readonly pause: string;
    readonly stepBack: string;
    readonly stepForth: string;
    readonly loop: string;
    /** Accessible name of the list of speeds. */
    readonly speed: string;
    readonly speedTimes: OfText;
    /** Button that follows the newest step of a run that goes on, and of one that has ended. */
    readonly live: string;
    readonly end: string;
    /** What stands beside it where the playhead is not there: so many steps. */
    readonly behind: Counted;
    /** Accessible name of the field in which a step is typed, and what stands before and after it. */
    readonly stepField: string;
    readonly step: string;
    readonly ofSteps: OfText;
    /** Lines of the curve: the loss, of a split as the pipeline names it, or the height of the surface. */
    readonly loss: string;
    readonly lineOfSplit: (split: string) => string;
    readonly height: string;
    /** In place of the curve. */
    readonly noLoss: string;
    readonly smoothing: string;
    /** Button for a logarithmic axis, and its tooltip. */
    readonly log: string;
    readonly logHint: string;
    readonly zoomIn: string;
    readonly zoomOut: string;
    readonly zoomAll: string;
    /** Button that opens the controls for which there is no room. */
    readonly more: string;
  };
  readonly units: {
    readonly seconds: Counted;
    readonly minutes: Counted;
    readonly hours: Counted;
    readonly bytes: Counted;
    readonly kilobytes: Counted;
    readonly megabytes: Counted;
    readonly pixels: Counted;
    readonly percent: Counted;
  };
}

/** Labels of a host: any of them; the rest are English. */
export type GradientDescentVizLabelOverrides = {
  readonly [Group in keyof GradientDescentVizLabels]?: Partial<GradientDescentVizLabels[Group]>;
};

const plural = (noun: string, count: number): string => `${noun}${count === 1 ? '' : 's'}`;

const ORDINAL_ENDS = ['th', 'st', 'nd', 'rd'] as const;

/** An ordinal number from 1: `50th`, `2nd`, `1 001st`. */
function ordinal(text: string, value: number): string {
  const tens = value % 100;
  const end = tens > 10 && tens < 20 ? 'th' : (ORDINAL_ENDS[value % 10] ?? 'th');
  return `${text}${end}`;
}

/** The texts where the host has none of its own. */
export const ENGLISH: GradientDescentVizLabels = {
  status: {
    awaitsRun: 'Waiting for a run',
    idle: 'Waiting',
    running: 'Running',
    ended: 'Ended',
    converged: 'Converged',
    maxSteps: 'Step limit reached',
    cancelled: 'Cancelled',
    error: 'Failed',
    trainingFailed: 'Training failed',
    trainingEnded: 'Training ended',
    reportedEndHint: (status) => `Reported by the pipeline: ${status}. The path itself has not ended`,
    noStepFor: (duration) => `No step for ${duration}`,
    noStepForAWhile: 'No step for a while',
    notEnded: 'Not ended',
    notEndedHint: 'The run has not ended',
    announcement: (run, status) => `Gradient descent of run ${run}: ${status}`,
    announcementOfEnd: (run, status, steps, count) =>
      `Gradient descent of run ${run}: ${status} after ${steps} ${plural('step', count)}`,
  },
  readOut: {
    region: (run) => `Run ${run}`,
    step: 'Step',
    x: 'x',
    y: 'y',
    height: 'Height',
    loss: 'True loss',
    residual: 'Off plane',
    projected: 'Projected',
    illustrative: 'Illustrative surface',
    eta: 'η',
    steps: 'steps',
    tolGrad: 'tol ∇',
    tolStep: 'tol step',
    more: (count) => `${count} more`,
  },
  rates: {
    trueLoss: 'True loss so far',
    reportedLoss: 'Reported loss',
    reportedLossOf: (split) => `Reported loss, ${split}`,
    falling: (steps, count) => `Falling (last ${steps} ${plural('step', count)})`,
    rising: (steps, count) => `Rising (last ${steps} ${plural('step', count)})`,
    noSlope: (steps, count) => `Slope (last ${steps} ${plural('step', count)})`,
    noise: 'none: noise',
    perSteps: (change, steps) => `${change} per ${steps}`,
    gettingBetter: 'Getting better',
    noBetterFor: 'No better for',
    stepCount: (steps, count) => `${steps} ${plural('step', count)}`,
    atBest: 'Best so far',
    endedAtBest: 'Ended at its best',
    aboveBest: (step) => `Above best (step ${step})`,
    endedAboveBest: (step) => `Ended above best (step ${step})`,
    steps: 'Steps',
    stepsOf: (step, steps) => `${step} of ${steps}`,
    speed: 'Speed',
    pace: (steps) => `${steps} steps/s`,
    timeLeft: 'Time left',
    leftAtPace: (left, pace) => `${left} · ${pace}`,
    shortFalling: (change, steps, count) => `Falling ${change} per ${steps} ${plural('step', count)}`,
    shortRising: (change, steps, count) => `Rising ${change} per ${steps} ${plural('step', count)}`,
    shortNoBetter: (steps, count) => `No better for ${steps} ${plural('step', count)}`,
    shortAboveBest: (amount) => `${amount} above best`,
  },
  legend: {
    loss: 'Loss',
    lossLog: 'Loss (log)',
    height: 'Height (illustrative)',
    heightLog: 'Height, log (illustrative)',
    lossRange: (from, to) => `Colour: loss from ${from} to ${to}`,
    lossRangeLog: (from, to) => `Colour: loss from ${from} to ${to}, logarithmic`,
    heightRange: (from, to) => `Colour: height of the illustration, from ${from} to ${to}`,
    heightRangeLog: (from, to) => `Colour: height of the illustration, from ${from} to ${to}, logarithmic`,
    atMost: (text) => `≤ ${text}`,
    atLeast: (text) => `≥ ${text}`,
    fullRange: 'Full range',
    fullRangeHint: 'Show all heights, those that are cut too',
  },
  grid: {
    region: 'Sampled surface',
    loading: 'Loading the sampled surface',
    progress: 'Bytes received',
    received: (received) => received,
    receivedOf: (received, total, percent) => `${received} of ${total} · ${percent}`,
    failed: 'The sampled surface could not be loaded',
    problem: (expected, found) => `Expected ${expected}; got ${found}`,
    hint: (hint) => hint,
    retry: 'Try again',
  },
  connection: {
    connecting: 'Connecting',
    connectingAgain: (attempt) => `Connecting, attempt ${attempt}`,
    reconnecting: 'Reconnecting',
    reconnectingIn: (duration) => `Reconnecting in ${duration}`,
    awaitsData: 'Waiting for data',
    awaitsDataHint: 'The link is open, and nothing has come over it',
    awaitsNextRun: 'Ended, waiting for the next run',
    closed: 'Disconnected',
    failed: (reason) => `Connection failed: ${reason}`,
    reason: (reason) => reason,
  },
  projection: {
    region: 'Projection',
    pca: 'PCA plane',
    random: 'Random plane',
    checkpoints: (text, count) => `${text} ${plural('checkpoint', count)}`,
    seed: (seed) => `seed ${seed}`,
    varianceShown: 'Variance shown',
    randomWalk: 'Random walk',
    newPlane: (step) => `New plane at step ${step}`,
    newPlaneShowing: (step, percent) => `New plane at step ${step}, ${percent} of the variance`,
    planeWaiting: 'A new plane is waiting; the picture stands still',
    takePlane: 'Show it',
  },
  notices: {
    region: 'Notes on the picture',
    moreRegion: 'More notes',
    more: (count) => `${count} more`,
    pictureLost: 'The picture was lost',
    noSurface: 'The ground is flat: the run has sent no surface',
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
  },
  picture: {
    canvas:
      'Path on the loss surface in 3D. Arrow keys turn it, plus and minus bring it nearer and take it away, Home brings the first view back.',
    x: 'x',
    y: 'y',
    best: (loss) => `best ${loss}`,
    aboveSurface: (difference) => `true loss ${difference} above`,
    belowSurface: (difference) => `true loss ${difference} below`,
    region: 'Picture',
    undrawable: 'This browser does not draw WebGL 2, and so no picture. The figures go on.',
    lost: 'The picture was lost: browsers keep about 16 of them on a page. The figures go on.',
    failed: 'The picture could not be drawn. The figures go on.',
    drawAgain: 'Draw again',
  },
  timeline: {
    region: 'Timeline',
    slider: 'Step on the loss curve',
    value: (step, newest, values) =>
      values === '' ? `step ${step} of ${newest}` : `step ${step} of ${newest}, ${values}`,
    lineValue: (line, value) => `${line} ${value}`,
    listSeparator: ', ',
    play: 'Play',
    pause: 'Pause',
    stepBack: 'One step back',
    stepForth: 'One step forward',
    loop: 'Loop',
    speed: 'Speed',
    speedTimes: (text) => `${text}×`,
    live: 'Live',
    end: 'End',
    behind: (text) => `${text} behind`,
    stepField: 'Go to step',
    step: 'Step',
    ofSteps: (text) => `of ${text}`,
    loss: 'loss',
    lineOfSplit: (split) => `${split} loss`,
    height: 'height',
    noLoss: 'No loss reported',
    smoothing: 'Smoothing',
    log: 'Log',
    logHint: 'Logarithmic axis',
    zoomIn: 'Fewer steps',
    zoomOut: 'More steps',
    zoomAll: 'All steps',
    more: 'More of the timeline',
  },
  units: {
    seconds: (text) => `${text} s`,
    minutes: (text) => `${text} min`,
    hours: (text) => `${text} h`,
    bytes: (text) => `${text} B`,
    kilobytes: (text) => `${text} kB`,
    megabytes: (text) => `${text} MB`,
    pixels: (text) => `${text} px`,
    percent: (text) => `${text} %`,
  },
};
