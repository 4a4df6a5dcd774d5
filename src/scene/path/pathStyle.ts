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
  /**
   * What the path's colour says: `step`, its age, older parts duller and narrower; `loss`, by the surface's colour map: the loss
   * that its points state, else the height of the surface; or `plain`, nothing: one colour and one width. `loss` costs 4 bytes a
   * vertex on the GPU where the points state a loss.
   * @defaultValue 'step'
   */
  readonly pathColor?: 'step' | 'loss' | 'plain';
}

export const CROWDED_PATHS = ['thin', 'full'] as const;
export const MISSING_STEPS = ['dashed', 'blank'] as const;
export const HIDDEN_MARKERS = ['ring', 'faint'] as const;
export const PATH_COLORS = ['step', 'loss', 'plain'] as const;
