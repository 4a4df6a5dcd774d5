import type { ReactNode } from 'react';
import type { PathView } from '../path/pathView.js';
import type { RunState } from '../run/runState.js';
import type { Surface } from '../surface/index.js';
import { formatCount, formatNumber } from './formatNumber.js';
import { describeSilence, describeStatus, toneOfStatus } from './runText.js';

export interface ReadOutProps {
  readonly run: RunState;
  /** The run's surface, or null while the one of an earlier path is shown: its height says nothing of the run. */
  readonly surface: Surface | null;
  /** Whether there is a surface, so that there are heights. */
  readonly isSurfaceKnown: boolean;
  /** Whether the surface's heights are an illustration: they then stand apart from a loss that was reported. */
  readonly isIllustrative: boolean;
  /** Whether the run's training was brought to two dimensions: what is projected then stands apart from what was measured. */
  readonly isProjected: boolean;
  /** For how long no point has come, in seconds, where that is long for this run; 0 where none is awaited; else null. */
  readonly silentS: number | null;
  /** Significant digits of the height: enough to tell heights of this surface apart. */
  readonly heightDigits: number;
}

/** The run in figures: its newest step, where that lies, and how high. True values, whatever the picture does. */
export function ReadOut(props: ReadOutProps) {
  const { run, silentS } = props;
  return (
    <section className="gdv-card gdv-readout" aria-label={`Run ${run.runId}`}>
      <header className="gdv-readout-head">
        <span className="gdv-run" dir="auto" title={`${run.projectId} / ${run.runId}`}>
          {run.runId}
        </span>
        {silentS === null ? (
          <span className={`gdv-status gdv-status--${toneOfStatus(run)}`}>{describeStatus(run)}</span>
        ) : (
          <span className="gdv-status gdv-status--silent" title="The run has not ended">
            {describeSilence(silentS)}
          </span>
        )}
      </header>
      <Figures {...props} />
      <Hyperparams run={run} />
    </section>
  );
}

/** Heights of more digits leave no room for four figures side by side. */
const SHORT_DIGITS = 6;

/** The figures in groups, so that no two stand side by side that may not be compared. */
function Figures({ run, surface, isSurfaceKnown, isIllustrative, isProjected, heightDigits }: ReadOutProps) {
  const figures = computeFigures(run, surface);
  const hasLoss = isLossReported(run.path);
  const step = <Figure name="Step" value={figures.step === null ? '–' : formatCount(figures.step)} />;
  const place = (
    <>
      <Figure name="x" value={formatNumber(figures.x)} />
      <Figure name="y" value={formatNumber(figures.y)} />
    </>
  );
  const height = isSurfaceKnown && (
    <Figure name="Height" value={formatNumber(figures.height, heightDigits)} />
  );
  const loss = hasLoss && <Figure name="True loss" value={formatNumber(figures.loss)} />;
  const residual = !Number.isNaN(figures.residual) && (
    <Figure name="Off plane" value={formatNumber(figures.residual)} />
  );
  const isApart = isSurfaceKnown && isIllustrative && hasLoss;
  const className = heightDigits > SHORT_DIGITS ? 'gdv-figures gdv-figures--long' : 'gdv-figures';
  return (
    <>
      <dl className={className}>
        {step}
        {!isProjected && !isApart && (
          <>
            {place}
            {height}
          </>
        )}
        {loss}
        {!isProjected && residual}
      </dl>
      {isProjected && (
        <Group name="Projected">
          {place}
          {!isApart && height}
          {residual}
        </Group>
      )}
      {isApart && (
        <Group name="Illustrative surface">
          {!isProjected && place}
          {height}
        </Group>
      )}
    </>
  );
}

function Group({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <h3 className="gdv-group">{name}</h3>
      <dl className="gdv-figures">{children}</dl>
    </>
  );
}

/** Points without a loss after which one is no longer awaited. */
const LOSS_POINTS = 50;

/** Whether one of the newest points has a loss: a backend need not report one for each. */
function isLossReported(path: PathView): boolean {
  for (let i = path.length - 1; i >= Math.max(path.length - LOSS_POINTS, 0); i--) {
    if (!Number.isNaN(path.lossAt(i))) return true;
  }
  return false;
}

/** The newest point in surface units; NaN is what is not known. */
function computeFigures({ path, domainHalf }: RunState, surface: Surface | null) {
  const last = path.length - 1;
  if (last < 0) return { step: null, x: NaN, y: NaN, height: NaN, loss: NaN, residual: NaN };
  const x = path.xAt(last) * domainHalf;
  const y = path.yAt(last) * domainHalf;
  return {
    step: path.stepAt(last),
    x,
    y,
    height: surface?.valueAt(x, y) ?? NaN,
    loss: path.lossAt(last),
    residual: path.residualAt(last),
  };
}

function Figure({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div className="gdv-figure">
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Hyperparams({ run: { hyperparams } }: { readonly run: RunState }) {
  const { eta, steps, tolGrad, tolStep } = hyperparams;
  const shown = [
    ['η', eta],
    ['steps', steps],
    ['tol ∇', tolGrad],
    ['tol step', tolStep],
  ] as const;
  const known = shown.filter(([, value]) => value !== undefined);
  if (known.length === 0) return null;
  return (
    <p className="gdv-hyperparams">
      {known.map(([name, value]) => (
        <span key={name}>
          {name} {formatNumber(value ?? Number.NaN)}
        </span>
      ))}
    </p>
  );
}
