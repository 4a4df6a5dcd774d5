import { plainHeights, type PlainGrid, type PlainHeights } from './plainSurface.js';
import { readRun, type PlainRun } from './readRun.js';
import { digitsOfRange, writeCount, writeNumber } from './writeNumber.js';

/** What a read-out says of a run, in the order in which it is read. */
export interface ExpectedReadOut {
  readonly run: string;
  readonly runTitle: string;
  readonly status: string;
  readonly blocks: readonly FigureBlock[];
  readonly groups: readonly string[];
  readonly figures: readonly (readonly [label: string, text: string])[];
  readonly hyperparams: readonly string[];
}

/** Circumstances that no event says. */
export interface Said {
  readonly grid?: PlainGrid;
  /** The height where the newest point lies, of a grid, found by whoever knows it. */
  readonly gridHeight?: number;
  readonly surfaceSource?: 'measured' | 'illustrative';
  /** The step that the viewer is at; else the newest. */
  readonly step?: number | undefined;
}

const STATUS: Readonly<Record<string, string>> = {
  idle: 'Waiting',
  running: 'Running',
  converged: 'Converged',
  max_steps: 'Step limit reached',
  cancelled: 'Cancelled',
  error: 'Failed',
  ended: 'Ended',
};

/** The read-out of the run that events show; null where it is a run that is awaited. */
export function expectedReadOut(events: readonly unknown[], said: Said = {}): ExpectedReadOut | null {
  const run = readRun(events);
  if (run === null) return null;
  const { status, reason, hyperparams } = run;
  const blocks = placeFigures(run, said);
  return {
    run: run.runId,
    runTitle: `${run.projectId} / ${run.runId}`,
    status:
      run.reportedEnd === null
        ? STATUS[status === 'finished' ? (reason ?? 'ended') : status]!
        : `Training ${run.reportedEnd}`,
    blocks,
    groups: blocks.flatMap(({ heading }) => (heading === null ? [] : [heading])),
    figures: blocks.flatMap(({ figures }) => figures),
    hyperparams: listHyperparams(hyperparams),
  };
}

const HYPERPARAM_LABELS = [
  ['eta', 'η'],
  ['steps', 'steps'],
  ['tolGrad', 'tol ∇'],
  ['tolStep', 'tol step'],
] as const;

/** Those of the contract, then the others by name, eight in all. */
function listHyperparams(values: Readonly<Record<string, string | number | boolean>>): string[] {
  const labels = new Map<string, string>(HYPERPARAM_LABELS);
  const others = Object.keys(values).filter((name) => !labels.has(name));
  const names = [...labels.keys()].filter((name) => values[name] !== undefined).concat(others.sort());
  const texts = names.map((name) => {
    const value = values[name]!;
    return `${labels.get(name) ?? name} ${typeof value === 'number' ? writeNumber(value) : value}`;
  });
  return texts.length > 8 ? [...texts.slice(0, 8), `${texts.length - 8} more`] : texts;
}

type Figure = readonly [label: string, text: string];

/** Figures that may be compared with each other, under their heading. */
interface FigureBlock {
  readonly heading: string | null;
  readonly figures: readonly Figure[];
}

/** Which figure stands in which block: what may not be compared never stands side by side. */
function placeFigures(run: PlainRun, said: Said): FigureBlock[] {
  const heights = plainHeights(run, said.grid);
  const { step, place, height, loss, residual } = computeFigures(run, heights, said);
  const isIllustrative =
    said.surfaceSource === undefined ? heights?.isIllustrative : said.surfaceSource === 'illustrative';
  const isProjected = run.surface?.projection !== undefined;
  const isApart = heights !== null && isIllustrative === true && loss.length > 0;
  const plain = isProjected || isApart ? [] : [...place, ...height];
  const blocks = [
    { heading: null, figures: [...step, ...plain, ...loss, ...(isProjected ? [] : residual)] },
    { heading: 'Projected', figures: isProjected ? [...place, ...(isApart ? [] : height), ...residual] : [] },
    { heading: 'Illustrative surface', figures: isApart ? [...(isProjected ? [] : place), ...height] : [] },
  ];
  return blocks.filter(({ figures }) => figures.length > 0);
}

function computeFigures(
  run: PlainRun,
  heights: PlainHeights | null,
  { gridHeight, step: saidStep }: Said,
): Record<string, Figure[]> & {
  readonly [name in 'step' | 'place' | 'height' | 'loss' | 'residual']: Figure[];
} {
  const newestStep = saidStep ?? Math.max(...run.points.keys());
  const newest = run.points.get(newestStep);
  const [x, y] = newest === undefined ? [NaN, NaN] : [newest.x * run.domainHalf, newest.y * run.domainHalf];
  const z = gridHeight ?? heights?.heightAt(x, y) ?? NaN;
  // A backend need not report a loss with each point: one in the newest fifty is enough for it to be awaited.
  const recent = [...run.points].sort(([a], [b]) => a - b).slice(-50);
  const hasLoss = recent.some(([, point]) => point.loss !== undefined);
  const digits = heights === null ? 4 : digitsOfRange(heights.min, heights.max);
  return {
    step: [['Step', newest === undefined ? '–' : writeCount(newestStep)]],
    place: [
      ['x', writeNumber(x)],
      ['y', writeNumber(y)],
    ],
    height: heights === null ? [] : [['Height', writeNumber(z, digits)]],
    loss: hasLoss ? [['True loss', writeNumber(newest?.loss ?? NaN)]] : [],
    residual: newest?.residual === undefined ? [] : [['Off plane', writeNumber(newest.residual)]],
  };
}
