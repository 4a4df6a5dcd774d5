import { isLogTransform } from '../surface/index.js';
import { Legend, type LegendProps } from './Legend.js';
import { computeLegendScale } from './legendScale.js';
import { SlotPlace } from './SlotPlace.js';
import type { GradientDescentVizSlots } from './slots.js';
import { useWording } from './wordingContext.js';

/** The colour bar: ours, the host's, or none. */
export function LegendPart({
  slot,
  ...legend
}: LegendProps & { readonly slot: GradientDescentVizSlots['legend'] }) {
  const wording = useWording();
  if (slot === undefined) return <Legend {...legend} />;
  const { field, isIllustrative, colors, isCuttable, isFull, onFull } = legend;
  if (slot === null || field.missing === field.values.length) return null;
  const props = {
    min: field.min,
    max: field.max,
    isLog: isLogTransform(field.transform),
    isIllustrative,
    ...computeLegendScale(field, isIllustrative, wording),
    colors,
    isCuttable,
    isFullRange: isFull,
    showFullRange: onFull,
  };
  return <SlotPlace name="legend" of={slot} props={props} />;
}
