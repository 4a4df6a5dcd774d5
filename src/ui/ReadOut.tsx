import { useCallback, useLayoutEffect, useMemo, useState, type ReactNode } from 'react';
import { isNamedHyperparam, listHyperparams } from '../protocol/contract/hyperparams.js';
import type { Changing } from '../view/paced.js';
import { FigureLayer } from './figureLayer.js';
import type { Figures } from './figures.js';
import { RateGroup } from './RateGroup.js';
import type { Rates } from '../view/rate/rates.js';
import { describeSilence, describeStatus, toneOfStatus } from '../view/runText.js';
import type { GradientDescentVizLabels } from '../view/labels.js';
import type { NumberFormat } from '../view/formatNumber.js';
import type { RunWords } from '../view/runWords.js';
import { useWording } from './wordingContext.js';

export interface ReadOutProps {
  readonly run: RunWords;
  /** Figures of the run's newest point, written to the DOM without a render. */
  readonly figures: Changing<Figures>;
  /** How fast the run goes, written the same way. */
  readonly rates: Changing<Rates>;
  /** Whether there is a surface, so that there are heights. */
  readonly isSurfaceKnown: boolean;
  /** Whether the surface's heights are an illustration: they are then shown apart from the reported loss. */
  readonly isIllustrative: boolean;
  /** Whether the path is a projection of a training: projected figures are then shown apart from measured ones. */
  readonly isProjected: boolean;
  /** Whether an earlier step than the newest is shown. */
  readonly isPast: boolean;
  /** For how long no point has come, in seconds, where that is long for this run; 0 where none is awaited; else null. */
  readonly silentS: number | null;
  /** Significant digits of the height: enough to tell heights of this surface apart. */
  readonly heightDigits: number;
}

/** The run in figures: its newest step with position and height. True values, whatever the display's scale. */
export function ReadOut(props: ReadOutProps) {
  const { run, silentS, isPast } = props;
  const wording = useWording();
  const { labels } = wording;
  return (
    <section className="gdv-card gdv-readout" aria-label={labels.readOut.region(run.runId)}>
      <header className="gdv-readout-head">
        <span className="gdv-run" dir="auto" title={`${run.projectId} / ${run.runId}`}>
          {run.runId}
        </span>
        {silentS === null ? (
          <span
            className={`gdv-status gdv-status--${toneOfStatus(run, isPast)}`}
            title={
              run.reportedEnd === null ? undefined : labels.status.reportedEndHint(run.reportedEnd.status)
            }
            dir="auto"
          >
            {describeStatus(run, labels.status, isPast)}
          </span>
        ) : (
          <span className="gdv-status gdv-status--silent" title={labels.status.notEndedHint} dir="auto">
            {describeSilence(silentS, wording)}
          </span>
        )}
      </header>
      <FigureGroups {...props} />
      <RateGroup rates={props.rates} isSilent={silentS !== null} />
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
  const {
    labels: { readOut: labels },
    numbers,
  } = useWording();
  const layer = useFigureLayer(figures, heightDigits, numbers);
  const figure = (name: keyof Figures) => (
    <Figure key={name} layer={layer} name={name} label={labels[name]} />
  );
  const place = [figure('x'), figure('y')];
  const height = isSurfaceKnown && figure('height');
  const loss = hasLoss && figure('loss');
  const residual = hasResidual && figure('residual');
  const isApart = isSurfaceKnown && isIllustrative && hasLoss;
  const className = heightDigits > SHORT_DIGITS ? 'gdv-figures gdv-figures--long' : 'gdv-figures';
  return (
    <>
      <dl className={className}>
        {figure('step')}
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
        <Group name={labels.projected}>
          {place}
          {!isApart && height}
          {residual}
        </Group>
      )}
      {isApart && (
        <Group name={labels.illustrative}>
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
      <h3 className="gdv-group" dir="auto">
        {name}
      </h3>
      <dl className="gdv-figures">{children}</dl>
    </>
  );
}

function useFigureLayer(
  { getState, subscribe }: Changing<Figures>,
  heightDigits: number,
  numbers: NumberFormat,
): FigureLayer {
  const layer = useMemo(
    () => new FigureLayer(getState, heightDigits, numbers),
    [getState, heightDigits, numbers],
  );
  // After each render, since not all changes call a subscriber: the surface may be that of another path.
  useLayoutEffect(() => layer.write());
  useLayoutEffect(() => {
    const ends = [subscribe(layer.write), layer.writer.watchSelection()];
    return () => ends.forEach((end) => end());
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
    <div className={`gdv-figure gdv-figure--${name}`}>
      <dt dir="auto">{label}</dt>
      <dd ref={attach}>{text}</dd>
    </div>
  );
}

/** Hyperparameters that there is room for. */
const MAX_HYPERPARAMS = 8;

function Hyperparams({ run }: { readonly run: RunWords }) {
  const {
    labels: { readOut: labels },
    numbers,
  } = useWording();
  const known = listHyperparams(run.hyperparams);
  if (known.length === 0) return null;
  const more = known.length - MAX_HYPERPARAMS;
  return (
    <p className="gdv-hyperparams">
      {known.slice(0, MAX_HYPERPARAMS).map(({ name, value }) => {
        const written = typeof value === 'number' ? numbers.number(value) : String(value);
        const text = `${labelOf(name, labels)} ${written}`;
        return (
          <span key={name} title={isNamedHyperparam(name) ? undefined : text} dir="auto">
            {text}
          </span>
        );
      })}
      {more > 0 && <span dir="auto">{labels.more(numbers.count(more), more)}</span>}
    </p>
  );
}

/** What a hyperparameter of the contract is called here; any other has its own name. */
function labelOf(name: string, labels: GradientDescentVizLabels['readOut']): string {
  return isNamedHyperparam(name) ? labels[name] : name;
}
