/** Colours of what the scene draws beside the surface, which has its colour map. */
export const SCENE_COLORS = [
  'gridLine',
  'frame',
  'ground',
  'groundHatch',
  'pathOld',
  'pathNew',
  'pathCasing',
  'marker',
  'markerRing',
  'start',
  'best',
  'endConverged',
  'endStepLimit',
  'endCancelled',
  'endFailed',
] as const;
export type SceneColorName = (typeof SCENE_COLORS)[number];

/** Colours of text and of what it stands on: the style sheet reads them. */
export const TEXT_COLORS = [
  'text',
  'muted',
  'card',
  'line',
  'background',
  'live',
  'good',
  'bad',
  'note',
  'curve',
  'curveHeldOut',
] as const;
export type ThemeColorName = SceneColorName | (typeof TEXT_COLORS)[number];

export const THEME_COLORS: readonly ThemeColorName[] = [...TEXT_COLORS, ...SCENE_COLORS];

export const THEME_BASES = ['auto', 'light', 'dark'] as const;
export type ThemeBase = (typeof THEME_BASES)[number];

/** A CSS variable of the component. */
export type ThemeVariable = `--gdv-${string}`;

/**
 * Colours of a view. Each is any CSS colour, `oklch(…)`, `color-mix(…)` and `var(…)` too; what the scene draws is opaque, and
 * of the sRGB gamut. A colour that is left out is that of the host's CSS variable (`--gdv-path-new` for `pathNew`), else that of
 * `base`.
 */
export interface GradientDescentVizTheme {
  /**
   * Whose colours hold where there are no others; `auto` follows the system's setting.
   * @defaultValue 'auto'
   */
  readonly base?: ThemeBase | undefined;
  /** Text. */
  readonly text?: string | undefined;
  /** Text that matters less: names of figures, ticks, labels of the axes. */
  readonly muted?: string | undefined;
  /** What text stands on; with some transparency the picture shows through. */
  readonly card?: string | undefined;
  /** Edges of cards and buttons, lines between groups. */
  readonly line?: string | undefined;
  /** Behind the picture: a colour, or anything that CSS takes as `background`. */
  readonly background?: string | undefined;
  /** A run that goes on, and the outline of what has the focus. */
  readonly live?: string | undefined;
  /** A run that converged. */
  readonly good?: string | undefined;
  /** What failed: a run, a link, a surface. */
  readonly bad?: string | undefined;
  /** What must be known to read the picture rightly, and a run that fell silent. */
  readonly note?: string | undefined;
  /** The loss curve: the loss on training data. */
  readonly curve?: string | undefined;
  /** Its second line: the loss on held-out data. */
  readonly curveHeldOut?: string | undefined;
  /** The lines of the floor. */
  readonly gridLine?: string | undefined;
  /** The edge of the floor. */
  readonly frame?: string | undefined;
  /** Ground where the surface is not known. */
  readonly ground?: string | undefined;
  /** The lines that hatch such ground. */
  readonly groundHatch?: string | undefined;
  /** The oldest part of the path. */
  readonly pathOld?: string | undefined;
  /** The newest part of the path. */
  readonly pathNew?: string | undefined;
  /** The edge on both sides of the path. */
  readonly pathCasing?: string | undefined;
  /** The marker, where the run is now. */
  readonly marker?: string | undefined;
  /** The ring around the marker. */
  readonly markerRing?: string | undefined;
  /** Where the run started. */
  readonly start?: string | undefined;
  /** The best point, where it is not the marker's own. */
  readonly best?: string | undefined;
  /** The marker of a run that converged. */
  readonly endConverged?: string | undefined;
  /** The marker of a run that reached its step limit. */
  readonly endStepLimit?: string | undefined;
  /** The marker of a run that was cancelled. */
  readonly endCancelled?: string | undefined;
  /** The marker of a run that failed. */
  readonly endFailed?: string | undefined;
}

/** The CSS variable of a colour. */
export function variableOf(name: ThemeColorName): ThemeVariable {
  return `--gdv-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
