import type { EventOrder } from './envelope.js';

/** A value of a metric at one step. */
export interface MetricReported {
  readonly name: 'METRIC_SCALAR';
  readonly metric: string;
  /** What it was measured on; empty where the wire did not say. */
  readonly split: string;
  /** As the pipeline counts, mostly from 1. */
  readonly step: number;
  /** Finite. */
  readonly value: number;
}

/** How far a training is; null for what the wire did not say, or not so that it can be used. */
export interface ProgressReported {
  readonly name: 'TRAIN_PROGRESS';
  readonly step: number | null;
  readonly steps: number | null;
  readonly epoch: number | null;
  readonly epochs: number | null;
  /** In seconds, at least 0. */
  readonly etaS: number | null;
}

/** The end of a run's training, in the pipeline's word. */
export interface TrainingFinished {
  readonly name: 'TRAIN_RUN_FINISHED';
  readonly status: string;
}

/** Where a stage of the pipeline stands, in the pipeline's word. It names no run. */
export interface StageStatus {
  readonly name: 'STAGE_STATUS';
  readonly stageId: string;
  readonly status: string;
}

/** What of a pipeline's other events speaks of one run. */
export type RunReport = MetricReported | ProgressReported | TrainingFinished;

/** The events that are read beside those of the contract. */
export type ReportedEventName = (RunReport | StageStatus)['name'];

/** An event that speaks of a run beside its path. */
export interface ReceivedRunReport {
  readonly projectId: string;
  readonly runId: string;
  readonly order: EventOrder;
  readonly event: RunReport;
}

/** An event that speaks of a stage of a project. */
export interface ReceivedStageStatus {
  readonly projectId: string;
  readonly runId: null;
  readonly order: EventOrder;
  readonly event: StageStatus;
}

export type ReceivedReport = ReceivedRunReport | ReceivedStageStatus;
