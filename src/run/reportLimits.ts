import { readChoice, readCount } from '../protocol/checkOption.js';
import type { RunStoreOptions } from './runStoreOptions.js';

const DEFAULT_MAX_SERIES = 32;

/** What is kept of a run's reports, and how they are read. */
export interface ReportLimits {
  /** Series of a run that are kept: losses first, then by name and split. */
  readonly maxSeries: number;
  /** Values of a series that are kept: those of the latest reports. */
  readonly maxPoints: number;
  /** The step at which reports begin to count; `auto`: as their least steps say. */
  readonly stepBase: 'auto' | 0 | 1;
}

/** @throws RangeError for an option that makes no sense; its words name it */
export function readReportLimits(where: string, options: RunStoreOptions, maxPoints: number): ReportLimits {
  const { metricStepBase } = options;
  return {
    maxSeries: readCount(where, options, 'maxSeriesPerRun', DEFAULT_MAX_SERIES),
    maxPoints,
    stepBase: readChoice(where, 'metricStepBase', metricStepBase, ['auto', 0, 1], 'auto'),
  };
}
