import type { RunState } from '../run/runState.js';
import type { Surface } from '../surface/index.js';
import { formatCount, formatNumber } from './formatNumber.js';
import { describeStatus, toneOfStatus } from './runText.js';

export interface ReadOutProps {
  readonly run: RunState;
  readonly surface: Surface;
  /** Significant digits of the height: enough to tell heights of this surface apart. */
  readonly heightDigits: number;
}

/** The run in figures: its newest step, where that lies, and how high. True values, whatever the picture does. */
export function ReadOut({ run, surface, heightDigits }: ReadOutProps) {
  const { path, domainHalf } = run;
  const last = path.length - 1;
  const hasPoint = last >= 0;
  const x = hasPoint ? path.xAt(last) * domainHalf : Number.NaN;
  const y = hasPoint ? path.yAt(last) * domainHalf : Number.NaN;
  const loss = hasPoint ? path.lossAt(last) : Number.NaN;
  const residual = hasPoint ? path.residualAt(last) : Number.NaN;
  return (
    <section className="gdv-card gdv-readout" aria-label={`Run ${run.runId}`}>
      <header className="gdv-readout-head">
        <span className="gdv-run" title={`${run.projectId} / ${run.runId}`}>
          {run.runId}
        </span>
        <span className={`gdv-status gdv-status--${toneOfStatus(run)}`}>{describeStatus(run)}</span>
      </header>
      <dl className="gdv-figures">
        <Figure name="Step" value={hasPoint ? formatCount(path.stepAt(last)) : '–'} />
        <Figure name="x" value={formatNumber(x)} />
        <Figure name="y" value={formatNumber(y)} />
        <Figure
          name="Height"
          value={formatNumber(hasPoint ? surface.valueAt(x, y) : Number.NaN, heightDigits)}
        />
        {!Number.isNaN(loss) && <Figure name="True loss" value={formatNumber(loss)} />}
        {!Number.isNaN(residual) && <Figure name="Off plane" value={formatNumber(residual)} />}
      </dl>
      <Hyperparams run={run} />
    </section>
  );
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
