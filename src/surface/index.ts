export type { Surface } from './surface.js';
export type { Peak } from './formulas/surfaceFormula.js';
export { createParametricSurface, STAND_IN_PARAMS } from './parametricSurface.js';
export { createGridSurface } from './gridSurface.js';
export { createNodePositions, sampleSurfaceInto } from './sampleSurface.js';
export { LINEAR_TRANSFORM, type HeightTransform } from './heightTransform.js';
export {
  createHeightField,
  displayHeightOf,
  drawnHeightAt,
  lossAtHeight,
  MISSING_HEIGHT,
  type HeightField,
  type HeightFieldOptions,
} from './heightField.js';
export { computeHeightField, DRAWN_ERROR_SHARE, type RefineOptions } from './refineSurface.js';
export { computeExtrema, type Extrema, type SurfacePoint } from './extrema.js';
