import { useCallback, useLayoutEffect, useMemo, useState, type ReactNode } from 'react';
import { listHyperparams, type HYPERPARAM_NAMES } from '../protocol/contract/hyperparams.js';
import type { Changing } from '../view/paced.js';
import { FigureLayer } from './figureLayer.js';
import type { Figures } from './figures.js';
import { formatNumber } from '../view/formatNumber.js';
import { describeSilence, describeStatus, toneOfStatus } from '../view/runText.js';
import type { RunWords } from '../view/runWords.js';

export interface ReadOutProps {
  readonly run: RunWords;
  /** Figures of the run's newest point, written to the DOM without a render. */
  readonly figures: Changing<Figures>;
  /** Whether there is a surface, so that there are heights. */
  readonly isSurfaceKnown: boolean;
  /** Whether the surface's heights are an illustration: they are then shown apart from the reported loss. */
  readonly isIllustrative: boolean;
  /** Whether the path is a projection of a training: projected figures are then shown apart from measured ones. */
  readonly isProjected: boolean;
  /** For how long no point has come, in seconds, where that is long for this run; 0 where none is awaited; else null. */
  readonly silentS: number | null;
  /** Significant digits of the height: enough to tell heights of this surface apart. */
  readonly heightDigits: number;
}

/** The run in figures: its newest step with position and height. True values, whatever the display's scale. */
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
      <FigureGroups {...props} />
      <Hyperparams run={run} />
    </section>
  );
}

/** Up to this many digits of heights there is room for four figures side by side. */
const SHORT_DIGITS = 6;

/** The figures in groups, so that only comparable ones are side by side. */
function FigureGroups({
  run,
  figures,
  heightDigits,
  isSurfaceKnown,
  isIllustrative,
  isProjected,
}: ReadOutProps) {
  const { hasLoss, hasResidual } = run;
  const layer = useFigureLayer(figures, heightDigits);
  const step = <Figure layer={layer} name="step" label="Step" />;
  const place = (
    <>
      <Figure layer={layer} name="x" label="x" />
      <Figure layer={layer} name="y" label="y" />
    </>
  );
  const height = isSurfaceKnown && <Figure layer={layer} name="height" label="Height" />;
  const loss = hasLoss && <Figure layer={layer} name="loss" label="True loss" />;
  const residual = hasResidual && <Figure layer={layer} name="residual" label="Off plane" />;
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

function useFigureLayer({ getState, subscribe }: Changing<Figures>, heightDigits: number): FigureLayer {
  const layer = useMemo(() => new FigureLayer(getState, heightDigits), [getState, heightDigits]);
  // After each render, since not all changes call a subscriber: the surface may be that of another path.
  useLayoutEffect(() => layer.write());
  useLayoutEffect(() => {
    const unsubscribe = subscribe(layer.write);
    document.addEventListener('selectionchange', layer.onSelection);
    return () => {
      unsubscribe();
      document.removeEventListener('selectionchange', layer.onSelection);
    };
  }, [layer, subscribe]);
  return layer;
}

interface FigureProps {
  readonly layer: FigureLayer;
  readonly name: keyof Figures;
  readonly label: string;
}

/** React renders the text once, then the layer writes it. */
function Figure({ layer, name, label }: FigureProps) {
  const [text] = useState(() => layer.textOf(name));
  const attach = useCallback((element: HTMLElement) => layer.attach(name, element), [layer, name]);
  return (
    <div className="gdv-figure">
      <dt>{label}</dt>
      <dd ref={attach}>{text}</dd>
    </div>
  );
}

/** Labels of the contract's hyperparameters. */
const HYPERPARAM_LABELS: Readonly<Record<(typeof HYPERPARAM_NAMES)[number], string>> = {
  eta: 'η',
  steps: 'steps',
  tolGrad: 'tol ∇',
  tolStep: 'tol step',
};

function labelOf(name: string): string {
  return Object.hasOwn(HYPERPARAM_LABELS, name)
    ? HYPERPARAM_LABELS[name as keyof typeof HYPERPARAM_LABELS]
    : name;
}

/** Hyperparameters that there is room for. */
const MAX_HYPERPARAMS = 8;

function Hyperparams({ run }: { readonly run: RunWords }) {
  const known = listHyperparams(run.hyperparams);
  if (known.length === 0) return null;
  return (
    <p className="gdv-hyperparams">
      {known.slice(0, MAX_HYPERPARAMS).map(({ name, value }) => {
        const text = `${labelOf(name)} ${typeof value === 'number' ? formatNumber(value) : value}`;
        return (
          <span key={name} title={Object.hasOwn(HYPERPARAM_LABELS, name) ? undefined : text}>
            {text}
          </span>
        );
      })}
      {known.length > MAX_HYPERPARAMS && <span>{known.length - MAX_HYPERPARAMS} more</span>}
    </p>
  );
}
