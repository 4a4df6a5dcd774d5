'use client';

export {
  GradientDescentViz,
  type GradientDescentVizHandle,
  type GradientDescentVizProps,
  type GradientDescentVizStyle,
} from './GradientDescentViz.js';
export type { ColorMapName } from './scene/surface/colorMaps.js';
export type { CameraPose } from './view/cameraPose.js';
export type { PlaybackMode, PlaybackSetting, PlaybackState } from './view/playback.js';
export type { ScreenPosition } from './view/screenPosition.js';
export type { PlainMetric } from './run/plainMetrics.js';
export type {
  FormulaSurface,
  PathColumns,
  PlainPath,
  PlainPoint,
  PlainRun,
  PlainSurface,
  SampledSurface,
} from './run/plainRun.js';
export {
  ColorLegend,
  RunNotices,
  RunReadOut,
  type ColorLegendProps,
  type RunNoticesProps,
  type RunPartProps,
  type RunReadOutProps,
} from './RunParts.js';
export type { Figures } from './ui/figures.js';
export type { LossRates, Rates } from './view/rate/rates.js';
export type { Trend } from './view/rate/trend.js';
export type { LossPoints, LossSeries } from './view/curve/lossSeries.js';
export type { LegendTick } from './ui/legendScale.js';
export type {
  ConnectionSlotProps,
  GradientDescentVizSlots,
  GridSlotProps,
  LegendSlotProps,
  MessageSlotProps,
  NoticesSlotProps,
  ProjectionSlotProps,
  ReadOutSlotProps,
} from './ui/slots.js';
export type { HeightScale, LossRangeSetting } from './surface/index.js';
export type { GridAssetOptions } from './view/gridAssets.js';
export { clearGridCache } from './view/gridMemory.js';
export type { MessageRefusal } from './protocol/refusedMessage.js';
export type { GradientDescentVizLabelOverrides, GradientDescentVizLabels } from './view/labels.js';
export type { GradientDescentVizTheme } from './view/vizTheme.js';
export { useSharedRun } from './react/useSharedRun.js';
export type { PictureNotice, PictureNoticeCode } from './view/pictureNotices.js';
export type { SharedRunOptions } from './react/sharedRun.js';
export { useRuns } from './react/useRuns.js';
export { usePacedState, useShownRun } from './react/useShownRun.js';
export type { ConnectionState } from './run/connectionState.js';
export { createRunStore, type RunStore, type RunStoreOptions } from './run/runStore.js';
export type { ResumePosition, RunsState } from './run/runsState.js';
export type { MetricSeries, ReportedEnd, ReportedProgress, RunReports } from './run/runReports.js';
export type { RunEnd, RunState, RunStatus } from './run/runState.js';
export { selectResumePosition, selectShownRun, selectShownRunKey } from './run/selectors.js';
