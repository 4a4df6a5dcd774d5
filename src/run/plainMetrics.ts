import { isColumn } from './plainColumn.js';

/** A series of values that a host reports beside a path, such as the loss of a training whose surface is a likeness. */
export interface PlainMetric {
  /** Such as `loss`. */
  readonly name: string;
  /** What it was measured on, such as `train` or `val`. @defaultValue '' */
  readonly split?: string | undefined;
  /** In steps that ascend; one that is not finite says nothing of its step. */
  readonly values: ArrayLike<number>;
  /** The path's step of each value, an integer from 0. @defaultValue element `i` is of step `i` */
  readonly steps?: ArrayLike<number> | undefined;
}

/** A value that is to be reported, as the payload of a `METRIC_SCALAR`. */
interface MetricPayload {
  readonly name: string;
  readonly split: string;
  readonly step: number;
  readonly value: number;
}

/** Whether a value is a list of series, as far as its fields show. */
export function isPlainMetrics(value: unknown): boolean {
  return Array.isArray(value) && value.every(isPlainMetric);
}

function isPlainMetric(value: unknown): boolean {
  const { name, split, values, steps } = (value ?? {}) as Partial<PlainMetric>;
  const isNamed =
    typeof name === 'string' && name !== '' && (split === undefined || typeof split === 'string');
  return isNamed && isColumn(values) && (steps === undefined || isColumn(steps));
}

/** What was sent of a series. */
interface SentMetric {
  readonly metric: PlainMetric;
  /** Its length then: a host may let its array grow. */
  readonly length: number;
}

/** What of a host's series is new: a series that goes on where the one before ended costs what came after it. */
export class PlainMetrics {
  private sent: ReadonlyMap<string, SentMetric> = new Map();

  /** Forgets what was sent. */
  clear(): void {
    this.sent = new Map();
  }

  /** Whether a value was sent that is no longer there: a report cannot be taken back. */
  hasTakenBack(metrics: readonly PlainMetric[]): boolean {
    const now = byKey(metrics);
    for (const [key, before] of this.sent) {
      const metric = now.get(key);
      if (metric === undefined || isTakenBack(before, metric)) return true;
    }
    return false;
  }

  /** The values that are new, or other than before; they count as sent. */
  takeNew(metrics: readonly PlainMetric[]): MetricPayload[] {
    const payloads: MetricPayload[] = [];
    const sent = new Map<string, SentMetric>();
    for (const [key, metric] of byKey(metrics)) {
      const before = this.sent.get(key);
      const length = lengthOf(metric);
      sent.set(key, { metric, length });
      for (let i = firstNew(before, metric); i < length; i++) {
        const value = metric.values[i]!;
        const isSame = before !== undefined && i < before.length && Object.is(before.metric.values[i], value);
        if (!isSame && Number.isFinite(value)) payloads.push(payloadOf(metric, i));
      }
    }
    this.sent = sent;
    return payloads;
  }
}

function payloadOf(metric: PlainMetric, i: number): MetricPayload {
  const { name, split = '' } = metric;
  return { name, split, step: stepOf(metric, i), value: metric.values[i]! };
}

/** The last of several series of one name and split. */
function byKey(metrics: readonly PlainMetric[]): ReadonlyMap<string, PlainMetric> {
  return new Map(metrics.map((metric) => [JSON.stringify([metric.name, metric.split ?? '']), metric]));
}

/** The index up to which nothing was looked at anew: an array that stays the same one may only have grown. */
function firstNew(before: SentMetric | undefined, metric: PlainMetric): number {
  return before !== undefined && before.metric.values === metric.values ? before.length : 0;
}

function isTakenBack({ metric: before, length }: SentMetric, metric: PlainMetric): boolean {
  if (lengthOf(metric) < length) return true;
  const areStepsSame = before.steps === metric.steps;
  if (areStepsSame && before.values === metric.values) return false;
  for (let i = 0; i < length; i++) {
    const wasSent = Number.isFinite(before.values[i]);
    if (wasSent && (!Number.isFinite(metric.values[i]) || stepOf(before, i) !== stepOf(metric, i)))
      return true;
  }
  return false;
}

function stepOf({ steps }: PlainMetric, i: number): number {
  return steps === undefined ? i : steps[i]!;
}

function lengthOf({ values, steps }: PlainMetric): number {
  return steps === undefined ? values.length : Math.min(values.length, steps.length);
}
