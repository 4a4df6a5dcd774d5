import type { HeightScale } from 'gradient-descent-viz';

/** Props of {@link HeightChoice}. */
export interface HeightChoiceProps {
  readonly scale: HeightScale;
  readonly onChoose: (scale: HeightScale) => void;
}

const LABELS = { linear: 'Linear', log: 'Log' } as const;

/** The choice between a linear and a logarithmic height. */
export function HeightChoice({ scale, onChoose }: HeightChoiceProps) {
  return (
    <fieldset className="segments">
      <legend className="visually-hidden">Height</legend>
      {(['linear', 'log'] as const).map((each) => (
        <label key={each} className="segment">
          <input type="radio" name="height" checked={each === scale} onChange={() => onChoose(each)} />
          <span>{LABELS[each]}</span>
        </label>
      ))}
    </fieldset>
  );
}
