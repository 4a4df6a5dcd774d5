export { decodeGrid, DEFAULT_MAX_GRID_BYTES, type GridLimits } from './decodeGrid.js';
export {
  GridLoadError,
  type GridDecoding,
  type GridProblem,
  type GridProblemCode,
  type SampledGrid,
} from './gridProblem.js';
export type { HostAbortSignal } from '../../host/abortSignal.js';
export type { AssetUrlOptions } from './assetUrl.js';
export type {
  AssetBody,
  AssetCredentials,
  AssetReader,
  AssetRequestInit,
  AssetResponse,
  FetchAsset,
  GridHost,
  ParsedUrl,
} from './gridHost.js';
export { loadGrid, type GridRequest } from './loadGrid.js';
export type { GridLoadOptions, GridProgress } from './gridLoadOptions.js';
export { createGridCache, type GridCache, type GridCacheOptions } from './gridCache.js';
