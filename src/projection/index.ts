export { computeAssetName } from './assetName.js';
export type { CheckpointSource } from './checkpointSource.js';
export { encodeNpy, encodeRawGrid } from './encodeGrid.js';
export type { AxisShares, ExplainedShares } from './explainedShares.js';
export { createFilterDirection } from './filterDirection.js';
export {
  computeFrame,
  computeZScale,
  normalizePosition,
  type Frame,
  type FrameOptions,
  type PlanePosition,
} from './frame.js';
export {
  createGridEvaluation,
  type EvaluateLoss,
  type GridEvaluation,
  type GridEvaluationOptions,
  type GridEvaluationState,
  type GridEvaluationProgress,
  type GridRunOptions,
} from './gridEvaluation.js';
export {
  createLiveProjection,
  type LiveFit,
  type LiveFitOptions,
  type LiveProjection,
  type LiveProjectionOptions,
  type LiveRefit,
  type LiveUpdate,
  type RefitReason,
} from './liveProjection.js';
export { encodeLossGrid, type LossGrid, type LossGridAsset } from './lossGrid.js';
export {
  createMemoryCheckpoints,
  type CheckpointSnapshot,
  type CheckpointStore,
  type MemoryCheckpoints,
  type MemoryCheckpointsOptions,
} from './memoryCheckpoints.js';
export type { Clock as PacerClock } from '../host/clock.js';
export { createPacer, type Pacer, type PacerOptions, type WorkOptions } from './pacer.js';
export { createPlane, type Plane, type PlaneMetric, type PlanePoint } from './plane.js';
export { summarizeProjection, type PlaneFit, type ProjectionSummary } from './planeFit.js';
export { createProjectedPoint, type ProjectedPoint } from './planePath.js';
export { projectCheckpoints } from './projectCheckpoints.js';
export { computeUnitLength, createRandomPlane, type RandomPlaneOptions } from './randomPlane.js';
export { computeRandomWalkShares, type Centring } from './randomWalk.js';
export { createSeededRandom, type SeededRandom } from '../maths/seededRandom.js';
export { chooseSubset, type Subset, type SubsetOptions } from './subset.js';
export { fitTrajectoryPlane, type TrajectoryPlaneOptions } from './trajectoryPlane.js';
export type { WeightBlock, WeightLayout } from './weightLayout.js';
