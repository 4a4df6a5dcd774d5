/** Options of how a path is drawn; each has a default. */
export interface PathStyle {
  /**
   * The path where it crosses itself again and again: `thin`, so thin and transparent that more than half of the surface's
   * colour shows through, its newest stretch apart; or `full` everywhere.
   * @defaultValue 'thin'
   */
  readonly crowdedPath?: 'thin' | 'full';
  /**
   * What leads over steps that are missing: a thin dashed line, or nothing.
   * @defaultValue 'dashed'
   */
  readonly missingSteps?: 'dashed' | 'blank';
  /**
   * The marker where the surface hides it: a ring in full strength, with a line down to the floor, or a faint dot.
   * @defaultValue 'ring'
   */
  readonly hiddenMarker?: 'ring' | 'faint';
}

export const CROWDED_PATHS = ['thin', 'full'] as const;
export const MISSING_STEPS = ['dashed', 'blank'] as const;
export const HIDDEN_MARKERS = ['ring', 'faint'] as const;
