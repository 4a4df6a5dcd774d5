import {
  formatAmount,
  formatBytes,
  formatCount,
  formatDuration,
  formatFigure,
  formatOrdinal,
} from '../terminal/formatAmount.js';
import type { Palette } from '../terminal/palette.js';
import type { ReportedSeries } from './reportedValues.js';
import type { LogSummary, RunSummary } from './summarizeLog.js';

const LABEL_CELLS = 10;
const MAX_HOLES_SHOWN = 8;

/** The summary of a log, for people. */
export function renderSummary(name: string, summary: LogSummary, palette: Palette): string {
  const { lines, bytes, events, ignored, unreadable, runs } = summary;
  const head = [
    `${formatAmount(lines, 'line')} (${formatBytes(bytes)})`,
    `${formatAmount(events, 'event')} of ${formatAmount(runs.length, 'run')}`,
    ignored === 0 ? '' : `${formatCount(ignored)} of other kinds`,
    unreadable === 0 ? '' : palette.error(`${formatCount(unreadable)} unreadable`),
  ].filter((part) => part !== '');
  return [
    `${palette.strong(name)}: ${head.join(', ')}`,
    ...runs.map((run) => renderRun(run, palette)),
    '',
  ].join('\n');
}

function renderRun(run: RunSummary, palette: Palette): string {
  const rows: [label: string, text: string | null][] = [
    ['status', renderStatus(run)],
    ['surface', renderSurface(run)],
    ['steps', renderSteps(run)],
    ['missing', renderMissing(run)],
    ['loss', renderLoss(run)],
    ...run.reported.map((series): [string, string] => ['reported', renderSeries(series)]),
    ['time', renderTime(run)],
    ['settings', renderHyperparams(run)],
  ];
  const lines = rows.flatMap(([label, text]) =>
    text === null ? [] : [`    ${palette.faint(label.padEnd(LABEL_CELLS))}${text}`],
  );
  return [`  ${palette.strong(run.runId)} of project ${run.projectId}`, ...lines].join('\n');
}

function renderStatus({ status, end, starts }: RunSummary): string {
  const again = starts > 1 ? `, begun ${starts} times` : '';
  if (end === null) return `${status}${again}`;
  const at = end.finalStep === null ? '' : `, final_step ${formatCount(end.finalStep)}`;
  return `finished: ${end.reason ?? 'no reason given'}${at}${again}`;
}

function renderSurface({ surface, domainHalf }: RunSummary): string {
  const half = domainHalf === null ? '' : `, domainHalf ${domainHalf}`;
  if (surface === null) return `none${half}`;
  const source = surface.source === null ? '' : `, ${surface.source}`;
  return `${surface.isGrid ? `grid ${surface.label}` : surface.label}${half}${source}`;
}

function renderSteps({ steps, firstStep, lastStep, reportEvery }: RunSummary): string {
  if (firstStep === null || lastStep === null) return 'none';
  const pace = reportEvery === 1 ? '' : `, every ${formatOrdinal(reportEvery)} step`;
  return `${formatCount(steps)} (${formatCount(firstStep)} to ${formatCount(lastStep)}${pace})`;
}

function renderMissing({ missing, missingSteps }: RunSummary): string | null {
  if (missingSteps === 0) return null;
  const shown = missing
    .slice(0, MAX_HOLES_SHOWN)
    .map(({ from, to }) => (from === to ? formatCount(from) : `${formatCount(from)} to ${formatCount(to)}`));
  const more = missing.length > MAX_HOLES_SHOWN ? ', …' : '';
  return `${formatCount(missingSteps)}: ${shown.join(', ')}${more}`;
}

function renderLoss({ firstLoss, lastLoss }: RunSummary): string | null {
  if (firstLoss === null || lastLoss === null) return null;
  const { step, loss } = lastLoss;
  return renderChange({ step: firstLoss.step, value: firstLoss.loss }, { step, value: loss });
}

function renderSeries({ name, split, values, first, last }: ReportedSeries): string {
  const of = split === '' ? name : `${name} (${split})`;
  if (values === 1) return `${of}: ${formatFigure(first.value)} (step ${formatCount(first.step)})`;
  return `${of}: ${renderChange(first, last)}, ${formatAmount(values, 'value')}`;
}

function renderChange(first: ReportedSeries['first'], last: ReportedSeries['last']): string {
  const at = ({ step, value }: typeof first): string => `${formatFigure(value)} (step ${formatCount(step)})`;
  return `${at(first)} to ${at(last)}`;
}

function renderTime({ startedAt, durationMs, events, steps }: RunSummary): string | null {
  if (startedAt === null || durationMs === null) return null;
  const perSecond = (count: number): string => formatFigure((count / durationMs) * 1000);
  const rates = durationMs === 0 ? '' : `, ${perSecond(events)} events/s, ${perSecond(steps)} steps/s`;
  return `${formatDuration(durationMs)} from ${startedAt}${rates}`;
}

function renderHyperparams({ hyperparams }: RunSummary): string | null {
  const parts = Object.entries(hyperparams).map(([name, value]) => `${name} ${value}`);
  return parts.length === 0 ? null : parts.join(', ');
}
