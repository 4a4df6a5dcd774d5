import { useEffect, useLayoutEffect, useRef, type KeyboardEvent } from 'react';
import { useWording } from '../wordingContext.js';
import { followStripPointer } from './stripPointer.js';
import { nameOfLine } from './stripText.js';
import { playByKey } from './timelineKeys.js';
import type { StripState } from './stripState.js';
import type { TimelineStrip } from './timelineStrip.js';
import type { ViewPlayback } from '../../view/viewPlayback.js';
import { Figure } from './StripFigure.js';

interface StripProps {
  readonly strip: TimelineStrip;
  readonly state: StripState;
  readonly playback: ViewPlayback;
}

/** Lines that the strip can have. */
const LINES = [0, 1] as const;

/** The loss curve, with a slider over it whose thumb is the playhead. */
export function Strip({ strip, state, playback }: StripProps) {
  const { labels } = useWording();
  const { series } = state;
  const plot = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const ink = useRef<HTMLSpanElement>(null);
  const slider = useRef<HTMLInputElement>(null);
  const hover = useRef<HTMLDivElement>(null);
  const dots = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const elements = {
      plot: plot.current!,
      canvas: canvas.current!,
      ink: ink.current!,
      slider: slider.current!,
      dots: [...dots.current!.children] as HTMLElement[],
    };
    return strip.attach(elements);
  }, [strip]);
  useEffect(() => followStripPointer(plot.current!, hover.current!, strip), [strip]);
  // A native listener: React calls `onChange` of a range with the value that it holds itself.
  useEffect(() => {
    const element = slider.current!;
    const onInput = (): void => strip.seekTo(element.valueAsNumber);
    element.addEventListener('input', onInput);
    return () => element.removeEventListener('input', onInput);
  }, [strip]);
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { range } = strip;
    if (range !== null && playByKey(event, playback, range.first, range.newest)) event.preventDefault();
  };
  return (
    <div className="gdv-strip" ref={plot}>
      <span className="gdv-strip-ink" ref={ink} aria-hidden />
      <canvas className="gdv-strip-canvas" ref={canvas} aria-hidden />
      {series.length === 0 ? (
        state.hasPath && (
          <p className="gdv-strip-none" dir="auto">
            {labels.timeline.noLoss}
          </p>
        )
      ) : (
        <StripLegend strip={strip} state={state} />
      )}
      <div ref={dots} aria-hidden>
        {LINES.map((line) => (
          <span key={line} className={`gdv-strip-dot gdv-strip-dot--${lineKindOf(state, line)}`} hidden />
        ))}
      </div>
      <input
        className="gdv-strip-slider"
        type="range"
        ref={slider}
        defaultValue={0}
        aria-label={labels.timeline.slider}
        onKeyDown={onKey}
      />
      <div className="gdv-strip-hover" ref={hover} aria-hidden hidden>
        <span className="gdv-strip-tip" dir="auto" />
      </div>
    </div>
  );
}

/** The lines by name, each with its value at the playhead. */
function StripLegend({ strip, state: { series } }: Pick<StripProps, 'strip' | 'state'>) {
  const wording = useWording();
  return (
    <p className="gdv-strip-legend" aria-hidden>
      {series.map((one, line) => (
        <span key={one.key} className="gdv-strip-line">
          <span
            className={`gdv-strip-swatch gdv-strip-swatch--${one.isHeldOut && series.length > 1 ? 'second' : 'first'}`}
          />
          <span dir="auto">{nameOfLine(one, wording)}</span>
          <Figure strip={strip} name={line === 0 ? 'value0' : 'value1'} className="gdv-strip-value" />
        </span>
      ))}
    </p>
  );
}

function lineKindOf({ series }: StripState, line: number): 'first' | 'second' {
  return series.length > 1 && series[line]?.isHeldOut === true ? 'second' : 'first';
}
