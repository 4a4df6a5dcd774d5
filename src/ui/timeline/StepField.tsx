import { useCallback, type FocusEvent, type KeyboardEvent } from 'react';
import { useWording } from '../wordingContext.js';
import { Figure } from './StripFigure.js';
import type { TimelineStrip } from './timelineStrip.js';

/** The step of the playhead, to be typed in. */
export function StepField({
  strip,
  isDisabled,
}: {
  readonly strip: TimelineStrip;
  readonly isDisabled: boolean;
}) {
  const { timeline } = useWording().labels;
  const attach = useCallback((element: HTMLInputElement) => strip.attachFigure('step', element), [strip]);
  const onKey = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    const step = event.key === 'Enter' ? readStep(event.currentTarget.value) : Number.NaN;
    if (Number.isFinite(step)) strip.seekTo(step);
    strip.writeFigures();
    event.currentTarget.select();
  };
  return (
    <span className="gdv-step">
      <span className="gdv-step-word" dir="auto" aria-hidden>
        {timeline.step}
      </span>
      <input
        className="gdv-step-field"
        type="text"
        inputMode="numeric"
        autoComplete="off"
        spellCheck={false}
        defaultValue=""
        disabled={isDisabled}
        aria-label={timeline.stepField}
        ref={attach}
        onKeyDown={onKey}
        onBlur={() => strip.writeFigures()}
        onFocus={(event: FocusEvent<HTMLInputElement>) => event.currentTarget.select()}
      />
      <Figure strip={strip} name="newest" className="gdv-step-newest" />
    </span>
  );
}

/** A number as people write it, with groups of three digits or a decimal comma; NaN for any other text. */
function readStep(text: string): number {
  const digits = text.replace(/[\s'’]/g, '').replace(/[,.](?=\d{3}(?!\d))/g, '');
  return digits === '' ? Number.NaN : Number(digits.replace(',', '.'));
}
