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
  const commit = (field: HTMLInputElement): void => {
    const step = Number(field.value.replace(/[\s,.'’\u202f\u00a0]/g, ''));
    if (field.value.trim() !== '' && Number.isFinite(step)) strip.seekTo(step);
    strip.writeFigures();
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter') commit(event.currentTarget);
    else if (event.key === 'Escape') strip.writeFigures();
    else return;
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
        onFocus={(event: FocusEvent<HTMLInputElement>) => event.currentTarget.select()}
      />
      <Figure strip={strip} name="newest" className="gdv-step-newest" />
    </span>
  );
}
