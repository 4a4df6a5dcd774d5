export type { Surface } from './surface.js';
export type { Peak } from './formulas/surfaceFormula.js';
export { createParametricSurface } from './parametricSurface.js';
export { createGridSurface } from './gridSurface.js';
export { createNodePositions, sampleSurfaceInto } from './sampleSurface.js';
export { LINEAR_TRANSFORM, type HeightTransform } from './heightTransform.js';
export {
  AUTO_RATIO,
  isLogTransform,
  selectHeightTransform,
  type HeightScale,
  type LogTransform,
} from './heightScale.js';
export { selectScale } from './gridLogarithm.js';
export { chooseHeights, refineChoice, withoutOutliers, type HeightChoice } from './heightChoice.js';
export { isSameSampledSurface } from './gridAgreement.js';
export { isLossRange, type LossRangeSetting } from './lossRange.js';
export { computeLossTicks, type LossRange } from './lossTicks.js';
export {
  createHeightField,
  displayHeightOf,
  drawnHeightAt,
  heightOfNode,
  isTooClose,
  LEAST_LOSS_SPAN,
  lossAtHeight,
  type HeightField,
  type HeightFieldOptions,
} from './heightField.js';
export { CUT_ROOM, type HeightCut } from './heightCut.js';
export { isCutAt } from './isCutAt.js';
export { computeGridRange, type LossBounds, type SampleRange } from './sampleRange.js';
export { COARSE_SHARE, computeHeightField, DRAWN_ERROR_SHARE, type RefineOptions } from './refineSurface.js';
export { computeExtrema, type Extrema, type SurfacePoint } from './extrema.js';
export {
  checkAxisOrder,
  type AxisOrderFinding,
  type GridSymmetry,
  type LossPointVisitor,
} from './axisOrder.js';
export type { GridState } from './gridState.js';
export * from './grid/index.js';
