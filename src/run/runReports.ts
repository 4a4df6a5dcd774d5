import type { PathView } from '../path/pathView.js';

/** One series of values that a pipeline reported beside a run's path: those of one name and split. */
export interface MetricSeries {
  /** As it was reported, such as `loss` or `accuracy`. */
  readonly name: string;
  /** What the values were measured on, such as `train` or `test`; empty where the pipeline did not say. */
  readonly split: string;
  /** The step at which the pipeline begins to count; a path begins at 0. A value stands at its reported step less this. */
  readonly stepBase: 0 | 1;
  /**
   * Whether the reports or the path say so: of a run that was joined late they may not, until it has ended. The base is then
   * 0, and the values may stand one step too late.
   */
  readonly isStepBaseKnown: boolean;
  /**
   * The values in ascending step, live like a path: `lossAt(i)` is the value, whatever the series' name, and `stepAt(i)`
   * the path's step, at least -1. There are no coordinates: `xAt(i)` and `yAt(i)` are 0.
   */
  readonly points: PathView;
}

/** How far a training says that it is; a field that it did not say is null. */
export interface ReportedProgress {
  /** As the pipeline counts, mostly from 1. */
  readonly step: number | null;
  /** Steps in all. */
  readonly steps: number | null;
  readonly epoch: number | null;
  /** Epochs in all. */
  readonly epochs: number | null;
  /** Time left as the pipeline estimates it, in seconds, at least 0. */
  readonly etaS: number | null;
}

/** The end of a training, of whose path no end has come. */
export interface ReportedEnd {
  /** Whether the run said so itself (`TRAIN_RUN_FINISHED`), or the stage in which it ran (`STAGE_STATUS`). */
  readonly by: 'run' | 'stage';
  /** In the pipeline's word, such as `success` or `FAILED`. */
  readonly status: string;
  /** Whether that word says that the training failed. */
  readonly isFailure: boolean;
}

/**
 * What a pipeline said of a run beside its path. It is reported, and no fact of the run: the height of a surface is not
 * the loss that is reported here, and a reported end does not make a run `finished`.
 */
export interface RunReports {
  /** By name, then by split, in the order of their code units; another array when a series comes, goes or is rebased. */
  readonly series: readonly MetricSeries[];
  /** Grows with every change of what is here, the values of the series among it. */
  readonly revision: number;
  readonly progress: ReportedProgress | null;
  /** Null as long as the training goes on, and where the path has an end of its own. */
  readonly ended: ReportedEnd | null;
}

/** Of a run of which nothing was reported. */
export const EMPTY_REPORTS: RunReports = { series: [], revision: 0, progress: null, ended: null };
