import type { RunState } from '../run/runState.js';
import type { Surface } from '../surface/index.js';
import { formatCount, formatNumber } from './formatNumber.js';
import { describeStatus, toneOfStatus } from './runText.js';

export interface ReadOutProps {
  readonly run: RunState;
  /** The run's surface, or null while the one of an earlier path is shown: its height says nothing of the run. */
  readonly surface: Surface | null;
  /** Whether there is a surface, so that there are heights. */
  readonly isSurfaceKnown: boolean;
  /** Whether the run's training was brought to two dimensions: what is projected then stands apart from what was measured. */
  readonly isProjected: boolean;
  /** Significant digits of the height: enough to tell heights of this surface apart. */
  readonly heightDigits: number;
}

/** The run in figures: its newest step, where that lies, and how high. True values, whatever the picture does. */
export function ReadOut({ run, surface, isSurfaceKnown, isProjected, heightDigits }: ReadOutProps) {
  const figures = computeFigures(run, surface);
  const step = <Figure name="Step" value={figures.step === null ? '–' : formatCount(figures.step)} />;
  const place = (
    <>
      <Figure name="x" value={formatNumber(figures.x)} />
      <Figure name="y" value={formatNumber(figures.y)} />
      {isSurfaceKnown && <Figure name="Height" value={formatNumber(figures.height, heightDigits)} />}
    </>
  );
  const loss = <OptionalFigure name="True loss" value={figures.loss} />;
  const residual = <OptionalFigure name="Off plane" value={figures.residual} />;
  return (
    <section className="gdv-card gdv-readout" aria-label={`Run ${run.runId}`}>
      <header className="gdv-readout-head">
        <span className="gdv-run" title={`${run.projectId} / ${run.runId}`}>
          {run.runId}
        </span>
        <span className={`gdv-status gdv-status--${toneOfStatus(run)}`}>{describeStatus(run)}</span>
      </header>
      {isProjected ? (
        <>
          <dl className="gdv-figures">
            {step}
            {loss}
          </dl>
          <h3 className="gdv-group">Projected</h3>
          <dl className="gdv-figures">
            {place}
            {residual}
          </dl>
        </>
      ) : (
        <dl className="gdv-figures">
          {step}
          {place}
          {loss}
          {residual}
        </dl>
      )}
      <Hyperparams run={run} />
    </section>
  );
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

function OptionalFigure({ name, value }: { readonly name: string; readonly value: number }) {
  return Number.isNaN(value) ? null : <Figure name={name} value={formatNumber(value)} />;
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
