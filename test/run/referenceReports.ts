import { compareEventOrder } from '../../src/protocol/contentOrder.js';
import type { EventOrder, ReceivedEvent } from '../../src/protocol/envelope.js';
import { parseMessage } from '../../src/protocol/parseMessage.js';
import { parseReported } from '../../src/protocol/parseReported.js';
import type { ReceivedReport } from '../../src/protocol/reportedEvents.js';
import { foldReference } from './referenceRun.js';
import type { ReportedEnd, ReportedProgress, RunReports } from '../../src/run/runReports.js';

/** What was reported of a run, as plain values that can be compared to the bit. */
export interface PlainReports {
  readonly series: readonly {
    readonly name: string;
    readonly split: string;
    readonly stepBase: 0 | 1;
    readonly isStepBaseKnown: boolean;
    readonly values: readonly (readonly [step: number, value: number])[];
  }[];
  readonly progress: ReportedProgress | null;
  readonly ended: ReportedEnd | null;
}

/** What a run's state shows of its reports. */
export function plainReportsOf({ series, progress, ended }: RunReports): PlainReports {
  return {
    series: series.map(({ name, split, stepBase, isStepBaseKnown, points }) => {
      const values: [number, number][] = [];
      points.forEach((step, _x, _y, _index, value) => values.push([step, value]));
      return { name, split, stepBase, isStepBaseKnown, values };
    }),
    progress,
    ended,
  };
}

interface Sorted<Event> {
  readonly order: EventOrder;
  readonly event: Event;
}

function sortedSet<One extends Sorted<unknown>>(received: readonly One[]): One[] {
  const sorted = [...received].sort((a, b) => compareEventOrder(a.order, b.order));
  return sorted.filter((one, i) => i === 0 || compareEventOrder(sorted[i - 1]!.order, one.order) !== 0);
}

/**
 * The rules of reports written down a second time, the slow and plain way: all that came of one run and its project, sorted,
 * and read once. Null while nothing of the run's path has come.
 */
export function foldReportsReference(
  envelopes: readonly object[],
  runId: string,
  projectId = 'p',
): PlainReports | null {
  const events: ReceivedEvent[] = [];
  const reports: ReceivedReport[] = [];
  for (const envelope of envelopes) {
    const parsed = parseMessage(envelope);
    if (parsed.kind === 'event') events.push(parsed.received);
    const { received } = parseReported(envelope, false);
    if (received !== null) reports.push(received);
  }
  const own = sortedSet(events.filter((one) => one.runId === runId && one.projectId === projectId));
  if (own.length === 0) return null;
  const told = sortedSet(reports.filter((one) => one.runId === runId && one.projectId === projectId));
  const starts = own.filter(({ event }) => event.name === 'GD_PATH_STARTED');
  const descent = starts.findLast(
    ({ event }) => event.name === 'GD_PATH_STARTED' && event.restart !== 'projection',
  );
  const cut = descent !== undefined && descent !== starts[0] ? descent.order : null;
  const live = told.filter(({ order }) => cut === null || compareEventOrder(order, cut) >= 0);

  const named = new Map<string, { name: string; split: string; values: Map<number, number> }>();
  for (const { event } of live) {
    if (event.name !== 'METRIC_SCALAR') continue;
    const key = JSON.stringify([event.metric, event.split]);
    const series = named.get(key) ?? { name: event.metric, split: event.split, values: new Map() };
    series.values.set(event.step, event.value);
    named.set(key, series);
  }
  const all = [...named.values()];
  const leastOf = ({ values }: (typeof all)[number]) => Math.min(...values.keys());
  const leastOfAll = Math.min(...all.map(leastOf));
  const ofPath = stepBaseOf(
    foldReference(own),
    all.map(({ values }) => values),
  );
  const series = all
    .map((one) => {
      const begin = leastOf(one) > 1 ? leastOfAll : leastOf(one);
      const known = begin === 0 ? 0 : begin === 1 ? 1 : ofPath;
      const stepBase = known ?? (0 as const);
      const values = [...one.values].sort(([a], [b]) => a - b);
      return {
        name: one.name,
        split: one.split,
        stepBase,
        isStepBaseKnown: known !== null,
        values: values.map(([step, value]) => [step - stepBase, value] as const),
      };
    })
    .sort((a, b) => (a.name === b.name ? (a.split < b.split ? -1 : 1) : a.name < b.name ? -1 : 1));

  const progress = live.findLast(({ event }) => event.name === 'TRAIN_PROGRESS')?.event;
  return {
    series,
    progress: progress?.name === 'TRAIN_PROGRESS' ? withoutName(progress) : null,
    ended: endOf(own, told, live, sortedSet(reports.filter((one) => one.projectId === projectId))),
  };
}

/** From which step series count that have neither a step 0 nor a step 1, by the path. */
function stepBaseOf(
  { points, end }: ReturnType<typeof foldReference>,
  all: readonly ReadonlyMap<number, number>[],
): 0 | 1 | null {
  const losses = new Map(points.map(([step, , , loss]) => [step, loss]));
  for (const values of all) {
    const newest = [...values].sort(([a], [b]) => b - a).slice(0, 64);
    const [zero, one] = [0, 1].map(
      (base) => newest.filter(([step, value]) => losses.get(step - base) === value).length,
    );
    if (zero! > 1 && one === 0) return 0;
    if (one! > 1 && zero === 0) return 1;
  }
  const isWhole = (steps: readonly number[]): boolean =>
    steps.length > 1 && steps.includes(Math.max(...steps) - 1);
  const path = points.map(([step]) => step);
  const last = Math.max(...path);
  if (end === null || end.reason === 'cancelled' || end.reason === 'error' || !isWhole(path)) return null;
  if (end.finalStep !== null && end.finalStep > last + 1) return null;
  const newest = Math.max(...all.flatMap((values) => [...values.keys()]));
  if (!all.some((values) => values.has(newest) && isWhole([...values.keys()]))) return null;
  return newest === last ? 0 : newest === last + 1 ? 1 : null;
}

function withoutName({ name: _name, ...fields }: ReportedProgress & { name: string }): ReportedProgress {
  return fields;
}

const FAILURES = ['FAILED', 'error', 'crashed'];

function endOf(
  own: readonly ReceivedEvent[],
  told: readonly ReceivedReport[],
  live: readonly ReceivedReport[],
  ofProject: readonly ReceivedReport[],
): ReportedEnd | null {
  if (foldReference(own).end !== null) return null;
  const said = live.findLast(({ event }) => event.name === 'TRAIN_RUN_FINISHED')?.event;
  if (said?.name === 'TRAIN_RUN_FINISHED')
    return { by: 'run', status: said.status, isFailure: FAILURES.includes(said.status) };
  const last = sortedSet<Sorted<unknown>>([...own, ...told]).at(-1)!;
  const next = ofProject.find(
    ({ event, order }) =>
      event.name === 'STAGE_STATUS' &&
      event.stageId.toUpperCase() === 'TRAIN' &&
      compareEventOrder(order, last.order) > 0,
  )?.event;
  if (next?.name !== 'STAGE_STATUS' || next.status === 'IN_PROGRESS') return null;
  return { by: 'stage', status: next.status, isFailure: FAILURES.includes(next.status) };
}
